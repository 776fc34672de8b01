/* member_check.c - see member_check.h. */
#include "model/member_check.h"

#include "model/care_mails.h"
#include "model/directory.h"
#include "model/erasure.h"
#include "model/setting.h"

#define DAY 86400

struct row {
    int64_t        id;
    char          *name, *lang, *state, *roles;
    int            asked;
    struct instant asked_at, dormant_at, last;
};
DB_COLUMNS(row_cols, struct row, id, name, lang, state, roles, asked, asked_at, dormant_at, last);
#define ROW \
    "SELECT id, name, lang, state, roles, asked, asked_at, dormant_at," \
    " GREATEST(created_at, COALESCE(confirmed_at, created_at), COALESCE(signed_in_at, created_at)," \
    " COALESCE(answered_at, created_at)) AS last FROM member"
DB_QUERY(q_get, row_cols, ROW " WHERE id = ?");
DB_QUERY(q_lock, row_cols, ROW " WHERE id = ? FOR UPDATE");
DB_QUERY(q_due, row_cols, ROW " WHERE check_at <= UTC_TIMESTAMP(6) ORDER BY check_at LIMIT 1 FOR UPDATE SKIP LOCKED");
DB_EXEC(x_later, "UPDATE member SET check_at = ? WHERE id = ?");
DB_EXEC(x_asked, "UPDATE member SET asked = ?, asked_at = UTC_TIMESTAMP(6), check_at = ? WHERE id = ?");
DB_EXEC(x_rest, "UPDATE member SET dormant_at = UTC_TIMESTAMP(6), check_at = ? WHERE id = ?");
DB_EXEC(x_still,
    "UPDATE member SET answered_at = UTC_TIMESTAMP(6), asked = 0, dormant_at = NULL,"
    " check_at = UTC_TIMESTAMP(6) + INTERVAL ? DAY WHERE id = ?");
DB_EXEC(x_wake,
    "UPDATE member SET asked = 0, dormant_at = NULL, check_at = UTC_TIMESTAMP(6) + INTERVAL ? DAY WHERE id = ?");

#define YEAR "still_you_days" /* the setting */
#define STILL "member.still" /* what the link is signed for */

static struct instant days_after(struct instant t, int64_t days)
{
    return instant_add(t, days * DAY);
}

static struct instant later_of(struct instant a, struct instant b)
{
    return a.us > b.us ? a : b;
}

static enum check_step due_at(struct instant at, struct instant now, enum check_step step, struct instant *again)
{
    *again = at;
    return now.us >= at.us ? step : CHECK_WAIT;
}

static enum check_step next_of_resting(const struct check_state *s, struct instant now, struct instant *again)
{
    struct instant end = days_after(s->dormant_at, CHECK_REST_MOST);

    if (s->last.us > s->dormant_at.us)
        return CHECK_WAKE;
    if (s->staff)
        return due_at(days_after(now, CHECK_AGAIN), now, CHECK_WAIT, again);
    if (s->asked < 3)
        return due_at(days_after(end, -CHECK_LAST_CALL), now, CHECK_CALL, again);
    return due_at(later_of(end, days_after(s->asked_at, CHECK_LAST_CALL)), now, CHECK_ERASE, again);
}

enum check_step check_next(const struct check_state *s, struct instant now, int64_t year, struct instant *again)
{
    bool asked = s->asked > 0 && s->asked_at.us >= s->last.us;

    if (s->dormant_at.us)
        return next_of_resting(s, now, again);
    if (!asked)
        return due_at(days_after(s->last, year), now, CHECK_ASK, again);
    return due_at(days_after(s->asked_at, CHECK_AGAIN), now, s->asked == 1 ? CHECK_ASK : CHECK_REST, again);
}

/* ---- the answer ---- */

char *member_still_token(int64_t id)
{
    return sign_number(STILL, id);
}

static void still_of(const struct row *m, struct member_still *out)
{
    *out = (struct member_still){m->id, m->name, m->lang, m->dormant_at.us != 0};
}

enum err member_still_look(struct db *db, const char *token, struct member_still *out)
{
    struct row m;
    int64_t    id;

    if (!signed_number(STILL, token, &id))
        FAIL(ERR_NOT_FOUND, "no such link");
    TRY(db_one(db, q_get, &m, id));
    if (strcmp(m.state, "active") != 0)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " is %s", id, m.state);
    still_of(&m, out);
    return OK;
}

static enum err woke(struct db *db, const struct row *m)
{
    if (!m->dormant_at.us)
        return OK;
    TRY(directory_person(db, m->id));
    return audit(db, NULL, "member.awake", "member", m->id, NULL);
}

enum err member_still(struct db *db, const char *token, struct member_still *out)
{
    struct row m;
    int64_t    year;

