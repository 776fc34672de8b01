/* record.c - the small rows that every area writes: stamps, jobs, mails, tries, form keys. */
#include "kit/base.h"

/* ---- stamps: how old is what strangers see ---- */

DB_EXEC(x_stamp, "UPDATE stamp SET n = n + 1 WHERE area = ?");

enum err stamp_bump(struct db *db, const char *area)
{
    return db_change(db, x_stamp, area);
}

/* ---- jobs ---- */

DB_EXEC(x_job, "INSERT INTO job (kind, wait_key, payload, not_before) VALUES (?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE not_before = LEAST(not_before, VALUES(not_before))");

enum err job_add(struct db *db, const char *kind, const char *key, const char *payload,
                 struct instant not_before)
{
    return db_exec(db, x_job, kind, key, payload ? payload : "{}",
                   not_before.us ? not_before : instant_now());
}

/* ---- mail ---- */

DB_EXEC(x_mail, "INSERT INTO mail (member_id, to_email, lang, kind, subject, body, next_at, unsubscribe_url, about_id)"
                " VALUES (NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0))");

enum err mail_add(struct db *db, const struct mail *m)
{
    char *subject = text_tidy(pool, m->subject, true);
    int   n = (int)strlen(m->body);

    while (n && m->body[n - 1] == '\n')
        n--;
    return db_exec(db, x_mail, m->member_id, m->to, lang_code[m->lang], m->kind, subject,
                   fmt("%.*s\n\n-- \n%s\n%s\n", n, m->body, conf_text("site_name"), conf_text("site_url")),
                   instant_now(), m->unsubscribe, m->about_id);
}

/* ---- tries ---- */

struct tries {
    int64_t n;
};
DB_COLUMNS(tries_cols, struct tries, n);
DB_QUERY(q_tries, tries_cols, "SELECT n FROM rate WHERE bucket = ? AND window_at > ?");
DB_EXEC(x_try, "INSERT INTO rate (bucket, window_at, n) VALUES (?, ?, 1)"
               " ON DUPLICATE KEY UPDATE n = IF(window_at > ?, n + 1, 1),"
               " window_at = IF(n = 1, VALUES(window_at), window_at)");

enum err rate_hit(struct db *db, const char *bucket, int64_t most, int64_t seconds)
{
    struct instant now = instant_now(), since = instant_add(now, -seconds);
    struct tries   t;
    char          *key = fmt("%.100s", bucket);

    TRY(db_exec(db, x_try, key, now, since));
    TRY(db_one(db, q_tries, &t, key, since));
    if (t.n > most)
        FAIL(ERR_LIMIT, "more than %" PRId64 " tries for %s", most, key);
    return OK;
}

/* ---- form keys ---- */

struct once {
    int64_t result_id;
};
DB_COLUMNS(once_cols, struct once, result_id);
DB_QUERY(q_once, once_cols, "SELECT result_id FROM once WHERE form_key = ? FOR UPDATE");
DB_EXEC(x_once, "INSERT INTO once (form_key) VALUES (?)");
DB_EXEC(x_once_done, "UPDATE once SET result_id = ? WHERE form_key = ?");

static struct blob key_bytes(const char *key)
{
    unsigned char *b = talloc_size(pool, 16);

    return unhex(key, b, 16) ? (struct blob){b, 16} : (struct blob){0};
}

/* The INSERT waits for another transaction that holds the same key, then finds its result. */
enum err once_begin(struct db *db, const char *key, int64_t *done_id)
{
    struct blob k = key_bytes(key);
    struct once o;
    enum err    e;

    *done_id = 0;
    if (!k.p)
        FAIL(ERR_INVALID, "no form key");
    e = db_exec(db, x_once, k);
    if (e != ERR_CONFLICT)
        return e;
    TRY(db_one(db, q_once, &o, k));
    *done_id = o.result_id;
    return OK;
}

enum err once_end(struct db *db, const char *key, int64_t result_id)
{
    return db_change(db, x_once_done, result_id, key_bytes(key));
}
