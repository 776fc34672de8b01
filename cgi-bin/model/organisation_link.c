#include "model/organisation_link.h"

#include "model/organisation_member.h"

struct named { int64_t id; char *name, *country; };
struct named_list { struct named *v; size_t n; };
DB_COLUMNS(named_cols, struct named, id, name, country);
DB_QUERY(q_named, named_cols,
    "SELECT id, name, country FROM organisation WHERE words_key = ? AND state = 'active' ORDER BY id LIMIT 50");

static bool same(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }

enum err organisation_match(struct db *db, const char *name, const char *country, struct organisation_match *out)
{
    struct named_list   l = {0};
    const struct named *there = NULL, *anywhere = NULL;
    size_t              nthere = 0, nanywhere = 0;

    *out = (struct organisation_match){0};
    if (!empty(name))
        TRY(db_all(db, q_named, &l, organisation_words_key(name)));
    for (size_t i = 0; i < l.n; i++) {
        if (country && same(l.v[i].country, country) && nthere++ == 0)
            there = &l.v[i];
        if ((!country || !l.v[i].country) && nanywhere++ == 0)
            anywhere = &l.v[i];
    }
    const struct named *one = there ? there : anywhere;
    if (one)
        *out = (struct organisation_match){(there ? nthere : nanywhere) == 1 ? FIT_ONE : FIT_MANY, one->id, one->name};
    else if (l.n)
        *out = (struct organisation_match){FIT_ELSEWHERE, 0, l.v[0].name};
    return OK;
}

enum err organisation_link(struct db *db, const struct user *by, int64_t id, int64_t member_id)
{
    struct organisation o;
    int64_t             added;

    TRY(organisation_sql_lock(db, id, &o));
    if (!organisation_is(&o, "active"))
        FAIL(ERR_CONFLICT, "organisation %" PRId64 " is %s", id, o.state);
    TRY(organisation_member_sql_add(db, id, member_id, "member", "confirmed", false, &added));
    if (added)
        TRY(audit(db, by, "organisation.link", "organisation", id, fmt("{\"member\":%" PRId64 "}", member_id)));
    return OK;
}
