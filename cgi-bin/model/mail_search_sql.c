/* mail_search_sql.c - the outbox with filters; see mail_list() in mail.h. */
#include "model/mail.h"

DB_COLUMNS(list_cols, struct mail_row, id, member_id, to_email, lang, kind, subject, state, tries, error,
           next_at, created_at, sent_at);

/* How an address begins, as a pattern for LIKE. */
static char *begins_with(const char *s)
{
    char *out = talloc_size(pool, strlen(s) * 2 + 2), *w = out;

    for (; *s; s++) {
        if (*s == '%' || *s == '_' || *s == '\\')
            *w++ = '\\';
        *w++ = *s;
    }
    *w++ = '%';
    *w = '\0';
    return out;
}

enum err mail_list(struct db *db, const struct mail_filter *f, struct mail_rows *out)
{
    struct db_text t = {0};
    const char *whole = f->to ? parse_email(pool, f->to) : NULL;

    DB_TEXT_ADD(&t, "SELECT id, member_id, to_email, lang, kind, subject, state, tries, error, next_at,"
                    " created_at, sent_at FROM mail WHERE TRUE");
    if (f->state)
        DB_TEXT_ADD(&t, " AND state = ?", f->state);
    if (f->kind)
        DB_TEXT_ADD(&t, " AND kind = ?", f->kind);
    if (whole)
        DB_TEXT_ADD(&t, " AND to_email = ?", whole);
    else if (f->to)
        DB_TEXT_ADD(&t, " AND to_email LIKE ?", begins_with(f->to));
    if (f->newer)
        DB_TEXT_ADD(&t, " AND id > ? ORDER BY id", f->newer);
    else if (f->before)
        DB_TEXT_ADD(&t, " AND id < ? ORDER BY id DESC", f->before);
    else
        DB_TEXT_ADD(&t, " ORDER BY id DESC");
    DB_TEXT_ADD(&t, " LIMIT ?", f->limit + 1);
    return db_text_all(db, &t, list_cols, out);
}
