/* member_search_sql.c - the list of accounts: filters that may or may not be there. */
#include <ctype.h>

#include "model/member_admin.h"

DB_COLUMNS(found_cols, struct member, id, email, name, country, organisation, lang, state, roles,
           terms_version, terms_at, created_at, confirmed_at, signed_in_at, version);

enum { WORDS_MOST = 8 };

#define HEAD                                                                                      \
    "SELECT m.id, m.email, m.name, m.country, m.organisation, m.lang, m.state, m.roles,"          \
    " m.terms_version, m.terms_at, m.created_at, m.confirmed_at, m.signed_in_at, m.version FROM "

/* What was typed, as the beginning of a LIKE pattern: its own % and _ stand for themselves. */
static char *beginning(const char *q)
{
    char *out = copy("");

    for (; *q; q++)
        out = talloc_asprintf_append(out, strchr("%_\\", *q) ? "\\%c" : "%c", *q);
    return talloc_strdup_append(out, "%");
}

/* "+fatou* +diallo*"; words of fewer than three letters are not in the index. NULL: none left. */
static char *words(const char *q)
{
    char *out = copy("");

    for (int left = WORDS_MOST; *q && left;) {
        size_t n = 0;

        while (q[n] && (isalnum((unsigned char)q[n]) || (unsigned char)q[n] >= 0x80))
            n++;
        if (n >= 3) {
            out = talloc_asprintf_append(out, "%s+%.*s*", *out ? " " : "", (int)n, q);
            left--;
        }
        q += n + (n == 0);
    }
    return *out ? out : NULL;
}

static void add_search(struct db_text *t, const char *q)
{
    char *like = beginning(q), *match = words(q);

    DB_TEXT_ADD(t, "(SELECT id FROM member WHERE name LIKE ?", like);
    DB_TEXT_ADD(t, " UNION SELECT id FROM member WHERE email LIKE CONVERT(? USING ascii)", like);
    if (match)
        DB_TEXT_ADD(t, " UNION SELECT id FROM member WHERE MATCH (name) AGAINST (? IN BOOLEAN MODE)", match);
    DB_TEXT_ADD(t, ") found JOIN member m ON m.id = found.id");
}

/* All sets that hold the role: an index serves a list, and FIND_IN_SET none. */
static const char *with_role(unsigned role)
{
    switch (role) {
    case EDITOR:
        return " AND m.roles IN ('editor', 'editor,moderator', 'editor,administrator',"
               " 'editor,moderator,administrator')";
    case MODERATOR:
        return " AND m.roles IN ('moderator', 'editor,moderator', 'moderator,administrator',"
               " 'editor,moderator,administrator')";
    default:
        return " AND m.roles IN ('administrator', 'editor,administrator', 'moderator,administrator',"
               " 'editor,moderator,administrator')";
    }
}

enum err member_list(struct db *db, const struct member_filter *f, struct member_list *out)
{
    struct db_text t = {0};
    int64_t        before = f->before ? f->before : INT64_MAX;

    DB_TEXT_ADD(&t, HEAD);
    if (empty(f->q))
        DB_TEXT_ADD(&t, "member m");
    else
        add_search(&t, f->q);
    if (f->newer)
        DB_TEXT_ADD(&t, " WHERE m.id > ?", f->newer);
    else
        DB_TEXT_ADD(&t, " WHERE m.id < ?", before);
    if (f->state)
        DB_TEXT_ADD(&t, " AND m.state = ?", f->state);
    if (f->role)
        DB_TEXT_ADD(&t, with_role(f->role));
    DB_TEXT_ADD(&t, f->newer ? " ORDER BY m.id LIMIT ?" : " ORDER BY m.id DESC LIMIT ?", f->limit);
    return db_text_all(db, &t, found_cols, out);
}
