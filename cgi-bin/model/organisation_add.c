#include "model/organisation_add.h"

#include "model/directory.h"
#include "model/organisation_member.h"

struct same { int64_t id, merged_into; };
DB_COLUMNS(same_cols, struct same, id, merged_into);
/* One that is there counts before one that was merged. */
DB_QUERY(q_same, same_cols,
    "SELECT id, merged_into FROM organisation WHERE words_key = ? AND country <=> ? AND state <> 'refused'"
    " ORDER BY merged_into IS NOT NULL, id LIMIT 1");
struct found { int64_t id; };
struct founds { struct found *v; size_t n; };
DB_COLUMNS(found_cols, struct found, id);
#define NAMED "SELECT id FROM organisation WHERE words_key = ? AND state IN ('active', 'hidden', 'proposed')"
DB_QUERY(q_named_in, found_cols, NAMED " AND country <=> ? ORDER BY id LIMIT 2");
DB_QUERY(q_named, found_cols, NAMED " ORDER BY id LIMIT 2");
DB_EXEC(x_source, "UPDATE organisation SET sample = ?, source = ? WHERE id = ?");

enum err organisation_same(struct db *db, const char *name, const char *country, int64_t *id, bool *merged)
{
    struct same s = {0};
    enum err    e = db_one(db, q_same, &s, organisation_words_key(name), country);

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *merged = s.merged_into != 0;
    *id = *merged ? s.merged_into : s.id;
    return OK;
}

static enum err add_people(struct db *db, int64_t id, const struct id_list *people, const char *role, bool shown)
{
    int64_t n;

    for (size_t i = 0; i < people->n; i++)
        TRY(organisation_member_sql_add(db, id, people->v[i], role, "confirmed", shown, &n));
    return OK;
}

enum err organisation_add(struct db *db, const struct user *by, const struct organisation_new *o, int64_t import_id,
                          int64_t *id)
{
    TRY(organisation_check_all(db, &o->e));
    TRY(organisation_sql_insert(db, NULL, o->state, &o->e, id)); /* who imports it did not propose it */
    TRY(db_exec(db, x_source, o->sample, o->source, *id));
    TRY(organisation_sql_sets(db, *id, &o->e));
    for (size_t i = 0; i < o->routes.n; i++)
        TRY(organisation_sql_route(db, *id, o->routes.v[i].from, o->routes.v[i].to));
    TRY(organisation_sql_seats(db, *id));
    TRY(add_people(db, *id, &o->responsible, "responsible", o->sample));
    TRY(add_people(db, *id, &o->members, "member", o->sample));
    TRY(directory_organisation(db, *id, true));
    return audit(db, by, "organisation.add", "organisation", *id, fmt("{\"import\":%" PRId64 "}", import_id));
}

enum err organisation_named(struct db *db, const char *name, const char *country, struct id_list *out)
{
    struct founds l;

    *out = (struct id_list){0};
    TRY(db_all(db, q_named_in, &l, organisation_words_key(name), country));
    if (l.n == 0 && !country)
        TRY(db_all(db, q_named, &l, organisation_words_key(name)));
    for (size_t i = 0; i < l.n; i++)
        id_list_add(out, l.v[i].id);
    return OK;
}

enum err organisation_offer_there(struct db *db, const struct offer *f, bool *there, bool *full)
{
    struct offer_list l;

    TRY(offers_read(db, f->organisation_id, &l));
    *there = false;
    for (size_t i = 0; i < l.n; i++)
        *there |= strcmp(l.v[i].side, f->side) == 0 && strcmp(l.v[i].text, f->text) == 0;
    *full = l.n >= OFFERS_MOST;
    return OK;
}

enum err organisation_offer_add(struct db *db, const struct user *by, const struct offer *f, int64_t import_id)
{
    struct organisation o;
    int64_t             id;

    TRY(RULES(offer_check, f));
    TRY(organisation_sql_lock(db, f->organisation_id, &o));
    TRY(offer_sql_insert(db, f, &id));
    TRY(directory_organisation(db, f->organisation_id, false));
    return audit(db, by, "offer.add", "organisation", f->organisation_id,
                 fmt("{\"offer\":%" PRId64 ",\"import\":%" PRId64 "}", id, import_id));
}
