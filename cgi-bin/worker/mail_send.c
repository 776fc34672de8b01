/* mail_send.c - takes mails out of the outbox and sends them; mail.h says by which states. */
#include "model/mail_message.h"
#include "worker/sink.h"
#include "worker/smtp.h"
#include "worker/throttle.h"
#include "worker/worker.h"

#define SMTP_LEASE 180 /* longer than libcurl's own limit, so that no two send the same */
#define SINK_LEASE 10
#define LOOK_AFTER_MS 1000

static int64_t away_until, away_ms; /* the server cannot be reached: no use in asking at once again */

static const char *host_name(void)
{
    const char *host = strstr(conf_text("site_url"), "://");

    host = host ? host + 3 : "localhost";
    return talloc_strndup(pool, host, strcspn(host, ":/"));
}

/* ERR_INVALID: this mail can never be sent. */
static enum err address_message(const struct mail_row *m, struct message *out)
{
    struct message msg = {.id = m->id, .to = parse_email(pool, m->to_email), .host = host_name(),
                          .lang = m->lang, .subject = m->subject, .body = m->body, .at = m->created_at,
                          .unsubscribe = m->unsubscribe_url};

    if (!message_sender(conf_text("mail_from"), &msg.from_name, &msg.from))
        FAIL(ERR_INTERNAL, "mail_from is no address: %s", conf_text("mail_from"));
    if (!msg.to)
        FAIL(ERR_INVALID, "the address cannot be written to");
    *out = msg;
    return OK;
}

static enum smtp hand_over(const struct mail_row *m, const char **why)
{
    const char *sink = conf_text("mail_sink_dir");
    struct message msg;
    enum err e = address_message(m, &msg);

    if (e == OK && empty(sink))
        return smtp_send(msg.from, msg.to, message_text(&msg), why);
    if (e == OK)
        e = sink_write(sink, m->id, message_text(&msg));
    *why = e ? why_text(err_text()) : "";
    return e == OK ? SMTP_SENT : e == ERR_INVALID ? SMTP_REFUSED : SMTP_AWAY;
}

/* After 5 s, then 10, 20 ... at most a minute. */
static void server_is(bool away)
{
    away_ms = !away ? 0 : away_ms == 0 ? 5000 : away_ms < 30000 ? away_ms * 2 : 60000;
    away_until = away ? clock_ms() + away_ms : 0;
}

static enum err note_end(struct db *db, const struct mail_row *m, enum smtp verdict, const char *why)
{
    switch (verdict) {
    case SMTP_SENT:
        return mail_sent(db, m);
    case SMTP_REFUSED:
        return mail_failed(db, m, why);
    case SMTP_LATER: case SMTP_AWAY:
        break;
    }
    return mail_later(db, m, why);
}

static void send_one(struct db *db, const struct mail_row *m)
{
    static const char *const words[] = {"sent", "failed", "later", "away"};
    const char *why, *domain = strrchr(m->to_email, '@');
    int64_t from = clock_ms();

    enum smtp verdict = hand_over(m, &why);
    server_is(verdict == SMTP_AWAY);
    /* What happened must be noted even if the database hesitates: else the mail goes out twice. */
    enum err e = note_end(db, m, verdict, why);
    for (int again = 0; (e == ERR_BUSY || e == ERR_DOWN) && again < 3; again++)
        e = note_end(db, m, verdict, why);
    log_line(json_pack("{s:I,s:s,s:s,s:s,s:I,s:i,s:s*}", "mail", (json_int_t)m->id, "kind", m->kind, "domain",
                       domain ? domain + 1 : "", "state", e ? "not-noted" : words[verdict], "ms",
                       (json_int_t)(clock_ms() - from), "try", m->tries, "error", *why ? why : NULL));
    err_clear();
}

/* Puts the mail back when its domain has had enough for now. */
static bool must_wait(struct db *db, const struct mail_row *m)
{
    if (!empty(conf_text("mail_sink_dir")))
        return false;
    int64_t ms = throttle(m->to_email, clock_ms(), conf_int("mail_per_minute"));
    if (ms == 0)
        return false;
    if (mail_defer(db, m, (int)(ms / 1000) + 1) != OK)
        err_clear();
    return true;
}

bool mail_step(struct db *db, const char *only)
{
    static int64_t looked_at;
    struct mail_row m;
    enum err e = OK;

    if (away_until && clock_ms() < away_until)
        return false;
    if (!looked_at || clock_ms() - looked_at > LOOK_AFTER_MS) {
        looked_at = clock_ms();
        e = mail_reclaim(db);
    }
    if (e == OK)
        e = mail_take(db, only, empty(conf_text("mail_sink_dir")) ? SMTP_LEASE : SINK_LEASE, &m);
    if (e == OK) {
        if (!must_wait(db, &m))
            send_one(db, &m);
        return true;
    }
    if (e == ERR_NOT_FOUND || e == ERR_BUSY)
        err_clear();
    else
        log_line(json_pack("{s:s,s:s}", "half", "mail", "error", err_text()));
    return false;
}

void mail_pause(void)
{
    smtp_close();
}
