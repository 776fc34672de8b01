#include <ctype.h>

#include "model/member_mailbox.h"

DB_COLUMNS(row_cols, struct mailbox_row, id, lang, kind, subject, state, created_at, sent_at);
DB_QUERY(q_page, row_cols,
    "SELECT id, lang, kind, subject, state, created_at, sent_at FROM mail"
    " WHERE member_id = ? AND id < ?" MAILBOX_OWN " ORDER BY id DESC LIMIT ?");
DB_QUERY(q_page_newer, row_cols,
    "SELECT id, lang, kind, subject, state, created_at, sent_at FROM mail"
    " WHERE member_id = ? AND id > ?" MAILBOX_OWN " ORDER BY id LIMIT ?");
DB_COLUMNS(mail_cols, struct mailbox_mail, id, lang, subject, state, to_email, body, created_at, sent_at);
DB_QUERY(q_read, mail_cols,
    "SELECT id, lang, subject, state, to_email, body, created_at, sent_at FROM mail"
    " WHERE id = ? AND member_id = ?" MAILBOX_OWN);

enum err mailbox_page(struct db *db, int64_t member_id, int64_t before, int64_t newer, int limit,
                      struct mailbox_list *out)
{
    if (newer)
        return db_all(db, q_page_newer, out, member_id, newer, limit);
    return db_all(db, q_page, out, member_id, before ? before : INT64_MAX, limit);
}

enum err mailbox_read(struct db *db, int64_t member_id, int64_t id, struct mailbox_mail *out)
{
    TRY(db_one(db, q_read, out, id, member_id));
    out->body = mailbox_blank(out->body); /* until it is sent the outbox still holds the secret */
    return OK;
}

static bool in_token(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_';
}

char *mailbox_blank(const char *body)
{
    char       *out = copy("");
    const char *from = body, *at;

    while ((at = strstr(from, "?t=")) != NULL) {
        at += 3;
        out = talloc_strndup_append(out, from, (size_t)(at - from));
        from = at;
        while (in_token(*from))
            from++;
        if (from > at)
            out = talloc_strdup_append(out, "…");
    }
    return talloc_strdup_append(out, from);
}

static const char *state_words(const char *state)
{
    if (strcmp(state, "sent") == 0)
        return _("Sent");
    if (strcmp(state, "failed") == 0)
        return _("Could not be delivered");
    return _("On its way");
}

static void state_to_hdf(const char *state, HDF *h)
{
    put_text(h, "state", state);
    put_text(h, "state_text", state_words(state));
}

void mailbox_row_to_hdf(const struct mailbox_row *m, const char *zone, HDF *h)
{
    put_int(h, "id", m->id);
    put_text(h, "lang", m->lang);
    put_text(h, "subject", m->subject);
    state_to_hdf(m->state, h);
    put_instant_zone(h, "created_at", m->created_at, zone);
    put_instant_zone(h, "sent_at", m->sent_at, zone);
}

/* paragraphs.<i>.lines.<j> */
static void put_paragraphs(HDF *h, const char *body)
{
    char  *rest = copy(body), *line;
    size_t p = 0, n = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        line[strcspn(line, "\r")] = '\0';
        if (*line)
            put_text(h, fmt("paragraphs.%zu.lines.%zu", p, n++), line);
        else if (n)
            p++, n = 0;
    }
}

void mailbox_mail_to_hdf(const struct mailbox_mail *m, const char *zone, HDF *h)
{
    put_int(h, "id", m->id);
    put_text(h, "lang", m->lang);
    put_text(h, "subject", m->subject);
    put_text(h, "to", m->to_email);
    put_paragraphs(h, m->body);
    state_to_hdf(m->state, h);
    put_instant_zone(h, "created_at", m->created_at, zone);
    put_instant_zone(h, "sent_at", m->sent_at, zone);
}
