/* ops.c - see ops.h. */
#include "admin/ops.h"

struct db_row {
    char   *version;
    int64_t bytes;
};
DB_COLUMNS(db_cols, struct db_row, version, bytes);
DB_QUERY(q_db, db_cols,
         "SELECT VERSION() AS version,"
         " CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) AS bytes"
         " FROM information_schema.tables WHERE table_schema = DATABASE()");
struct count_row {
    int64_t n;
};
DB_COLUMNS(count_cols, struct count_row, n);
DB_QUERY(q_proposed, count_cols, "SELECT COUNT(*) AS n FROM resource WHERE state = 'proposed'");

enum err ops_proposed(struct db *db, int64_t *n)
{
    struct count_row row;

    TRY(db_one(db, q_proposed, &row));
    *n = row.n;
    return OK;
}

enum err ops_read(struct db *db, struct ops *out)
{
    struct db_row row;

    TRY(db_one(db, q_db, &row));
    *out = (struct ops){.db_version = row.version,
                        .db_bytes = row.bytes,
                        .disk_free = store_free_bytes(),
                        .disk_floor = conf_int("free_space_floor_mb") * 1048576,
                        .mail_sink = !empty(conf_text("mail_sink_dir")),
                        .scanner = !empty(conf_text("clamd_socket"))};
    return OK;
}

void ops_to_hdf(const struct ops *o, HDF *h)
{
    put_text(h, "db_version", o->db_version);
    put_size(h, "db_size", o->db_bytes);
    put_size(h, "disk_free", o->disk_free);
    put_bool(h, "disk_full", o->disk_free < o->disk_floor);
    put_bool(h, "disk_low", o->disk_free >= o->disk_floor && o->disk_free < 3 * o->disk_floor);
    put_bool(h, "mail_sink", o->mail_sink);
    put_bool(h, "scanner", o->scanner);
}
