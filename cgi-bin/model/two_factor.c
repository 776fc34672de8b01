#include "model/two_factor_int.h"

#include "model/session_list.h"

static int64_t step_now(void)
{
    return instant_now().us / 1000000 / 30;
}

char *two_factor_seal_for(int64_t member_id)
{
    return fmt("two-factor:%" PRId64, member_id);
}

enum err two_factor_key(const struct two_factor_row *row, struct blob *out)
{
    return unseal(two_factor_seal_for(row->member_id), row->secret, out);
}

static bool fresh(const struct two_factor_row *row)
{
    return !row->confirmed_at.us && instant_add(row->created_at, TWO_FACTOR_SETUP_SECONDS).us > instant_now().us;
}

enum err two_factor_read(struct db *db, int64_t member_id, struct two_factor *out)
{
    struct two_factor_row row;
    enum err              e = two_factor_sql_get(db, member_id, &row);

    *out = (struct two_factor){0};
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return OK;
    }
    TRY(e);
    out->on = row.confirmed_at.us != 0;
    out->begun = fresh(&row);
    out->confirmed_at = row.confirmed_at;
    out->recovery_left = (int)(row.recovery.n / SHA256_LEN);
    out->shown = row.shown.n && row.shown_until.us > instant_now().us;
    return OK;
}

/* ---- setting up ---- */

enum err two_factor_begin(struct db *db, int64_t member_id)
{
    unsigned char         secret[TWO_FACTOR_SECRET_BYTES];
    struct two_factor_row row;
    enum err              e;

    random_bytes(secret, sizeof secret);
    DB_TX(tx, db);
    e = two_factor_sql_lock(db, member_id, &row);
    if (e && e != ERR_NOT_FOUND)
        return e;
    if (e == OK && row.confirmed_at.us)
        FAIL(ERR_CONFLICT, "the second factor is on already");
    TRY(two_factor_sql_begin(db, member_id, seal(two_factor_seal_for(member_id), (struct blob){secret, sizeof secret})));
    return db_commit(&tx);
}

/* RFC 3986 for what stands in an otpauth address. */
static char *escaped(const char *s)
{
    char *out = copy("");

    for (; *s; s++)
        out = strchr("-._~@", *s) || (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z')
                ? talloc_asprintf_append(out, "%c", *s)
                : talloc_asprintf_append(out, "%%%02X", (unsigned char)*s);
    return out;
}

static char *in_fours(const char *s)
{
    char *out = copy("");

    for (size_t i = 0; s[i]; i++)
        out = talloc_asprintf_append(out, "%s%c", i && i % 4 == 0 ? " " : "", s[i]);
    return out;
}

enum err two_factor_setup(struct db *db, int64_t member_id, const char *email, struct two_factor_setup *out)
{
    struct two_factor_row row;
    struct blob           secret;
    char                 *text, *site = escaped(conf_text("site_name"));

    TRY(two_factor_sql_get(db, member_id, &row));
    if (!fresh(&row))
        FAIL(ERR_NOT_FOUND, "no second factor was begun");
    TRY(two_factor_key(&row, &secret));
    text = base32(secret.p, secret.n);
    out->secret = in_fours(text);
    out->uri = fmt("otpauth://totp/%s:%s?secret=%s&issuer=%s", site, escaped(email), text, site);
    return OK;
}

/* ---- answers ---- */

/* "123 456" */
static bool six_digits(const char *typed, int *out)
{
    int n = 0, v = 0;

    for (; typed && *typed; typed++) {
        if (*typed == ' ')
            continue;
        if (*typed < '0' || *typed > '9' || n == 6)
            return false;
        v = v * 10 + (*typed - '0');
        n++;
    }
    *out = v;
    return n == 6;
}

static enum err count_wrong(struct db *db, const struct two_factor_row *row)
{
    struct instant       until = {0};
    struct member_secret m;
    int                  wrong = row->wrong + 1;

    if (wrong >= TWO_FACTOR_WRONG_MOST) {
        until = instant_add(instant_now(), TWO_FACTOR_LOCK_MINUTES * 60);
        wrong = 0;
        TRY(member_sql_secret_by_id(db, row->member_id, &m));
        TRY(audit(db, NULL, "member.two_factor.lock", "member", row->member_id, NULL));
        if (row->confirmed_at.us) /* not while it is being set up: then a password was asked for before */
            TRY(mail_two_factor_locked(db, &m));
    }
    return two_factor_sql_wrong(db, row->member_id, wrong, until);
}

/* In a transaction that holds the row: whichever of two comes second finds the code used. */
static enum err try_code(struct db *db, const struct two_factor_row *row, const char *typed,
                         enum two_factor_answer *out, int64_t *step)
{
    struct blob secret;
    int         code;

    *out = CODE_LOCKED;
    if (row->locked_until.us > instant_now().us)
        return OK;
    *out = CODE_WRONG;
    *step = 0;
    if (six_digits(typed, &code)) {
        TRY(two_factor_key(row, &secret));
        *step = two_factor_step(secret, step_now(), row->last_step, code);
    }
    if (!*step)
        return count_wrong(db, row);
    *out = CODE_RIGHT;
    return OK;
}

enum err two_factor_confirm(struct db *db, const struct user *by, int64_t session_id, const char *code,
                            enum two_factor_answer *out)
{
    struct two_factor_row row;
    struct member_secret  m;
    struct blob           key;
    int64_t               step, ended;

    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, by->id, &row));
    if (!fresh(&row))
        FAIL(ERR_NOT_FOUND, "no second factor was begun");
    TRY(two_factor_key(&row, &key));
    TRY(try_code(db, &row, code, out, &step));
    if (*out == CODE_RIGHT) {
        TRY(two_factor_sql_on(db, by->id, step));
        TRY(recovery_make(db, by->id, key));
        TRY(session_list_end_others(db, by->id, session_id, &ended));
        TRY(two_factor_sql_strong(db, by->id, session_id, true));
        TRY(audit(db, by, "member.two_factor.on", "member", by->id, NULL));
        TRY(member_sql_secret_by_id(db, by->id, &m));
        TRY(mail_two_factor_on(db, &m));
    }
    return db_commit(&tx);
}

