/* publisher.c - publishers, by the names that publications give. */
#include "model/publisher.h"

DB_COLUMNS(publisher_cols, struct publisher, id, name);

DB_QUERY(q_of, publisher_cols,
    "SELECT p.id, p.name FROM resource_facet f JOIN publisher p ON p.id = CAST(f.value AS SIGNED) "
    "WHERE f.resource_id = ? AND f.facet = 'publisher' ORDER BY p.name");
DB_EXEC(x_need,
    "INSERT INTO publisher (name) VALUES (?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)");

enum err publisher_need(struct db *db, const char *name, int64_t *out_id)
{
    return db_insert(db, x_need, out_id, name);
}

enum err publisher_of(struct db *db, int64_t resource_id, struct publisher_list *out)
{
    return db_all(db, q_of, out, resource_id);
}

struct text_list publisher_names(const char *text)
{
    struct text_list l = {0};
    char            *rest = copy(text ? text : ""), *one;

    while ((one = strsep(&rest, ";\n"))) {
        one = text_tidy(pool, one, true);
        bool twice = empty(one);
        for (size_t i = 0; i < l.n && !twice; i++)
            twice = strcasecmp(l.v[i], one) == 0;
        if (twice || l.n > 20) /* one too many is enough to say so */
            continue;
        l.v = talloc_realloc(pool, l.v, const char *, l.n + 1);
        l.v[l.n++] = one;
    }
    return l;
}
