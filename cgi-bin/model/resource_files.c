/* resource_files.c - the files of a publication. */
#include "model/resource_sql.h"

#define FILE_COLUMNS                                                                              \
    "SELECT id, resource_id, lang, label, sha256, name, mime, size, pages, short_edition, text_state, " \
    "scan_state, warnings, position, removed_at FROM resource_file "

DB_COLUMNS(file_cols, struct resource_file, id, resource_id, lang, label, sha256, name, mime, size, pages,
           short_edition, text_state, scan_state, warnings, position, removed_at);
DB_QUERY(q_files, file_cols,
    FILE_COLUMNS "WHERE resource_id = ? ORDER BY removed_at IS NOT NULL, lang, position, id");
DB_QUERY(q_one, file_cols, FILE_COLUMNS "WHERE id = ? AND resource_id = ?");
DB_QUERY(q_same, file_cols,
    FILE_COLUMNS "WHERE resource_id = ? AND lang = ? AND sha256 = ? AND removed_at IS NULL LIMIT 1");

DB_EXEC(x_add,
    "INSERT INTO resource_file (resource_id, lang, label, sha256, name, mime, size, short_edition, "
    "scan_state, position) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, m.position FROM "
    "(SELECT COALESCE(MAX(position), 0) + 1 AS position FROM resource_file "
    "WHERE resource_id = ? AND lang = ?) m");
DB_EXEC(x_save,
    "UPDATE resource_file SET lang = ?, label = ?, name = ?, short_edition = ? WHERE id = ?");
DB_EXEC(x_position, "UPDATE resource_file SET position = ? WHERE id = ?");
DB_EXEC(x_removed,
    "UPDATE resource_file SET removed_at = IF(?, UTC_TIMESTAMP(6), NULL) WHERE id = ?");

enum err resource_files(struct db *db, int64_t id, struct resource_file_list *out)
{
    return db_all(db, q_files, out, id);
}

enum err resource_file_one(struct db *db, int64_t id, int64_t file_id, struct resource_file *out)
{
    return db_one(db, q_one, out, file_id, id);
}

/* Locks the publication, so that two changes of its files come one after the other. */
static enum err may_change(struct db *db, const struct user *by, int64_t id)
{
    struct resource_head h;

    TRY(resource_head_lock(db, id, &h));
    if (by && !resource_may_edit(by, &h))
        FAIL(ERR_FORBIDDEN, "files of resource %" PRId64, id);
    return OK;
}

static enum err changed(struct db *db, const struct user *by, int64_t id, const char *action, int64_t file_id)
{
    TRY(resource_index(db, id));
    return resource_touched(db, by, id, action, fmt("{\"file\":%" PRId64 "}", file_id));
}

enum err resource_file_add(struct db *db, const struct user *by, int64_t id,
                           const struct resource_file_new *f, int64_t *out_id)
{
    struct resource_file same;
    int64_t              file_id;
    bool                 scan = !empty(conf_text("clamd_socket"));

    DB_TX(tx, db);
    TRY(may_change(db, by, id));
    enum err e = db_one(db, q_same, &same, id, f->lang, f->stored.sha256);
    if (e == OK) {
        *out_id = same.id;
        return db_commit(&tx);
    }
    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    TRY(db_insert(db, x_add, &file_id, id, f->lang, empty(f->label) ? NULL : f->label, f->stored.sha256,
                  f->name, f->stored.mime, f->stored.size, f->short_edition, scan ? "waiting" : "off", id,
                  f->lang));
    char *payload = fmt("{\"file\":%" PRId64 "}", file_id);
    TRY(job_add(db, "file.read", fmt("file.read:%" PRId64, file_id), payload, instant_now()));
    if (scan)
        TRY(job_add(db, "file.scan", fmt("file.scan:%" PRId64, file_id), payload, instant_now()));
    TRY(changed(db, by, id, "resource.file.add", file_id));
    TRY(db_commit(&tx));
    *out_id = file_id;
    return OK;
}

enum err resource_file_save(struct db *db, const struct user *by, const struct resource_file *f)
{
    struct resource_file before;

    DB_TX(tx, db);
    TRY(may_change(db, by, f->resource_id));
    TRY(resource_file_one(db, f->resource_id, f->id, &before));
    TRY(db_exec(db, x_save, f->lang, empty(f->label) ? NULL : f->label, f->name, f->short_edition, f->id));
    if (strcmp(before.lang, f->lang) != 0) /* its words are stemmed by language */
        TRY(job_add(db, "file.read", fmt("file.read:%" PRId64, f->id), fmt("{\"file\":%" PRId64 "}", f->id),
                    instant_now()));
    TRY(changed(db, by, f->resource_id, "resource.file.edit", f->id));
    return db_commit(&tx);
}

enum err resource_file_move(struct db *db, const struct user *by, int64_t id, int64_t file_id, int by_places)
{
    struct resource_file_list all;
    int64_t                   order[200];
    int                       n = 0, at = -1;
    struct resource_file      f;

    DB_TX(tx, db);
    TRY(may_change(db, by, id));
    TRY(resource_file_one(db, id, file_id, &f));
    TRY(resource_files(db, id, &all));
    for (size_t i = 0; i < all.n && n < (int)COUNT(order); i++) {
        const struct resource_file *one = &all.v[i];
        if (one->removed_at.us != 0 || strcmp(one->lang, f.lang) != 0)
            continue;
        if (one->id == file_id)
            at = n;
        order[n++] = one->id;
    }
    int to = at + by_places;
    if (at >= 0 && to >= 0 && to < n) {
        order[at] = order[to];
        order[to] = file_id;
        for (int i = 0; i < n; i++)
            TRY(db_exec(db, x_position, i + 1, order[i]));
        TRY(changed(db, by, id, "resource.file.move", file_id));
    }
    return db_commit(&tx);
}

enum err resource_file_remove(struct db *db, const struct user *by, int64_t id, int64_t file_id, bool removed)
{
    struct resource_file f;

    DB_TX(tx, db);
    TRY(may_change(db, by, id));
    TRY(resource_file_one(db, id, file_id, &f));
    if ((f.removed_at.us != 0) != removed) {
        TRY(db_exec(db, x_removed, removed, file_id));
        TRY(changed(db, by, id, removed ? "resource.file.remove" : "resource.file.restore", file_id));
    }
    return db_commit(&tx);
}
