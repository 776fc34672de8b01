/* db.c - the connection: opening it, transactions, statements that stay prepared.
 *
 * Statements are prepared once per connection and anew after it was lost. A statement that reads is
 * sent again after a lost connection when no transaction is open; one that writes never is, since
 * nobody can know whether it took effect. */
#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdlib.h>

#include "kit/base.h"
#include "kit/db_int.h"

void err_key_set(const char *name); /* err.c */

extern struct db_stmt *const __start_db_stmts[] __attribute__((weak));
extern struct db_stmt *const __stop_db_stmts[] __attribute__((weak));

struct db *db_open(void)
{
    return talloc_zero(NULL, struct db);
}

struct db *db_open_owner(void)
{
    struct db *db = db_open();

    db->owner = !empty(conf_text("db_owner_user"));
    return db;
}

static void drop_handles(struct db *db)
{
    for (struct db_stmt *const *s = __start_db_stmts; s < __stop_db_stmts; s++) {
        db_handle_free((*s)->handle);
        (*s)->handle = NULL;
    }
    for (size_t i = 0; i < db->ntexts; i++)
        db_handle_free(db->texts[i].handle);
    TALLOC_FREE(db->texts);
    db->ntexts = 0;
}

void db_close(struct db *db)
{
    if (db->my) {
        drop_handles(db);
        mysql_close(db->my);
    }
    db->my = NULL;
    db->depth = 0;
}

static enum err connect_now(struct db *db)
{
    const char *host = conf_text("db_host"), *ca = conf_text("db_tls_ca");
    unsigned    seconds = 5;
    my_bool     yes = 1, no = 0;
    unsigned    off = 0;
    char       *init;

