/* member_staff_sql.c - see member_staff.h. */
#include "model/member_staff.h"

DB_COLUMNS(org_cols, struct staff_organisation, id, name, role, state, organisation_state, asked_at);
DB_QUERY(q_organisations, org_cols,
    "SELECT o.id, o.name, om.role, om.state, o.state AS organisation_state, om.asked_at FROM organisation_member om"
    " JOIN organisation o ON o.id = om.organisation_id WHERE om.member_id = ? ORDER BY o.name, o.id");
DB_COLUMNS(count_cols, struct staff_counts, proposals, searches, mails_failed, reported, shown);
DB_QUERY(q_counts, count_cols,
    "SELECT (SELECT COUNT(*) FROM resource WHERE submitted_by = ?) AS proposals,"
    " (SELECT COUNT(*) FROM saved_search WHERE member_id = ?) AS searches,"
    " (SELECT COUNT(*) FROM mail WHERE member_id = ? AND state = 'failed') AS mails_failed,"
    " (SELECT COUNT(DISTINCT g.thread_id, g.n) FROM message g JOIN message_report r ON r.thread_id = g.thread_id AND r.n = g.n"
    "   WHERE g.sender_id = ?) AS reported,"
    " (SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?) AS shown");
DB_COLUMNS(invited_cols, struct staff_invited, member_id, state);
/* ids: a JSON list of numbers */
DB_QUERY(q_invited, invited_cols,
    "SELECT i.member_id, IF(i.state <> 'sent', 'queued', IF(i.expires_at <= UTC_TIMESTAMP(6), 'expired', 'sent')) AS state"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j STRAIGHT_JOIN invitation i ON i.member_id = j.id"
    " WHERE i.state IN ('queued', 'paused', 'sent')");
DB_COLUMNS(namesake_cols, struct staff_namesake, id, name, email);
DB_QUERY(q_namesakes, namesake_cols,
    "SELECT o.id, o.name, o.email FROM member m JOIN member o ON o.name = m.name AND o.id <> m.id WHERE m.id = ?"
    " ORDER BY o.id LIMIT 5");
struct id_row {
    int64_t id;
};
struct id_rows {
    struct id_row *v;
    size_t         n;
};
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_former, id_cols, "SELECT old_id AS id FROM member_redirect WHERE member_id = ? ORDER BY old_id");
DB_COLUMNS(mail_cols, struct staff_mail, id, subject, state, kind, error, created_at);
DB_QUERY(q_mails, mail_cols,
    "SELECT id, subject, state, kind, error, created_at FROM mail WHERE member_id = ? ORDER BY id DESC LIMIT 10");

enum err staff_organisations_of(struct db *db, int64_t member_id, struct staff_organisations *out)
{
    return db_all(db, q_organisations, out, member_id);
}

enum err staff_counts_of(struct db *db, int64_t member_id, struct staff_counts *out)
{
    return db_one(db, q_counts, out, member_id, member_id, member_id, member_id, member_id);
}

enum err staff_invited_of(struct db *db, const struct id_list *ids, struct staff_invited_list *out)
{
    char *all = copy("");

    for (size_t i = 0; i < ids->n; i++)
        all = talloc_asprintf_append(all, "%s%" PRId64, i ? "," : "", ids->v[i]);
    return db_all(db, q_invited, out, fmt("[%s]", all));
}

enum err staff_namesakes_of(struct db *db, int64_t member_id, struct staff_namesakes *out)
{
    return db_all(db, q_namesakes, out, member_id);
}

enum err staff_mails_of(struct db *db, int64_t member_id, struct staff_mails *out)
{
    return db_all(db, q_mails, out, member_id);
}

enum err staff_former_numbers(struct db *db, int64_t member_id, struct id_list *out)
{
    struct id_rows rows;

    *out = (struct id_list){0};
    TRY(db_all(db, q_former, &rows, member_id));
    for (size_t i = 0; i < rows.n; i++)
        id_list_add(out, rows.v[i].id);
    return OK;
}