    TRY(member_still_look(db, token, out));
    TRY(setting_int(db, YEAR, &year));
    DB_TX(tx, db);
    TRY(db_one(db, q_lock, &m, out->id));
    TRY(db_exec(db, x_still, year, m.id));
    TRY(woke(db, &m));
    return db_commit(&tx);
}

enum err member_wake(struct db *db, int64_t id, bool *rested)
{
    struct row m;
    int64_t    year;

    TRY(db_one(db, q_get, &m, id));
    *rested = m.dormant_at.us != 0;
    if (!m.dormant_at.us && m.asked == 0)
        return OK;
    TRY(setting_int(db, YEAR, &year));
    DB_TX(tx, db);
    TRY(db_one(db, q_lock, &m, id));
    TRY(db_exec(db, x_wake, year, id));
    TRY(woke(db, &m));
    return db_commit(&tx);
}

enum err member_check_words(struct db *db, int64_t id, char **out)
{
    struct row m;

    TRY(db_one(db, q_get, &m, id));
    *out = NULL;
    if (m.dormant_at.us)
        *out = fill(_("Rests since {date}: no answer to “is this still you?”"), "date", show_date(date_of(m.dormant_at)), NULL);
    else if (m.asked && m.asked_at.us >= m.last.us)
        *out = fill(_("Asked “is this still you?” on {date}, no answer yet"), "date", show_date(date_of(m.asked_at)), NULL);
    return OK;
}

/* ---- for the worker ---- */

static enum err ask(struct db *db, const struct row *r, const struct member_secret *m)
{
    bool           again = r->asked == 1 && r->asked_at.us >= r->last.us;
    struct instant next = days_after(instant_now(), CHECK_AGAIN);

    TRY(db_exec(db, x_asked, again ? 2 : 1, next, r->id));
    return mail_still(db, m, again, next);
}

static enum err rest(struct db *db, const struct row *r, const struct member_secret *m)
{
    struct instant end = days_after(instant_now(), CHECK_REST_MOST);

    TRY(db_exec(db, x_rest, days_after(end, -CHECK_LAST_CALL), r->id));
    TRY(directory_person(db, r->id));
    TRY(audit(db, NULL, "member.rest", "member", r->id, NULL));
    return mail_dormant(db, m, end);
}

static enum err last_call(struct db *db, const struct row *r, const struct member_secret *m)
{
    struct instant end = later_of(days_after(r->dormant_at, CHECK_REST_MOST), days_after(instant_now(), CHECK_LAST_CALL));

    TRY(db_exec(db, x_asked, 3, end, r->id));
    return mail_last_call(db, m, end);
}

static enum err carry_out(struct db *db, const struct row *r, enum check_step step, int64_t year, struct checked *sum)
{
    struct member_secret m;

    TRY(member_sql_secret_by_id(db, r->id, &m));
    sum->mails += step == CHECK_ASK || step == CHECK_REST || step == CHECK_CALL;
    sum->rest += step == CHECK_REST;
    sum->erased += step == CHECK_ERASE;
    switch (step) {
    case CHECK_ASK: return ask(db, r, &m);
    case CHECK_REST: return rest(db, r, &m);
    case CHECK_CALL: return last_call(db, r, &m);
    case CHECK_ERASE: return erasure_do(db, NULL, r->id, ERASURE_RESTED);
    case CHECK_WAKE:
        TRY(db_exec(db, x_wake, year, r->id));
        return woke(db, r);
    case CHECK_WAIT: break;
    }
    return OK;
}

static enum err look(struct db *db, struct checked *sum)
{
    struct instant again = {0}, now = instant_now();
    struct checked more = *sum;
    int64_t        year;
    struct row     r;

    TRY(setting_int(db, YEAR, &year));
    DB_TX(tx, db);
    TRY(db_one(db, q_due, &r));
    struct check_state s = {r.last, r.asked_at, r.dormant_at, r.asked, !empty(r.roles)};
    enum check_step    step = strcmp(r.state, "active") == 0 ? check_next(&s, now, year, &again) : CHECK_WAIT;
    if (step == CHECK_WAIT) /* also who is not confirmed, or suspended: a month on */
        TRY(db_exec(db, x_later, again.us > now.us ? again : days_after(now, CHECK_AGAIN), r.id));
    else
        TRY(carry_out(db, &r, step, year, &more));
    TRY(db_commit(&tx));
    more.looked++;
    *sum = more;
    return OK;
}

enum err member_check_one(struct db *db, struct checked *sum)
{
    TALLOC_CTX *outer = pool;
    enum err    e;

    pool = talloc_new(outer);
    e = look(db, sum);
    talloc_free(pool);
    pool = outer;
    return e;
}