    db_close(db);
    db->my = mysql_init(NULL);
    mysql_options(db->my, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_options(db->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(db->my, MYSQL_OPT_LOCAL_INFILE, &off);
    mysql_options(db->my, MYSQL_OPT_RECONNECT, &no);
    mysql_options(db->my, MYSQL_REPORT_DATA_TRUNCATION, &yes);
    init = talloc_asprintf(db, "SET collation_connection='utf8mb4_uca1400_ai_ci', time_zone='+00:00',"
                               " sql_mode='TRADITIONAL,ONLY_FULL_GROUP_BY',"
                               " tx_isolation='READ-COMMITTED', max_statement_time=30");
    mysql_options(db->my, MYSQL_INIT_COMMAND, init);
    if (*ca) {
        mysql_ssl_set(db->my, NULL, NULL, ca, NULL, NULL);
        mysql_options(db->my, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
    }
    if (!mysql_real_connect(db->my, *host ? host : NULL, conf_text(db->owner ? "db_owner_user" : "db_user"),
                            conf_text(db->owner ? "db_owner_password" : "db_password"), conf_text("db_name"),
                            (unsigned)conf_int("db_port"), *host ? NULL : conf_text("db_socket"),
                            CLIENT_FOUND_ROWS)) {
        enum err e = err_set(ERR_DOWN, __FILE__, __LINE__, "%s", mysql_error(db->my));

        mysql_close(db->my);
        db->my = NULL;
        return e;
    }
    if (conf_int("db_sync_wait") &&
        mysql_query(db->my, "SET SESSION wsrep_sync_wait=1"))
        FAIL(ERR_DOWN, "%s", mysql_error(db->my));
    return OK;
}

enum err db_connected(struct db *db)
{
    return db->my ? OK : connect_now(db);
}

/* Keeps the constraint's name of "Duplicate entry 'x' for key 'uq_member_email'". */
static void keep_key(const char *message)
{
    const char *end = strrchr(message, '\''), *p = end;
    char        name[128];

    if (!end || end == message)
        return;
    while (p > message && p[-1] != '\'')
        p--;
    snprintf(name, sizeof name, "%.*s", (int)(end - p), p);
    err_key_set(name);
}

/* The message may be the connection's own, so it is taken down before anything happens to that. */
enum err db_failed(struct db *db, unsigned code, const char *message, const char *file, int line)
{
    message = copy(message); /* the connection's own: gone once that is closed */
    switch (code) {
    case ER_DUP_ENTRY:
        keep_key(message);
        return err_set(ERR_CONFLICT, file, line, "%s", message);
    case ER_LOCK_DEADLOCK:
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_NO_REFERENCED_ROW_2: /* what the row belongs to was there a moment ago: looked for once more */
        (void)err_set(ERR_BUSY, file, line, "%s", message);
        db_rollback(db);
        return ERR_BUSY;
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_CONNECTION_ERROR:
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
    case CR_COMMANDS_OUT_OF_SYNC:
        (void)err_set(ERR_DOWN, file, line, "%s", message);
        db_close(db);
        return ERR_DOWN;
    case ER_STATEMENT_TIMEOUT: /* too much for now: the connection itself is well */
        return err_set(ERR_DOWN, file, line, "%s", message);
    default:
        return err_set(ERR_INTERNAL, file, line, "%u %s", code, message);
    }
}

static enum err simple(struct db *db, const char *sql)
{
    db->queries++;
    if (mysql_query(db->my, sql))
        return db_failed(db, mysql_errno(db->my), mysql_error(db->my), __FILE__, __LINE__);
    return OK;
}

/* BEGIN changes nothing, so it may be sent again over a new connection. */
struct db_tx db_begin_(struct db *db, enum err *e)
{
    if (db->depth == 0) {
        *e = db_connected(db);
        if (*e == OK && (*e = simple(db, "START TRANSACTION")) == ERR_DOWN) {
            *e = db_connected(db);
            if (*e == OK)
                *e = simple(db, "START TRANSACTION");
        }
        if (*e)
            return (struct db_tx){db, false};
    }
    db->depth++;
    return (struct db_tx){db, true};
}

void db_end_(struct db_tx *tx)
{
    if (tx->open)
        db_rollback(tx->db);
    tx->open = false;
}

void db_rollback(struct db *db)
{
    if (db->depth && db->my && mysql_query(db->my, "ROLLBACK"))
        db_close(db); /* a connection that cannot roll back is of no use */
    db->depth = 0;
}

enum err db_commit(struct db_tx *tx)
{
    if (!tx->open || tx->db->depth == 0)
        FAIL(ERR_BUSY, "the transaction was rolled back before its end");
    tx->open = false;
    if (--tx->db->depth > 0)
        return OK;
    return simple(tx->db, "COMMIT");
}

unsigned db_queries(const struct db *db)
{
    return db->queries;
}

void db_reset_count(struct db *db)
{
    db->queries = 0;
}

static int check_one(struct db *db, struct db_stmt *s)
{
    MYSQL_STMT *st = mysql_stmt_init(db->my);
    MYSQL_RES  *meta;
    int         faults = 0;

    if (mysql_stmt_prepare(st, s->sql, strlen(s->sql))) {
        printf("%s:%d: %s\n", s->file, s->line, mysql_stmt_error(st));
        mysql_stmt_close(st);
        return 1;
    }
    meta = mysql_stmt_result_metadata(st);
    if ((meta ? mysql_num_fields(meta) : 0) != s->ncols) {
        printf("%s:%d: %u columns for a row of %u\n", s->file, s->line,
               meta ? mysql_num_fields(meta) : 0, s->ncols);
        faults++;
    } else {
        for (unsigned i = 0; i < s->ncols; i++) {
            const char *name = mysql_fetch_field_direct(meta, i)->name;

            if (strcmp(name, s->cols[i].name) != 0) {
                printf("%s:%d: column %s where the row has %s\n", s->file, s->line, name,
                       s->cols[i].name);
                faults++;
            }
        }
    }
    if (meta)
        mysql_free_result(meta);
    mysql_stmt_close(st);
    return faults;
}

int db_check_statements(struct db *db)
{
    int faults = 0, n = 0;

    if (db_connected(db)) {
        printf("%s\n", err_text());
        return 1;
    }
    for (struct db_stmt *const *s = __start_db_stmts; s < __stop_db_stmts; s++, n++)
        faults += check_one(db, *s);
    printf("%d statements, %d faults\n", n, faults);
    return faults;
}

/* db_list_statements: JSON for the test that explains each one. */
void db_list_statements(void (*each)(const struct db_stmt *, void *), void *arg)
{
    for (struct db_stmt *const *s = __start_db_stmts; s < __stop_db_stmts; s++)
        each(*s, arg);
}
