/* ops_backup.c - the database, and what m4d-admin wrote down about backups. */
#include "admin/ops.h"

struct load_row {
    int64_t connections, most, slow, uptime;
    char   *schema;
};
DB_COLUMNS(load_cols, struct load_row, connections, most, slow, uptime, schema);
DB_QUERY(q_load, load_cols,
    "SELECT CAST(MAX(IF(VARIABLE_NAME = 'THREADS_CONNECTED', VARIABLE_VALUE, 0)) AS SIGNED) AS connections,"
    " CAST(@@max_connections AS SIGNED) AS most,"
    " CAST(MAX(IF(VARIABLE_NAME = 'SLOW_QUERIES', VARIABLE_VALUE, 0)) AS SIGNED) AS slow,"
    " CAST(MAX(IF(VARIABLE_NAME = 'UPTIME', VARIABLE_VALUE, 0)) AS SIGNED) AS uptime,"
    " (SELECT LEFT(MAX(name), 4) FROM schema_migration) AS `schema`"
    " FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN ('THREADS_CONNECTED', 'SLOW_QUERIES', 'UPTIME')");

struct run_row {
    bool           ok;
    struct instant at, made_at;
    int64_t        files, bytes;
};
DB_COLUMNS(run_cols, struct run_row, ok, at, made_at, files, bytes);
#define RUN "SELECT ok, at, made_at, files, bytes FROM backup_run WHERE kind = ?"
DB_QUERY(q_last, run_cols, RUN " ORDER BY id DESC LIMIT 1");
DB_QUERY(q_last_good, run_cols, RUN " AND ok ORDER BY id DESC LIMIT 1");

enum err ops_check_database(struct db *db, const struct ops *o, struct ops_checks *l)
{
    struct load_row n;

    TRY(db_one(db, q_load, &n));
    ops_add(l, "database", OPS_GOOD, _("Database"),
            fill(_("MariaDB {version}, {size}, schema {number}."), "version", o->db_version, "size", show_size(o->db_bytes),
                 "number", n.schema ? n.schema : "?", NULL), NULL, o->db_bytes);
    ops_add(l, "connections", n.connections * 10 > n.most * 9 ? OPS_BAD : n.connections * 10 > n.most * 7 ? OPS_WARN : OPS_GOOD,
            _("Connections to the database"),
            fill(_("{n} of {most} at most."), "n", show_count(n.connections), "most", show_count(n.most), NULL),
            _("Raise max_connections of the database, or run fewer processes of the site."), n.connections);
    /* A handful an hour is no worry. */
    int64_t hours = n.uptime / 3600 + 1;
    ops_add(l, "slow_queries", n.slow > 20 * hours ? OPS_WARN : OPS_GOOD, _("Slow queries"),
            fill(ngettext("{n} since the database was started {hours} hour ago.", "{n} since the database was started {hours} hours ago.",
                          (unsigned long)hours), "n", show_count(n.slow), "hours", show_count(hours), NULL),
            _("Look at the slow query log of the database with whoever looks after the server."), n.slow);
    return OK;
}

static enum err last(struct db *db, struct db_stmt *q, const char *kind, struct run_row *out)
{
    struct db_arg arg = db_arg_text(kind);
    enum err      e = db_fetch_one(db, q, out, &arg, 1);

    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = (struct run_row){0};
    return OK;
}

static int64_t days_since(struct instant t) { return (instant_now().us - t.us) / 86400000000; }

/* warn, bad: days after which it is late. */
static enum err check(struct db *db, struct ops_checks *l, const char *kind, const char *title, const char *never,
                      const char *advice, int warn, int bad)
{
    struct run_row newest, good;
    enum ops_level level = OPS_GOOD;

    TRY(last(db, &q_last, kind, &newest));
    TRY(last(db, &q_last_good, kind, &good));
    if (!good.at.us) {
        ops_add(l, kind, OPS_BAD, title, copy(never), advice, -1);
        return OK;
    }
    int64_t days = days_since(good.at);
    level = days >= bad ? OPS_BAD : days >= warn || !newest.ok ? OPS_WARN : OPS_GOOD;
    char *text = fill(ngettext("{time}; {n} file, {size}.", "{time}; {n} files, {size}.", (unsigned long)good.files), "time",
                      show_instant(good.at), "n", show_count(good.files), "size", show_size(good.bytes), NULL);
    if (!newest.ok)
        text = fmt("%s %s", text, _("A later one failed."));
    ops_add(l, kind, level, title, text, advice, days);
    return OK;
}

enum err ops_check_backups(struct db *db, struct ops_checks *l)
{
    TRY(check(db, l, "backup", _("Last backup"), _("There is none that we know of."),
              _("Run “m4d-admin backup FOLDER” every night by cron or a systemd timer, to another disk or machine."), 2, 4));
    return check(db, l, "verify", _("Last backup that was read again"), _("No backup was ever read again."),
                 _("Run “m4d-admin backup-verify BACKUP” after each backup: a backup that nobody has read may not be one. Once a quarter, restore one into an empty database."),
                 14, 60);
}
