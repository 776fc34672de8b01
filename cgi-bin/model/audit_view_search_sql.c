/* audit_view_search_sql.c - the audit log with filters; see audit_list() in audit_view.h. */
#include "model/audit_view.h"

DB_COLUMNS(row_cols, struct audit_row, id, at, member_id, by_name, by_email, action, object_type, object_id,
           detail, there);

static struct instant day_begin(struct date d)
{
    struct instant t = {0};

    if (d.year && parse_instant(fmt("%04d-%02d-%02dT00:00:00Z", d.year, d.month, d.day), &t))
        return t;
    return (struct instant){0};
}

/* A period becomes a range of numbers, for entries are numbered in the order of time: so it is read along
 * the primary key whatever else is asked. False: the period is empty. */
static enum err add_period(struct db *db, const struct audit_filter *f, struct db_text *t, bool *any)
{
    int64_t first = 0, after = 0;

    *any = true;
    if (f->from.year) {
        TRY(audit_first_of(db, day_begin(f->from), &first));
        *any = first != 0;
        DB_TEXT_ADD(t, " AND a.id >= ?", first);
    }
    if (f->to.year && *any) {
        TRY(audit_first_of(db, instant_add(day_begin(f->to), 86400), &after));
        if (after)
            DB_TEXT_ADD(t, " AND a.id < ?", after);
    }
    return OK;
}

static enum err add_person(struct db *db, const struct audit_filter *f, struct db_text *t, bool *any)
{
    struct id_list people;

    if (!f->person)
        return OK;
    TRY(audit_people(db, f->person, &people));
    *any = *any && people.n > 0;
    DB_TEXT_ADD(t, " AND a.member_id IN (0");
    for (size_t i = 0; i < people.n; i++)
        DB_TEXT_ADD(t, ", ?", people.v[i]);
    DB_TEXT_ADD(t, ")");
    return OK;
}

enum err audit_list(struct db *db, const struct audit_filter *f, struct audit_rows *out)
{
    struct db_text t = {0};
    size_t n = f->action ? strlen(f->action) : 0;
    bool any;

    DB_TEXT_ADD(&t, "SELECT a.id, a.at, a.member_id, m.name AS by_name, m.email AS by_email, a.action,"
                    " a.object_type, a.object_id, a.detail, CASE a.object_type"
                    " WHEN 'member' THEN EXISTS (SELECT 1 FROM member x WHERE x.id = a.object_id)"
                    " WHEN 'organisation' THEN EXISTS (SELECT 1 FROM organisation x WHERE x.id = a.object_id)"
                    " WHEN 'resource' THEN EXISTS (SELECT 1 FROM resource x WHERE x.id = a.object_id)"
                    " WHEN 'mail' THEN EXISTS (SELECT 1 FROM mail x WHERE x.id = a.object_id)"
                    " ELSE TRUE END AS there FROM audit a"
                    " LEFT JOIN member m ON m.id = a.member_id WHERE TRUE");
    TRY(add_period(db, f, &t, &any));
    TRY(add_person(db, f, &t, &any));
    if (!any) {
        *out = (struct audit_rows){0};
        return OK;
    }
    if (n && f->action[n - 1] == '.')
        DB_TEXT_ADD(&t, " AND a.action LIKE ?", fmt("%s%%", f->action));
    else if (n)
        DB_TEXT_ADD(&t, " AND a.action = ?", f->action);
    if (f->object_type)
        DB_TEXT_ADD(&t, " AND a.object_type = ?", f->object_type);
    if (f->object_id)
        DB_TEXT_ADD(&t, " AND a.object_id = ?", f->object_id);
    if (f->newer)
        DB_TEXT_ADD(&t, " AND a.id > ? ORDER BY a.id", f->newer);
    else if (f->before)
        DB_TEXT_ADD(&t, " AND a.id < ? ORDER BY a.id DESC", f->before);
    else
        DB_TEXT_ADD(&t, " ORDER BY a.id DESC");
    DB_TEXT_ADD(&t, " LIMIT ?", f->limit + 1);
    return db_text_all(db, &t, row_cols, out);
}
