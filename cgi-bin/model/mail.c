/* mail.c - rules of the outbox; see mail.h. */
#include "model/mail.h"

#include "model/care_mails.h"
#include "model/mail_message.h"

#define GIVE_UP_AFTER (3 * 24 * 3600)

bool mail_can_resend(const struct mail_row *m)
{
    if (strcmp(m->state, "sent") == 0)
        return m->body && !message_has_blanks(m->body);
    return strcmp(m->state, "sending") != 0;
}

enum err mail_resend(struct db *db, const struct user *by, int64_t id, int64_t *out_id)
{
    struct mail_row m;

    DB_TX(tx, db);
    TRY(mail_lock(db, id, &m));
    if (!mail_can_resend(&m))
        FAIL(ERR_CONFLICT, "mail %" PRId64 " is %s", id, m.state);
    int64_t to_send = id;
    if (strcmp(m.state, "sent") == 0)
        TRY(mail_copy(db, id, &to_send));
    else
        TRY(mail_requeue(db, id));
    TRY(audit(db, by, "mail.resend", "mail", id, fmt("{\"mail\":%" PRId64 "}", to_send)));
    TRY(db_commit(&tx));

    *out_id = to_send;
    return OK;
}

/* The last mail to somebody whose account is gone: nothing of it stays. */
static bool is_last(const struct mail_row *m)
{
    return strcmp(m->kind, MAIL_ERASED) == 0;
}

enum err mail_stop(struct db *db, const struct user *by, int64_t id)
{
    struct mail_row m;

    DB_TX(tx, db);
    TRY(mail_lock(db, id, &m));
    TRY(mail_take_out(db, id, MAIL_STOPPED));
    if (is_last(&m))
        TRY(mail_drop(db, id));
    TRY(audit(db, by, "mail.stop", "mail", id, NULL));
    TRY(db_commit(&tx));
    return OK;
}

enum err mail_take(struct db *db, const char *kinds, int lease, struct mail_row *out)
{
    struct mail_row m;

    DB_TX(tx, db);
    TRY(mail_take_due(db, kinds ? fmt("%s%%", kinds) : "%", kinds ? "" : "test.%", &m));
    TRY(mail_mark_sending(db, m.id, lease));
    TRY(db_commit(&tx));

    m.tries++;
    *out = m;
    return OK;
}

enum err mail_sent(struct db *db, const struct mail_row *m)
{
    if (is_last(m))
        return mail_delete(db, m->id, m->tries);
    return mail_mark_sent(db, m->id, m->tries, message_blank(m->body),
                          m->unsubscribe_url ? message_blank(m->unsubscribe_url) : NULL);
}

enum err mail_failed(struct db *db, const struct mail_row *m, const char *why)
{
    if (is_last(m))
        return mail_delete(db, m->id, m->tries);
    return mail_mark_failed(db, m->id, m->tries, why);
}

int64_t mail_wait(int tries, int64_t age)
{
    static const int64_t steps[] = {60, 5 * 60, 15 * 60, 3600};

    if (age >= GIVE_UP_AFTER)
        return 0;
    return tries <= (int)COUNT(steps) ? steps[tries < 1 ? 0 : tries - 1] : 4 * 3600;
}

enum err mail_later(struct db *db, const struct mail_row *m, const char *why)
{
    struct instant now = instant_now();
    int64_t wait = mail_wait(m->tries, (now.us - m->created_at.us) / 1000000);

    if (wait == 0)
        return mail_failed(db, m, why);
    return mail_mark_queued(db, m->id, m->tries, m->tries, why, instant_add(now, wait));
}

enum err mail_defer(struct db *db, const struct mail_row *m, int seconds)
{
    return mail_mark_queued(db, m->id, m->tries, m->tries - 1, m->error,
                            instant_add(instant_now(), seconds));
}
