/* migrate.c - carrying out the files of sql/, one process at a time.
 *
 * The lock is a row, since a MariaDB Galera cluster has no lock of its own across nodes, and DDL ends
 * any transaction that would hold one. It belongs to a connection: on the same node it is free as soon
 * as that connection is gone (the holder was killed); other nodes wait until its time is over. */
#include <mysql.h>
#include <mysqld_error.h>
#include <time.h>

#include "kit/db_int.h"
#include "kit/migrate.h"

#define LEASE "INTERVAL 10 MINUTE"
#define PATIENCE 240 /* half seconds */

static enum err sql(struct db *db, const char *text)
{
    if (mysql_query(db->my, text))
        return db_failed(db, mysql_errno(db->my), mysql_error(db->my), __FILE__, __LINE__);
    return OK;
}

/* DDL that has taken effect in a run that was killed before it could say so. */
static bool took_effect(unsigned code)
{
    static const unsigned codes[] = {ER_TABLE_EXISTS_ERROR, ER_BAD_TABLE_ERROR, ER_DUP_FIELDNAME,
                                     ER_DUP_KEYNAME, ER_CANT_DROP_FIELD_OR_KEY, ER_DUP_CONSTRAINT_NAME,
                                     ER_MULTIPLE_PRI_KEY};

    for (size_t i = 0; i < COUNT(codes); i++)
        if (codes[i] == code)
            return true;
    return false;
}

static bool is_data(const char *text)
{
    static const char *const verbs[] = {"INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"};

    for (;;) {
        text += strspn(text, " \t\r\n");
        if (strncmp(text, "--", 2) != 0)
            break;
        text += strcspn(text, "\n");
    }
    for (size_t i = 0; i < COUNT(verbs); i++)
        if (strncasecmp(text, verbs[i], strlen(verbs[i])) == 0)
            return true;
    return false;
}

/* ---- records ---- */

