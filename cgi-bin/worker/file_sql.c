/* file_sql.c - see file_sql.h. */
#include "worker/file_sql.h"

#include <jansson.h>
#include <stdlib.h>

#include "model/resource.h"
#include "model/stem.h"

DB_COLUMNS(file_cols, struct file_row, id, resource_id, lang, sha256, mime);
DB_QUERY(q_file, file_cols, "SELECT id, resource_id, lang, sha256, mime FROM resource_file WHERE id = ?");
struct owner {
    int64_t resource_id;
};
struct owners {
    struct owner *v;
    size_t        n;
};
DB_COLUMNS(owner_cols, struct owner, resource_id);
DB_QUERY(q_owners, owner_cols, "SELECT DISTINCT resource_id FROM resource_file WHERE sha256 = ?");
DB_EXEC(x_clear, "DELETE FROM file_page WHERE file_id = ?");
DB_EXEC(x_page,
        "INSERT INTO file_page (file_id, page, resource_id, text, search_text) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_text,
        "UPDATE resource_file SET text_state = ?, warnings = ?, pages = NULLIF(?, 0) WHERE id = ?");
DB_EXEC(x_scan, "UPDATE resource_file SET scan_state = ? WHERE sha256 = ?");
struct used {
    int n;
};
DB_COLUMNS(used_cols, struct used, n);
DB_QUERY(q_used, used_cols,
         "SELECT EXISTS (SELECT 1 FROM resource_file WHERE sha256 = ?) OR EXISTS (SELECT 1 FROM upload WHERE sha256 = ?)"
         " OR EXISTS (SELECT 1 FROM import WHERE csv_sha256 = ?) OR EXISTS (SELECT 1 FROM import WHERE zip_sha256 = ?)"
         " OR EXISTS (SELECT 1 FROM profile WHERE photo_sha256 = ?) OR EXISTS (SELECT 1 FROM profile WHERE photo_small_sha256 = ?)"
         " OR EXISTS (SELECT 1 FROM people_export WHERE sha256 = ?) AS n");

enum err file_row(struct db *db, int64_t id, struct file_row *out)
{
    return db_one(db, q_file, out, id);
}

enum err file_text_save(struct db *db, const struct file_row *f, const struct file_text *t)
{
    DB_TX(tx, db);
    TRY(db_exec(db, x_clear, f->id));
    for (size_t i = 0; i < t->text.n; i++)
        if (!empty(t->text.v[i]))
            TRY(db_exec(db, x_page, f->id, (int64_t)i + 1, f->resource_id, t->text.v[i],
                        stem_text(f->lang, t->text.v[i])));
    TRY(db_exec(db, x_text, t->state, t->warnings, t->pages, f->id));
    TRY(stamp_bump(db, "library"));
    return db_commit(&tx);
}

static enum err note_infected(struct db *db, const struct file_row *f, const char *found)
{
    json_t *j = json_pack("{s:I, s:s}", "file", (json_int_t)f->id, "found", found);
    char *detail = json_dumps(j, JSON_COMPACT);
    enum err e = audit(db, NULL, "file.infected", "resource", f->resource_id, detail);

    free(detail);
    json_decref(j);
    return e;
}

/* The same content may be a file of several publications: it is what it is in all of them. */
enum err file_scan_save(struct db *db, const struct file_row *f, const char *state, const char *found)
{
    struct owners owners;

    DB_TX(tx, db);
    TRY(db_exec(db, x_scan, state, f->sha256));
    TRY(db_all(db, q_owners, &owners, f->sha256));
    for (size_t i = 0; i < owners.n; i++)
        TRY(resource_index(db, owners.v[i].resource_id));
    if (found)
        TRY(note_infected(db, f, found));
    TRY(stamp_bump(db, "library"));
    return db_commit(&tx);
}

enum err file_is_used(struct db *db, const char *sha256, bool *out)
{
    struct used used;

    TRY(db_one(db, q_used, &used, sha256, sha256, sha256, sha256, sha256, sha256, sha256));
    *out = used.n != 0;
    return OK;
}
