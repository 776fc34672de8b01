/* audit_view_sql.c - SQL of the audit log; see audit_view.h. */
#include "model/audit_view.h"

struct id_row {
    int64_t id;
};
struct id_rows {
    struct id_row *v;
    size_t         n;
};
DB_COLUMNS(id_cols, struct id_row, id);
struct word_row {
    char *word;
};
struct word_rows {
    struct word_row *v;
    size_t           n;
};
DB_COLUMNS(word_cols, struct word_row, word);

DB_QUERY(q_by_email, id_cols, "SELECT id FROM member WHERE email LIKE ? LIMIT ?");
DB_QUERY(q_by_name, id_cols, "SELECT id FROM member WHERE name LIKE ? ORDER BY name, id LIMIT ?");
DB_QUERY(q_merged, id_cols, "SELECT old_id AS id FROM member_redirect WHERE member_id = ?");
DB_QUERY(q_first, id_cols, "SELECT id FROM audit WHERE at >= ? ORDER BY at, id LIMIT 1");
DB_QUERY(q_actions, word_cols, "SELECT DISTINCT action AS word FROM audit ORDER BY action LIMIT 300");
DB_QUERY(q_types, word_cols,
         "SELECT DISTINCT object_type AS word FROM audit ORDER BY object_type LIMIT 100");

static char *begins_with(const char *s)
{
    char *out = talloc_size(pool, strlen(s) * 2 + 2), *w = out;

    for (; *s; s++) {
        if (*s == '%' || *s == '_' || *s == '\\')
            *w++ = '\\';
        *w++ = *s;
    }
    *w++ = '%';
    *w = '\0';
    return out;
}

static bool ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

enum err audit_people(struct db *db, const char *begins, struct id_list *out)
{
    struct id_rows by_email = {0}, by_name;
    struct id_list found = {0};
    int64_t        id;

    if (parse_int(begins, &id)) { /* a number: that account, and those that were merged into it */
        id_list_add(&found, id);
        TRY(db_all(db, q_merged, &by_name, id));
        for (size_t i = 0; i < by_name.n; i++)
            id_list_add(&found, by_name.v[i].id);
        *out = found;
        return OK;
    }
    if (ascii(begins)) /* as all addresses are */
        TRY(db_all(db, q_by_email, &by_email, begins_with(begins), AUDIT_PEOPLE));
    TRY(db_all(db, q_by_name, &by_name, begins_with(begins), AUDIT_PEOPLE));
    for (size_t i = 0; i < by_email.n; i++)
        id_list_add(&found, by_email.v[i].id);
    for (size_t i = 0; i < by_name.n && found.n < AUDIT_PEOPLE; i++)
        if (!id_list_has(&found, by_name.v[i].id))
            id_list_add(&found, by_name.v[i].id);
    *out = found;
    return OK;
}

enum err audit_first_of(struct db *db, struct instant t, int64_t *id)
{
    struct id_row row = {0};
    enum err e = db_one(db, q_first, &row, t);

    if (e && e != ERR_NOT_FOUND)
        return e;
    *id = row.id;
    return OK;
}

static struct text_list words(const struct word_rows *rows)
{
    struct text_list l = {talloc_array(pool, const char *, rows->n + 1), rows->n};

    for (size_t i = 0; i < rows->n; i++)
        l.v[i] = rows->v[i].word;
    return l;
}

enum err audit_actions(struct db *db, struct text_list *out)
{
    struct word_rows rows;

    TRY(db_all(db, q_actions, &rows));
    *out = words(&rows);
    return OK;
}

enum err audit_types(struct db *db, struct text_list *out)
{
    struct word_rows rows;

    TRY(db_all(db, q_types, &rows));
    *out = words(&rows);
    return OK;
}
