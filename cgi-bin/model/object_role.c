/* object_role.c - see object_role.h. */
#include "model/object_role.h"

#include "model/member.h"

DB_COLUMNS(role_cols, struct object_role, member_id, object_id, granted_by, object_type, role, member_name, title,
           by_name, granted_at);
#define ROLES                                                                                          \
    "SELECT o.member_id, o.object_id, o.granted_by, o.object_type, o.role, m.name AS member_name,"    \
    " COALESCE(ELT(? + 1, s.title_en, s.title_fr, s.title_es), s.title_en) AS title,"                 \
    " g.name AS by_name, o.granted_at FROM object_role o JOIN member m ON m.id = o.member_id"         \
    " LEFT JOIN member g ON g.id = o.granted_by"                                                      \
    " LEFT JOIN series s ON s.id = o.object_id AND o.object_type = 'series' "
DB_QUERY(q_of_member, role_cols, ROLES "WHERE o.member_id = ? ORDER BY o.object_type, o.object_id, o.role");
DB_QUERY(q_of_object, role_cols, ROLES "WHERE o.object_type = ? AND o.object_id = ? ORDER BY m.name, m.id");
struct id_row {
    int64_t id;
};
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_series, id_cols, "SELECT id FROM series WHERE id = ? FOR UPDATE");
DB_EXEC(x_grant,
    "INSERT IGNORE INTO object_role (member_id, object_type, object_id, role, granted_by) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_withdraw,
    "DELETE FROM object_role WHERE member_id = ? AND object_type = ? AND object_id = ? AND role = ?");

/* u->objects is "editor:series:3 editor:series:5". */
struct id_list object_role_ids(const struct user *u, const char *role, const char *type)
{
    struct id_list l = {0};
    char          *rest = u ? copy(u->objects) : NULL, *one, *head = fmt("%s:%s:", role, type);
    int64_t        id;

    while (rest && (one = strsep(&rest, " ")))
        if (strncmp(one, head, strlen(head)) == 0 && parse_int(one + strlen(head), &id))
            id_list_add(&l, id);
    return l;
}

bool object_role_has(const struct user *u, const char *role, const char *type, int64_t id)
{
    struct id_list l = object_role_ids(u, role, type);

    return id != 0 && id_list_has(&l, id);
}

enum err object_roles_of_member(struct db *db, int64_t member_id, struct object_role_list *out)
{
    return db_all(db, q_of_member, out, (int)lang_now(), member_id);
}

enum err object_roles_of_object(struct db *db, const char *type, int64_t id, struct object_role_list *out)
{
    return db_all(db, q_of_object, out, (int)lang_now(), type, id);
}

static char *detail(const char *role, const char *type, int64_t id)
{
    return fmt("{\"role\":\"%s\",\"%s\":%" PRId64 "}", role, type, id);
}

static enum err refuse(const char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

enum err object_role_grant(struct db *db, const struct user *by, int64_t member_id, const char *role,
                           const char *type, int64_t id)
{
    struct member m;
    struct id_row thing;
    int64_t       n;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "only administrators give rights");
    if (strcmp(type, "series") != 0 || strcmp(role, "editor") != 0)
        FAIL(ERR_NOT_FOUND, "no role %s on %s", role, type);
    DB_TX(tx, db);
    TRY(db_one(db, q_series, &thing, id));
    TRY(member_get(db, member_id, &m));
    if (!member_is(&m, "active"))
        return refuse(_("Only active members can have roles"));
    TRY(db_count(db, x_grant, &n, member_id, type, id, role, by->id));
    if (n)
        TRY(audit(db, by, "member.role.grant", "member", member_id, detail(role, type, id)));
    return db_commit(&tx);
}

enum err object_role_withdraw(struct db *db, const struct user *by, int64_t member_id, const char *role,
                              const char *type, int64_t id)
{
    int64_t n;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "only administrators take rights");
    DB_TX(tx, db);
    TRY(db_count(db, x_withdraw, &n, member_id, type, id, role));
    if (n == 0)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " is not %s of %s %" PRId64, member_id, role, type, id);
    TRY(audit(db, by, "member.role.withdraw", "member", member_id, detail(role, type, id)));
    return db_commit(&tx);
}

void object_role_to_hdf(const struct object_role *o, HDF *h)
{
    put_int(h, "member_id", o->member_id);
    put_int(h, "object_id", o->object_id);
    put_text(h, "type", o->object_type);
    put_text(h, "role", o->role);
    put_text(h, "name", o->member_name);
    put_text(h, "title", o->title);
    put_text(h, "by_name", o->by_name);
    put_instant(h, "granted_at", o->granted_at);
    if (strcmp(o->object_type, "series") == 0)
        put_text(h, "text", fill(_("Editor of the series “{title}”"), "title", o->title ? o->title : "", NULL));
}
