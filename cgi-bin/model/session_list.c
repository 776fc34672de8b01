#include "model/session_list.h"

DB_COLUMNS(session_cols, struct session_row, id, created_at, seen_at, expires_at, ip, agent, keep_me, strong);
DB_QUERY(q_of, session_cols,
    "SELECT id, created_at, seen_at, expires_at, ip, agent, keep_me, strong FROM session"
    " WHERE member_id = ? AND expires_at > UTC_TIMESTAMP(6) AND (keep_me OR seen_at > ?)"
    " ORDER BY seen_at DESC, id DESC LIMIT 100");
DB_EXEC(x_end, "DELETE FROM session WHERE id = ? AND member_id = ?");
DB_EXEC(x_end_others, "DELETE FROM session WHERE member_id = ? AND id <> ?");

enum err session_list_read(struct db *db, int64_t member_id, struct session_list *out)
{
    int64_t idle = conf_int("session_idle_hours") * 3600;

    return db_all(db, q_of, out, member_id, instant_add(instant_now(), -idle));
}

enum err session_list_end(struct db *db, int64_t member_id, int64_t id)
{
    int64_t n;

    TRY(db_count(db, x_end, &n, id, member_id));
    if (n == 0)
        FAIL(ERR_NOT_FOUND, "no session %" PRId64, id);
    return OK;
}

enum err session_list_end_others(struct db *db, int64_t member_id, int64_t but, int64_t *n)
{
    return db_count(db, x_end_others, n, member_id, but);
}

struct known {
    const char *in_agent, *name;
};

/* The first one found counts: Edge and Opera also say Chrome, Chrome also says Safari. */
static const struct known browsers[] = {
    {"Edg", "Edge"},         {"OPR/", "Opera"},         {"SamsungBrowser", "Samsung Internet"},
    {"Firefox", "Firefox"},  {"FxiOS", "Firefox"},      {"CriOS", "Chrome"},
    {"Chrome", "Chrome"},    {"Safari", "Safari"},
};
static const struct known systems[] = {
    {"Android", "Android"}, {"iPhone", "iPhone"},  {"iPad", "iPad"},   {"Windows", "Windows"},
    {"Mac OS X", "macOS"},  {"CrOS", "ChromeOS"},  {"Linux", "Linux"},
};

static const char *named(const char *agent, const struct known *k, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(agent, k[i].in_agent))
            return k[i].name;
    return NULL;
}

char *session_device(const char *agent)
{
    const char *browser = agent ? named(agent, browsers, COUNT(browsers)) : NULL;
    const char *system = agent ? named(agent, systems, COUNT(systems)) : NULL;

    if (browser && system)
        return fill(_("{browser} on {system}"), "browser", browser, "system", system, NULL);
    if (browser || system)
        return copy(browser ? browser : system);
    return copy(_("Unknown browser"));
}

void session_to_hdf(const struct session_row *s, int64_t current, const char *zone, HDF *h)
{
    put_int(h, "id", s->id);
    put_text(h, "device", session_device(s->agent));
    put_text(h, "ip", s->ip);
    put_instant_zone(h, "created_at", s->created_at, zone);
    put_instant_zone(h, "seen_at", s->seen_at, zone);
    put_instant_zone(h, "expires_at", s->expires_at, zone);
    put_bool(h, "keep_me", s->keep_me);
    put_bool(h, "strong", s->strong);
    put_bool(h, "current", s->id == current);
}
