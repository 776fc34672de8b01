#include "model/organisation_tool.h"

#include "model/directory.h"
#include "model/member.h"
#include "model/organisation_member.h"

struct found { int64_t id; };
struct founds { struct found *v; size_t n; };
DB_COLUMNS(found_cols, struct found, id);
DB_QUERY(q_same, found_cols,
    "SELECT id FROM organisation WHERE words_key = ? AND country <=> ? ORDER BY id LIMIT 1");
DB_QUERY(q_named, found_cols, "SELECT id FROM organisation WHERE words_key = ? AND state = 'active' ORDER BY id LIMIT 1");
DB_EXEC(x_source, "UPDATE organisation SET sample = ?, source = ? WHERE id = ?");

static enum err add_people(struct db *db, int64_t id, const struct text_list *emails, const char *role)
{
    struct member m;
    int64_t       n;

    for (size_t i = 0; i < emails->n; i++) {
        enum err e = member_by_email(db, emails->v[i], &m);

        if (e == ERR_NOT_FOUND) {
            err_clear();
            continue;
        }
        TRY(e);
        TRY(organisation_member_sql_add(db, id, m.id, role, "confirmed", true, &n));
    }
    return OK;
}

enum err organisation_tool_make(struct db *db, const struct organisation_tool *t, bool *made)
{
    struct founds same;
    int64_t       id;

    TRY(organisation_check_all(db, &t->e));
    DB_TX(tx, db);
    TRY(db_all(db, q_same, &same, organisation_words_key(t->e.name), t->e.country));
    *made = same.n == 0;
    if (same.n)
        return db_commit(&tx);
    TRY(organisation_sql_insert(db, NULL, "active", &t->e, &id));
    TRY(db_exec(db, x_source, t->sample, t->source, id));
    TRY(organisation_sql_sets(db, id, &t->e));
    for (size_t i = 0; i < t->routes.n; i++)
        TRY(organisation_sql_route(db, id, t->routes.v[i].from, t->routes.v[i].to));
    TRY(organisation_sql_seats(db, id));
    TRY(add_people(db, id, &t->responsible, "responsible"));
    TRY(add_people(db, id, &t->members, "member"));
    TRY(directory_organisation(db, id, true));
    TRY(audit(db, NULL, "organisation.add", "organisation", id, NULL));
    return db_commit(&tx);
}

enum err organisation_tool_offer(struct db *db, const char *name, struct offer *f, bool *made)
{
    struct founds     o;
    struct offer_list there;
    int64_t           id;

    *made = false;
    DB_TX(tx, db);
    TRY(db_all(db, q_named, &o, organisation_words_key(name)));
    if (o.n == 0)
        FAIL(ERR_NOT_FOUND, "no organisation is called %s", name);
    f->organisation_id = o.v[0].id;
    TRY(RULES(offer_check, f));
    TRY(offers_read(db, f->organisation_id, &there));
    for (size_t i = 0; i < there.n; i++)
        if (strcmp(there.v[i].text, f->text) == 0)
            return db_commit(&tx);
    TRY(offer_sql_insert(db, f, &id));
    TRY(directory_organisation(db, f->organisation_id, false));
    *made = true;
    return db_commit(&tx);
}
