/* erasure.c - see erasure.h. */
#include "model/erasure.h"

#include <stdlib.h>

#include "model/directory.h"
#include "model/member_limits.h"
#include "model/organisation_mails.h"
#include "model/personal.h"

#define FILES_MOST 500 /* named to the job; the hourly clean-up finds what is beyond */

struct id_row { int64_t id; };
struct id_rows { struct id_row *v; size_t n; };
DB_COLUMNS(id_cols, struct id_row, id);
DB_COLUMNS(lonely_cols, struct lonely, id, name);

/* Locked, so that of two last administrators who go at once one stays. */
DB_QUERY(q_admins, id_cols,
    "SELECT id FROM member WHERE state = 'active' AND roles IN ('administrator', 'editor,administrator',"
    " 'moderator,administrator', 'editor,moderator,administrator') FOR UPDATE");
DB_QUERY(q_lonely, lonely_cols,
    "SELECT o.id, o.name FROM organisation_member m JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.member_id = ? AND m.role = 'responsible' AND m.state = 'confirmed' AND o.state = 'active'"
    " AND NOT EXISTS (SELECT 1 FROM organisation_member n WHERE n.organisation_id = m.organisation_id"
    "   AND n.role = 'responsible' AND n.state = 'confirmed' AND n.member_id <> m.member_id) ORDER BY o.name, o.id");
DB_QUERY(q_copies, id_cols, "SELECT id FROM personal_copy WHERE member_id = ?");
DB_QUERY(q_merged, id_cols, "SELECT old_id AS id FROM member_redirect WHERE member_id = ?");
struct sha_row { char *sha256; };
struct sha_rows { struct sha_row *v; size_t n; };
DB_COLUMNS(sha_cols, struct sha_row, sha256);
/* Lists with many people in them: in nobody's copy, and gone with each of them. */
DB_QUERY(q_lists, sha_cols,
    "SELECT i.csv_sha256 AS sha256 FROM import_row r JOIN import i ON i.id = r.import_id"
    " WHERE r.member_id = ? AND i.kind = 'people' AND i.state NOT IN ('checking', 'running') AND i.csv_sha256 <> ''"
    " UNION SELECT sha256 FROM people_export");
DB_QUERY(q_pieces, id_cols, "SELECT id FROM upload WHERE member_id = ? AND sha256 IS NULL ORDER BY id LIMIT 500");

struct address_row { char *email; };
struct address_rows { struct address_row *v; size_t n; };
DB_COLUMNS(address_cols, struct address_row, email);
DB_QUERY(q_addresses, address_cols,
    "SELECT email FROM member_address WHERE member_id = ? UNION SELECT email FROM member WHERE id = ?");

static enum err last_admin(struct db *db, int64_t id, bool *out)
{
    struct id_rows admins;

    TRY(db_all(db, q_admins, &admins));
    *out = admins.n == 1 && admins.v[0].id == id;
    return OK;
}

enum err erasure_look(struct db *db, int64_t member_id, struct erasure_look *out)
{
    struct erasure_look l = {0};

    TRY(last_admin(db, member_id, &l.last_admin));
    TRY(db_all(db, q_lonely, &l.lonely, member_id));
    *out = l;
    return OK;
}

void erasure_to_hdf(const struct erasure_look *l, HDF *h)
{
    put_bool(h, "last_admin", l->last_admin);
    for (size_t i = 0; i < l->lonely.n; i++)
        put_text(put_item(h, "lonely", i), "name", l->lonely.v[i].name);
}

/* ---- what the job has to do ---- */

static enum err add_ids(json_t *j, const char *name, const struct id_rows *l)
{
    json_t *a = json_array();

    for (size_t i = 0; i < l->n; i++)
        json_array_append_new(a, json_integer(l->v[i].id));
    json_object_set_new(j, name, a);
    return OK;
}

/* Files of the parts that go: what another row names as well is left where it is. */
static enum err add_files(struct db *db, json_t *j, int64_t id)
{
    json_t                *a = json_array();
    const struct personal *p;
    struct sha_rows        lists;

    json_object_set_new(j, "files", a);
    TRY(db_all(db, q_lists, &lists, id));
    for (size_t i = 0; i < lists.n && i < FILES_MOST / 2; i++)
        json_array_append_new(a, json_string(lists.v[i].sha256));
    for (size_t i = 0; (p = personal_part(i)) != NULL; i++) {
        struct personal_files f;

        if (p->end != PERSONAL_GOES)
            continue;
        TRY(personal_files(db, p, id, &f));
        for (size_t n = 0; n < f.n && json_array_size(a) < FILES_MOST; n++)
            json_array_append_new(a, json_string(f.v[n].sha256));
    }
    return OK;
}

static enum err queue_finish(struct db *db, json_t *j, int64_t id, struct instant at)
{
    struct id_rows copies, pieces, merged;

    json_object_set_new(j, "member", json_integer(id));
    json_object_set_new(j, "at", json_string(instant_iso(pool, at)));
    TRY(db_all(db, q_copies, &copies, id));
    TRY(db_all(db, q_pieces, &pieces, id));
    TRY(db_all(db, q_merged, &merged, id));
    TRY(add_ids(j, "copies", &copies));
    TRY(add_ids(j, "merged", &merged));
    TRY(add_ids(j, "pieces", &pieces));
    TRY(add_files(db, j, id));
    char    *text = json_dumps(j, JSON_COMPACT);
    enum err e = job_add(db, "erasure.finish", fmt("erasure:%" PRId64, id), text, at);
    free(text);
    return e;
}

/* ---- the transaction ---- */

static enum err refuse_last_admin(struct db *db, int64_t id)
{
    bool last;

    TRY(last_admin(db, id, &last));
    rules_begin();
    if (last)
        issue(rules_list(), NULL, _("This is the account of the last administrator. Make somebody else an administrator first"));
    return rules_end();
}

static enum err forget_tries(struct db *db, int64_t id)
{
    struct address_rows l;

    TRY(db_all(db, q_addresses, &l, id, id));
    for (size_t i = 0; i < l.n; i++)
        TRY(limit_forget(db, l.v[i].email));
    return OK;
}

static enum err erase(struct db *db, const struct member_secret *m, struct instant at)
{
    json_t  *j = json_object();
    enum err e = queue_finish(db, j, m->id, at);

    json_decref(j);
    TRY(e);
    TRY(forget_tries(db, m->id));
    TRY(personal_erase(db, m->id));
    return directory_person(db, m->id);
}

/* Organisations that nobody is responsible for any more. */
static enum err tell_staff(struct db *db, const struct lonely_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct organisation o;

        TRY(organisation_get(db, l->v[i].id, &o));
        TRY(mail_organisation_alone(db, &o));
    }
    return OK;
}

enum err erasure_do(struct db *db, const struct user *by, int64_t member_id, enum erasure_why why)
{
    static const char *const words[] = {"self", "staff", "rested", "restored"};
    struct instant           at = instant_now();
    struct lonely_list       lonely;
    struct member_secret     m;

    DB_TX(tx, db);
    if (why != ERASURE_RESTORED)
        TRY(refuse_last_admin(db, member_id));
    TRY(member_sql_lock_by_id(db, member_id, &m));
    TRY(db_all(db, q_lonely, &lonely, member_id));
    TRY(erase(db, &m, at));
    if (why != ERASURE_RESTORED) {
        TRY(mail_erased(db, &m, why == ERASURE_STAFF));
        TRY(tell_staff(db, &lonely));
    }
    TRY(audit(db, by, "member.erase", "member", member_id, fmt("{\"why\":\"%s\"}", words[why])));
    return db_commit(&tx);
}