static enum err check_totp(struct db *db, int64_t member_id, const char *code, enum two_factor_answer *out)
{
    struct two_factor_row row;
    int64_t               step;

    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, member_id, &row));
    if (!row.confirmed_at.us)
        FAIL(ERR_NOT_FOUND, "no second factor");
    TRY(try_code(db, &row, code, out, &step));
    if (*out == CODE_RIGHT)
        TRY(two_factor_sql_right(db, member_id, step));
    return db_commit(&tx);
}

static enum err use_recovery(struct db *db, const struct two_factor_row *row, int at)
{
    struct blob          left = {talloc_memdup(pool, row->recovery.p, row->recovery.n), row->recovery.n - SHA256_LEN};
    struct member_secret m;
    char                *p = (char *)(uintptr_t)left.p;

    memmove(p + at, p + at + SHA256_LEN, left.n - (size_t)at);
    TRY(two_factor_sql_recovery(db, row->member_id, left));
    TRY(two_factor_sql_wrong(db, row->member_id, 0, (struct instant){0}));
    TRY(audit(db, NULL, "member.two_factor.recovery", "member", row->member_id, NULL));
    TRY(member_sql_secret_by_id(db, row->member_id, &m));
    return mail_two_factor_recovery(db, &m, (int)(left.n / SHA256_LEN));
}

static enum err check_recovery(struct db *db, int64_t member_id, const char *code, enum two_factor_answer *out)
{
    struct two_factor_row row;
    enum err              e = rate_hit(db, fmt("recovery:%" PRId64, member_id), TWO_FACTOR_WRONG_MOST,
                                       TWO_FACTOR_LOCK_MINUTES * 60);
    struct blob           key;
    int                   at;

    *out = CODE_LOCKED;
    if (e == ERR_LIMIT) {
        err_clear();
        return OK;
    }
    TRY(e);
    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, member_id, &row));
    TRY(two_factor_key(&row, &key));
    at = row.confirmed_at.us ? recovery_at(row.recovery, recovery_mac(key, code)) : -1;
    *out = at >= 0 ? CODE_RIGHT : CODE_WRONG;
    if (at >= 0)
        TRY(use_recovery(db, &row, at));
    return db_commit(&tx);
}

enum err two_factor_check(struct db *db, int64_t member_id, const char *code, enum two_factor_answer *out)
{
    const char *recovery = recovery_plain(code);

    return recovery ? check_recovery(db, member_id, recovery, out) : check_totp(db, member_id, code, out);
}

/* ---- turning it off ---- */

enum err two_factor_off(struct db *db, const struct user *by, int64_t member_id)
{
    struct two_factor_row row;
    struct member_secret  m;
    bool                  self = by && by->id == member_id;
    int64_t               ended;

    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, member_id, &row));
    if (!row.confirmed_at.us)
        FAIL(ERR_NOT_FOUND, "no second factor");
    TRY(two_factor_sql_delete(db, member_id));
    if (self)
        TRY(two_factor_sql_strong(db, member_id, 0, false));
    else
        TRY(session_list_end_others(db, member_id, 0, &ended));
    TRY(audit(db, by, "member.two_factor.off", "member", member_id, by ? NULL : "{\"by\":\"m4d-admin\"}"));
    TRY(member_sql_secret_by_id(db, member_id, &m));
    TRY(mail_two_factor_off(db, &m, !self));
    return db_commit(&tx);
}