static enum err make_tables(struct db *db)
{
    TRY(db_connected(db));
    /* A big table may take its time. */
    TRY(sql(db, "SET SESSION max_statement_time = 0"));
    TRY(sql(db, "CREATE TABLE IF NOT EXISTS schema_migration ("
                " name VARCHAR(100) CHARACTER SET ascii NOT NULL COMMENT 'file of sql/',"
                " sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of that file',"
                " begun_at DATETIME(6) NOT NULL COMMENT 'UTC',"
                " done_at DATETIME(6) NULL COMMENT 'NULL: begun, outcome not known',"
                " PRIMARY KEY (name)"
                ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='changes of the schema, carried out'"));
    TRY(sql(db, "CREATE TABLE IF NOT EXISTS schema_lock ("
                " id TINYINT NOT NULL COMMENT 'always 1',"
                " node VARCHAR(200) NOT NULL COMMENT 'server of the holder',"
                " booted_at DATETIME NOT NULL COMMENT 'when that server was started',"
                " connection_id BIGINT NOT NULL COMMENT 'of the holder',"
                " until_at DATETIME(6) NOT NULL COMMENT 'other nodes wait until then',"
                " PRIMARY KEY (id)"
                ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='who is changing the schema'"));
    return sql(db, "INSERT IGNORE INTO schema_lock (id, node, booted_at, connection_id, until_at)"
                   " VALUES (1, '', '2000-01-01', 0, '2000-01-01')");
}

struct record {
    char *name, *sha256;
    bool  done;
};
struct records {
    struct record *v;
    size_t         n;
};

static enum err read_records(struct db *db, struct records *out)
{
    MYSQL_RES *res;
    MYSQL_ROW  row;

    *out = (struct records){0};
    TRY(sql(db, "SELECT name, sha256, done_at IS NOT NULL FROM schema_migration ORDER BY name"));
    res = mysql_store_result(db->my);
    if (!res)
        FAIL(ERR_DOWN, "%s", mysql_error(db->my));
    out->v = talloc_array(pool, struct record, mysql_num_rows(res) + 1);
    while ((row = mysql_fetch_row(res)))
        out->v[out->n++] = (struct record){copy(row[0]), copy(row[1]), row[2][0] == '1'};
    mysql_free_result(res);
    return OK;
}

static const struct record *find(const struct records *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->v[i].name, name) == 0)
            return &r->v[i];
    return NULL;
}

static void compare(const struct migrations *m, const struct records *r, struct migrate_state *out)
{
    *out = (struct migrate_state){0};
    for (size_t i = 0; i < m->n; i++) {
        const struct record *rec = find(r, m->v[i].name);

        if (rec && rec->done)
            out->done++;
        else
            out->waiting++;
        if (rec && !out->changed && strcmp(rec->sha256, m->v[i].sha256) != 0)
            out->changed = m->v[i].name;
    }
    for (size_t i = 0; i < r->n && !out->unknown; i++) {
        bool here = false;

        for (size_t k = 0; k < m->n && !here; k++)
            here = strcmp(r->v[i].name, m->v[k].name) == 0;
        if (!here)
            out->unknown = r->v[i].name;
    }
}

enum err migrate_look(struct db *db, const struct migrations *m, struct migrate_state *out)
{
    struct records r;

    TRY(db_connected(db));
    if (read_records(db, &r) != OK) { /* none yet: this takes the right to make tables */
        err_clear();
        TRY(make_tables(db));
        TRY(read_records(db, &r));
    }
    compare(m, &r, out);
    return OK;
}

/* ---- the lock ---- */

#define NODE "CONCAT(@@hostname, '/', @@server_id, '/', @@port)"
#define BOOTED                                                                             \
    "(SELECT NOW() - INTERVAL VARIABLE_VALUE SECOND FROM information_schema.GLOBAL_STATUS" \
    " WHERE VARIABLE_NAME = 'UPTIME')"

static enum err lock_take(struct db *db)
{
    static const char take[] =
        "UPDATE schema_lock SET connection_id = CONNECTION_ID(), booted_at = " BOOTED ","
        " until_at = NOW(6) + " LEASE ", node = " NODE
        " WHERE id = 1 AND (connection_id = 0"
        " OR (node <> " NODE " AND until_at < NOW(6))"
        " OR (node = " NODE " AND (ABS(TIMESTAMPDIFF(SECOND, booted_at, " BOOTED ")) > 2"
        " OR connection_id NOT IN (SELECT ID FROM information_schema.PROCESSLIST))))";

    for (int i = 0; i < PATIENCE; i++) {
        enum err e = sql(db, take);

        if (e == OK && mysql_affected_rows(db->my) == 1)
            return OK;
        if (e != OK && e != ERR_BUSY)
            return e;
        nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);
    }
    FAIL(ERR_LIMIT, "another process has been changing the schema for two minutes (see table schema_lock)");
}

static enum err lock_keep(struct db *db)
{
    TRY(sql(db, "UPDATE schema_lock SET until_at = NOW(6) + " LEASE
                " WHERE id = 1 AND connection_id = CONNECTION_ID() AND node = " NODE));
    if (mysql_affected_rows(db->my) != 1)
        FAIL(ERR_CONFLICT, "the lock on the schema was lost to another process");
    return OK;
}

static void lock_leave(struct db *db)
{
    if (db->my && mysql_query(db->my, "UPDATE schema_lock SET connection_id = 0, until_at = NOW(6)"
                                      " WHERE id = 1 AND connection_id = CONNECTION_ID()"))
        db_close(db); /* a closed connection gives the lock back as well */
}

/* ---- carrying out ---- */

static enum err note_done(struct db *db, const char *name)
{
    return sql(db, fmt("UPDATE schema_migration SET done_at = NOW(6) WHERE name = '%s'", name));
}

static enum err carry_out(struct db *db, const struct migration *m, bool begun)
{
    TRY(lock_keep(db));
    if (!begun)
        TRY(sql(db, fmt("INSERT INTO schema_migration (name, sha256, begun_at) VALUES ('%s', '%s', NOW(6))",
                        m->name, m->sha256)));
    if (is_data(m->sql)) {
        DB_TX(tx, db);
        if (mysql_query(db->my, m->sql))
            FAIL(ERR_INTERNAL, "%s: %s", m->name, mysql_error(db->my));
        TRY(note_done(db, m->name));
        return db_commit(&tx);
    }
    if (mysql_query(db->my, m->sql) && !(begun && took_effect(mysql_errno(db->my)))) {
        unsigned code = mysql_errno(db->my);
        char    *why = fmt("%s: %s", m->name, mysql_error(db->my));

        /* Refused as a whole, so it has not begun. */
        if (!begun && code < 2000)
            TRY(sql(db, fmt("DELETE FROM schema_migration WHERE name = '%s'", m->name)));
        FAIL(ERR_INTERNAL, "%s", why);
    }
    return note_done(db, m->name);
}

static enum err carry_out_all(struct db *db, const struct migrations *m, void (*say)(const char *),
                              int *out_applied)
{
    struct migrate_state state;
    struct records       r;

    TRY(read_records(db, &r));
    compare(m, &r, &state);
    if (state.unknown)
        FAIL(ERR_CONFLICT, "the database is newer than this release: it knows %s, this release does not",
             state.unknown);
    if (state.changed)
        FAIL(ERR_CONFLICT, "%s was changed after it had been carried out in this database", state.changed);
    for (size_t i = 0; i < m->n; i++) {
        const struct record *rec = find(&r, m->v[i].name);

        if (rec && rec->done)
            continue;
        TRY(carry_out(db, &m->v[i], rec != NULL));
        ++*out_applied;
        if (say)
            say(m->v[i].name);
    }
    return OK;
}

enum err migrate_run(struct db *db, const struct migrations *m, void (*say)(const char *), int *out_applied)
{
    enum err e;

    *out_applied = 0;
    TRY(make_tables(db));
    TRY(lock_take(db));
    e = carry_out_all(db, m, say, out_applied);
    lock_leave(db);
    return e;
}
