#include <arpa/inet.h>
#include <ctype.h>

#include "model/member_limits.h"

enum { QUARTER_HOUR = 900, HOUR = 3600, DAY = 86400 };

DB_EXEC(x_take_back, "UPDATE rate SET n = n - 1 WHERE bucket = ? AND n > 0");
DB_EXEC(x_forget, "DELETE FROM rate WHERE bucket = ?");

DB_EXEC(x_forget_like, "DELETE FROM rate WHERE bucket LIKE ?");
DB_EXEC(x_forget_all, "DELETE FROM rate WHERE bucket = ? OR bucket LIKE ? OR bucket LIKE ?");

struct rate_row {
    int64_t n;
};
DB_COLUMNS(rate_cols, struct rate_row, n);
DB_QUERY(q_count, rate_cols,
    "SELECT CAST(n AS SIGNED) AS n FROM rate WHERE bucket = ?"
    " AND window_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR");

const char *limit_network(const char *ip)
{
    struct in6_addr a;

    if (inet_pton(AF_INET6, ip, &a) != 1)
        return ip;
    return hex(a.s6_addr, 8);
}

/* Buckets are short and must not be a list of addresses for whoever reads the table. */
static const char *who(const char *email)
{
    unsigned char digest[SHA256_LEN];
    char         *s = copy(email);

    for (char *p = s; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    sha256(s, strlen(s), digest);
    return hex(digest, 12);
}

static char *pair_bucket(const char *email, const char *ip)
{
    return fmt("sign-in:%s:%s", who(email), limit_network(ip));
}

static char *account_bucket(const char *email)
{
    return fmt("sign-in:account:%s", who(email));
}

static char *ip_bucket(const char *ip)
{
    return fmt("sign-in:ip:%s", limit_network(ip));
}

enum err limit_sign_in(struct db *db, const char *email, const char *ip)
{
    struct rate_row all = {0};
    enum err        e = db_one(db, q_count, &all, account_bucket(email));
    bool            slowed;

    if (e && e != ERR_NOT_FOUND)
        return e;
    slowed = all.n >= LIMIT_SIGN_IN_ACCOUNT;
    TRY(rate_hit(db, ip_bucket(ip), LIMIT_SIGN_IN_IP, QUARTER_HOUR));
    TRY(rate_hit(db, pair_bucket(email, ip), slowed ? LIMIT_SIGN_IN_PAIR_SLOWED : LIMIT_SIGN_IN_PAIR, QUARTER_HOUR));
    e = rate_hit(db, account_bucket(email), LIMIT_SIGN_IN_ACCOUNT, HOUR);
    return e == ERR_LIMIT ? OK : e; /* only slows: see above */
}

enum err limit_sign_in_right(struct db *db, const char *email, const char *ip)
{
    TRY(db_exec(db, x_forget, pair_bucket(email, ip)));
    TRY(db_exec(db, x_take_back, ip_bucket(ip)));
    return db_exec(db, x_take_back, account_bucket(email));
}

enum err limit_join(struct db *db, const char *ip)
{
    return rate_hit(db, fmt("join:ip:%s", limit_network(ip)), LIMIT_JOIN_IP, HOUR);
}

enum err limit_mail_ip(struct db *db, const char *ip)
{
    return rate_hit(db, fmt("mail:ip:%s", limit_network(ip)), LIMIT_MAIL_IP, HOUR);
}

enum err limit_mail_to(struct db *db, const char *email, const char *ip)
{
    TRY(rate_hit(db, fmt("mail:%s:to:%s", who(email), limit_network(ip)), LIMIT_MAIL_TO, DAY));
    return rate_hit(db, fmt("mail:%s:to", who(email)), LIMIT_MAIL_TO_ALL, DAY);
}

/* Whether this hit is within the count; a window begins with its first hit. */
static enum err within(struct db *db, const char *bucket, int64_t most, int64_t seconds, bool *yes)
{
    enum err e = rate_hit(db, bucket, most, seconds);

    if (e && e != ERR_LIMIT)
        return e;
    *yes = e == OK;
    err_clear();
    return OK;
}

enum err limit_mail_link(struct db *db, enum mail_link what, const char *email, bool *send)
{
    const char *bucket = fmt("mail:%s:%s", who(email), what == LINK_RESET ? "reset" : "confirm");
    bool        few;

    TRY(within(db, fmt("%s:day", bucket), LIMIT_MAIL_LINK_DAY, DAY, &few));
    return within(db, bucket, few ? LIMIT_MAIL_LINK : 1, HOUR, send);
}

enum err limit_mail_used(struct db *db, const char *email)
{
    return db_exec(db, x_forget_like, fmt("mail:%s:%%", who(email)));
}

enum err limit_forget(struct db *db, const char *email)
{
    return db_exec(db, x_forget_all, account_bucket(email), fmt("mail:%s:%%", who(email)), fmt("sign-in:%s:%%", who(email)));
}

enum err limit_change(struct db *db, int64_t member_id)
{
    return rate_hit(db, fmt("change:%" PRId64, member_id), LIMIT_CHANGE, QUARTER_HOUR);
}

enum err limit_change_right(struct db *db, int64_t member_id)
{
    return db_exec(db, x_forget, fmt("change:%" PRId64, member_id));
}
