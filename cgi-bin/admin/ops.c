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

/* ---- checks ---- */

void ops_add(struct ops_checks *l, const char *code, enum ops_level level, const char *title, char *reading,
             const char *advice, int64_t number)
{
    l->v = talloc_realloc(pool, l->v, struct ops_check, l->n + 1);
    l->v[l->n++] = (struct ops_check){code, level, title, reading, level >= OPS_WARN ? advice : NULL, number};
}

enum err ops_check_all(struct db *db, struct ops_checks *out)
{
    struct ops o;

    *out = (struct ops_checks){0};
    TRY(ops_read(db, &o));
    TRY(ops_check_work(db, out));
    ops_check_machine(&o, out);
    TRY(ops_check_database(db, &o, out));
    return ops_check_backups(db, out);
}

static const char *const level_codes[] = {"ok", "off", "warning", "fault"};

void ops_check_to_hdf(const struct ops_check *c, HDF *h)
{
    static const char *const badges[] = {"badge full good", "badge off", "badge half warn", "badge bad"};
    static const char *const words[] = {N_("In order"), N_("Not in use"), N_("Look at it"), N_("Act now")};

    put_text(h, "code", c->code);
    put_text(h, "level", level_codes[c->level]);
    put_text(h, "badge", badges[c->level]);
    put_text(h, "level_text", _(words[c->level]));
    put_text(h, "title", c->title);
    put_text(h, "reading", c->reading);
    put_text(h, "advice", c->advice);
}

enum ops_level ops_worst(const struct ops_checks *l)
{
    enum ops_level worst = OPS_GOOD;

    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].level > worst)
            worst = l->v[i].level;
    return worst;
}

json_t *ops_to_json(const struct ops_checks *l)
{
    json_t        *checks = json_object();
    enum ops_level worst = ops_worst(l);

    for (size_t i = 0; i < l->n; i++)
        json_object_set_new(checks, l->v[i].code,
                            json_pack("{s:s,s:I,s:s,s:s,s:s?}", "state", level_codes[l->v[i].level], "number",
                                      (json_int_t)l->v[i].number, "title", l->v[i].title, "reading", l->v[i].reading,
                                      "advice", l->v[i].advice));
    return json_pack("{s:s,s:s,s:o}", "state", level_codes[worst == OPS_OFF ? OPS_GOOD : worst], "at",
                     instant_iso(pool, instant_now()), "checks", checks);
}
