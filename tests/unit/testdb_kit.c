#include "db.h"

#include <mysql.h>

#include "kit/audit.h"

/* ---- a table of every type, gone with the connection ---- */

DB_EXEC(x_make, "CREATE TEMPORARY TABLE IF NOT EXISTS unit_types (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, big BIGINT,"
                " small INT, yes TINYINT, real_n DOUBLE, text LONGTEXT CHARACTER SET utf8mb4, day DATE, at DATETIME(6),"
                " bytes LONGBLOB, name VARCHAR(40) CHARACTER SET utf8mb4, UNIQUE KEY uq_unit_name (name))");
DB_EXEC(x_empty, "DELETE FROM unit_types");
DB_EXEC(x_put, "INSERT INTO unit_types (big, small, yes, real_n, text, day, at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
DB_EXEC(x_name, "INSERT INTO unit_types (name) VALUES (?)");
DB_EXEC(x_rename, "UPDATE unit_types SET name = ? WHERE name = ?");
DB_EXEC(x_wrong, "UPDATE no_such_table SET a = 1");
struct types {
    int64_t        id, big;
    int            small;
    bool           yes;
    double         real_n;
    char          *text;
    struct date    day;
    struct instant at;
    struct blob    bytes;
};
struct types_list {
    struct types *v;
    size_t        n;
};
DB_COLUMNS(types_cols, struct types, id, big, small, yes, real_n, text, day, at, bytes);
DB_QUERY(q_types, types_cols, "SELECT id, big, small, yes, real_n, text, day, at, bytes FROM unit_types ORDER BY id");
DB_QUERY(q_type, types_cols, "SELECT id, big, small, yes, real_n, text, day, at, bytes FROM unit_types WHERE id = ?");
struct number {
    int64_t n;
};
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_connection, number_cols, "SELECT CONNECTION_ID() AS n");
DB_QUERY(q_names, number_cols, "SELECT COUNT(*) AS n FROM unit_types WHERE name = ?");
DB_EXEC(x_patience, "SET SESSION innodb_lock_wait_timeout = 1");

static void made(void)
{
    ASSERT_OK(db_exec(db, x_make));
    ASSERT_OK(db_exec(db, x_empty));
}
static int64_t connection(void)
{
    struct number c;

    ASSERT_OK(db_one(db, q_connection, &c));
    return c.n;
}

static void values_come_back(void **state)
{
    struct types t;
    int64_t      id;
    static char  bytes[] = "a\0b\xff";
    struct blob  b = {bytes, 4};
    char        *text = talloc_strdup(pool, "");

    (void)state;
    made();
    for (int i = 0; i < 400; i++)
        text = talloc_strdup_append(text, "é😀");
    /* texts around the size of the buffer, and much longer ones */
    for (size_t n = 508; n <= 516; n++) {
        char *s = talloc_zero_size(pool, n + 1);
        memset(s, 'x', n);
        ASSERT_OK(db_insert(db, x_put, &id, INT64_MIN, -5, true, 0.5, s, ((struct date){2024, 2, 29}),
                            (struct instant){INT64_C(1717156800123456)}, b));
        ASSERT_OK(db_one(db, q_type, &t, id));
        assert_true(t.id == id && t.big == INT64_MIN && t.small == -5 && t.yes && t.real_n > 0.49 && t.real_n < 0.51);
        assert_string_equal(t.text, s);
        assert_int_equal(t.day.year * 10000 + t.day.month * 100 + t.day.day, 20240229);
        assert_true(t.at.us == INT64_C(1717156800123456));
        assert_int_equal(t.bytes.n, 4);
        assert_memory_equal(t.bytes.p, bytes, 4);
    }
    ASSERT_OK(db_insert(db, x_put, &id, INT64_MAX, 5, false, -1e300, text, ((struct date){9999, 12, 31}), (struct instant){-1000000},
                        ((struct blob){text, strlen(text)})));
    ASSERT_OK(db_one(db, q_type, &t, id));
    assert_string_equal(t.text, text);
    assert_true(t.big == INT64_MAX && !t.yes && t.at.us == -1000000);
    assert_int_equal(t.bytes.n, strlen(text));
}

static void nothing_is_null(void **state)
{
    struct types t;
    int64_t      id;

    (void)state;
    made();
    ASSERT_OK(db_insert(db, x_put, &id, 0, 0, false, 0.0, (const char *)NULL, (struct date){0}, (struct instant){0}, (struct blob){0}));
    ASSERT_OK(db_one(db, q_type, &t, id));
    assert_null(t.text);
    assert_null(t.bytes.p);
    assert_int_equal(t.day.year, 0);
    assert_int_equal(t.at.us, 0);
    ASSERT_OK(db_insert(db, x_put, &id, 0, 0, false, 0.0, "", (struct date){0}, (struct instant){0}, ((struct blob){"", 0})));
    ASSERT_OK(db_one(db, q_type, &t, id));
    assert_string_equal(t.text, "");
    assert_non_null(t.bytes.p);
}

static void rows_and_none(void **state)
{
    struct types_list l;
    struct types      t;
    int64_t           id, n;

    (void)state;
    made();
    ASSERT_OK(db_all(db, q_types, &l));
    assert_int_equal(l.n, 0);
    ASSERT_ERR(db_one(db, q_type, &t, 1), ERR_NOT_FOUND);
    for (int i = 0; i < 100; i++)
        ASSERT_OK(db_insert(db, x_put, &id, i, 0, false, 0.0, fmt("row %d", i), (struct date){0}, (struct instant){0}, (struct blob){0}));
    ASSERT_OK(db_all(db, q_types, &l));
    assert_int_equal(l.n, 100);
    for (int i = 0; i < 100; i++)
        assert_string_equal(l.v[i].text, fmt("row %d", i));
    ASSERT_OK(db_count(db, x_empty, &n));
    assert_int_equal(n, 100);
}

/* Nothing in a value is ever part of the statement. */
static void values_are_values(void **state)
{
    static const char *const nasty[] = {"'; DROP TABLE member; --", "\\'", "\" OR 1=1", "%_", "a\nb", "\xf0\x9f\x98\x80"};
    struct types t;
    int64_t      id;

    (void)state;
    made();
    for (size_t i = 0; i < COUNT(nasty); i++) {
        ASSERT_OK(db_insert(db, x_put, &id, 0, 0, false, 0.0, nasty[i], (struct date){0}, (struct instant){0}, (struct blob){0}));
        ASSERT_OK(db_one(db, q_type, &t, id));
        assert_string_equal(t.text, nasty[i]);
    }
}

static void conflicts_name_their_key(void **state)
{
    (void)state;
    made();
    ASSERT_OK(db_exec(db, x_name, "it's"));
    ASSERT_ERR(db_exec(db, x_name, "it's"), ERR_CONFLICT);
    assert_string_equal(err_key(), "uq_unit_name");
    ASSERT_OK(db_change(db, x_rename, "b", "it's"));
    ASSERT_OK(db_change(db, x_rename, "b", "b")); /* found, though nothing is different */
    ASSERT_ERR(db_change(db, x_rename, "c", "it's"), ERR_CONFLICT);
}

static void faults_of_ours(void **state)
{
    (void)state;
    ASSERT_ERR(db_exec(db, x_wrong), ERR_INTERNAL);
    assert_non_null(strstr(err_text(), "no_such_table"));
    ASSERT_OK(db_exec(db, x_make)); /* the connection goes on */
    ASSERT_ERR(db_exec(db, x_name), ERR_INTERNAL); /* a value is missing */
    ASSERT_ERR(db_exec(db, x_name, talloc_asprintf(pool, "%0100d", 1)), ERR_INTERNAL); /* does not fit */
}

/* ---- statements from pieces ---- */

static void statements_from_pieces(void **state)
{
    struct types_list l;
    int64_t           id;

    (void)state;
    made();
    for (int i = 0; i < 10; i++)
        ASSERT_OK(db_insert(db, x_put, &id, i, i % 3, false, 0.0, "", (struct date){0}, (struct instant){0}, (struct blob){0}));
    for (int round = 0; round < 500; round++) {
        struct db_text t = {0};
        DB_TEXT_ADD(&t, "SELECT id, big, small, yes, real_n, text, day, at, bytes FROM unit_types WHERE big >= ?", 2);
        for (int i = 0; i < round % 250; i++) /* more kinds than are kept prepared */
            DB_TEXT_ADD(&t, " AND 1");
        if (round % 2)
            DB_TEXT_ADD(&t, " AND small = ?", 1);
        ASSERT_OK(db_text_all(db, &t, types_cols, &l));
        assert_int_equal(l.n, round % 2 ? 2 : 8);
    }
}

/* ---- transactions ---- */

static int64_t count_of(const char *name)
{
    struct number c;

    ASSERT_OK(db_one(db, q_names, &c, name));
    return c.n;
}
static enum err add_and(const char *name, enum err then)
{
    DB_TX(tx, db);
    TRY(db_exec(db, x_name, name));
    if (then)
        FAIL(then, "as asked");
    return db_commit(&tx);
}
static enum err add_nested(const char *name, enum err inner, enum err outer)
{
    DB_TX(tx, db);
    TRY(add_and(name, inner));
    TRY(db_exec(db, x_name, fmt("%s outer", name)));
    if (outer)
        FAIL(outer, "as asked");
    return db_commit(&tx);
}

static void all_or_nothing(void **state)
{
    (void)state;
    made();
    ASSERT_OK(add_and("a", OK));
    assert_int_equal(count_of("a"), 1);
    ASSERT_ERR(add_and("b", ERR_INVALID), ERR_INVALID);
    assert_int_equal(count_of("b"), 0);
    ASSERT_OK(add_nested("c", OK, OK));
    assert_int_equal(count_of("c") + count_of("c outer"), 2);
    ASSERT_ERR(add_nested("d", OK, ERR_LIMIT), ERR_LIMIT);
    assert_int_equal(count_of("d") + count_of("d outer"), 0);
    ASSERT_ERR(add_nested("e", ERR_FORBIDDEN, OK), ERR_FORBIDDEN);
    assert_int_equal(count_of("e") + count_of("e outer"), 0);
}

static void a_handler_that_forgets(void **state)
{
    (void)state;
    made();
    {
        IN_TRANSACTION;
        ASSERT_OK(db_exec(db, x_name, "left open"));
    }
    db_rollback(db);
    assert_int_equal(count_of("left open"), 0);
    db_rollback(db); /* harmless */
    ASSERT_OK(add_and("after", OK));
}

/* ---- a second connection that gets in the way ---- */

static MYSQL *other(void)
{
    MYSQL *my = mysql_init(NULL);

    assert_non_null(mysql_real_connect(my, NULL, conf_text("db_owner_user"), conf_text("db_owner_password"), conf_text("db_name"), 0,
                                       conf_text("db_socket"), 0));
    return my;
}
static void ask(MYSQL *my, const char *sql)
{
    if (mysql_query(my, sql))
        fail_msg("%s: %s", sql, mysql_error(my));
    mysql_free_result(mysql_store_result(my));
}

/* KILL only asks: the connection is gone when the server no longer lists it. */
static void kill_connection(MYSQL *my, int64_t id)
{
    bool there = true;

    ask(my, fmt("KILL CONNECTION %" PRId64, id));
    for (int tries = 0; there && tries < 3000; tries++) {
        if (mysql_query(my, fmt("SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = %" PRId64, id)))
            fail_msg("%s", mysql_error(my));
        MYSQL_RES *res = mysql_store_result(my);
        there = mysql_num_rows(res) > 0;
        mysql_free_result(res);
        if (there)
            usleep(10000);
    }
    assert_false(there);
}

static void a_lock_makes_busy(void **state)
{
    char  *bucket = unique();
    MYSQL *my = other();

    (void)state;
    ASSERT_OK(rate_hit(db, bucket, 10, 60));
    ask(my, "START TRANSACTION");
    ask(my, fmt("UPDATE rate SET n = n WHERE bucket = '%s'", bucket));
    ASSERT_OK(db_exec(db, x_patience));
    made();
    {
        IN_TRANSACTION;
        ASSERT_OK(db_exec(db, x_name, "first"));
        ASSERT_ERR(rate_hit(db, bucket, 10, 60), ERR_BUSY);
        ASSERT_ERR(db_commit(&outer), ERR_BUSY); /* all of it was rolled back */
    }
    ask(my, "ROLLBACK");
    mysql_close(my);
    ASSERT_OK(rate_hit(db, bucket, 10, 60));
}

static void a_killed_connection(void **state)
{
    MYSQL  *my = other();
    int64_t before = connection();

    (void)state;
    made();
    kill_connection(my, before);
    assert_int_not_equal(connection(), before); /* what only reads is asked again */

    before = connection();
    made();
    kill_connection(my, before);
    ASSERT_ERR(db_exec(db, x_empty), ERR_DOWN); /* what writes is not: nobody knows how far it got */
    made();

    {
        IN_TRANSACTION; /* and nothing is asked again in the middle of a transaction */
        struct number c;
        before = connection();
        kill_connection(my, before);
        ASSERT_ERR(db_one(db, q_connection, &c), ERR_DOWN);
        ASSERT_ERR(db_commit(&outer), ERR_BUSY);
    }
    before = connection();
    kill_connection(my, before);
    {
        IN_TRANSACTION; /* one that begins after the loss does not notice */
    }
    mysql_close(my);
}

/* ---- what every area writes ---- */

DB_EXEC(x_older, "UPDATE rate SET window_at = window_at - INTERVAL 2 MINUTE WHERE bucket = ?");

static void tries_are_counted(void **state)
{
    char *bucket = unique();

    (void)state;
    for (int i = 0; i < 3; i++)
        ASSERT_OK(rate_hit(db, bucket, 3, 60));
    ASSERT_ERR(rate_hit(db, bucket, 3, 60), ERR_LIMIT);
    ASSERT_ERR(rate_hit(db, bucket, 3, 60), ERR_LIMIT);
    ASSERT_OK(rate_hit(db, fmt("%s-other", bucket), 3, 60));
    ASSERT_OK(db_exec(db, x_older, bucket)); /* the window is over */
    for (int i = 0; i < 3; i++)
        ASSERT_OK(rate_hit(db, bucket, 3, 60));
    ASSERT_ERR(rate_hit(db, bucket, 3, 60), ERR_LIMIT);
}

static void a_form_is_taken_once(void **state)
{
    char   *key = hex(token_hash(unique()).p, 16);
    int64_t done = -1;

    (void)state;
    IN_TRANSACTION;
    ASSERT_OK(once_begin(db, key, &done));
    assert_int_equal(done, 0);
    ASSERT_OK(once_end(db, key, 42));
    ASSERT_OK(once_begin(db, key, &done));
    assert_int_equal(done, 42);
    ASSERT_ERR(once_begin(db, "short", &done), ERR_INVALID);
    ASSERT_ERR(once_begin(db, NULL, &done), ERR_INVALID);
}

DB_QUERY(q_jobs, number_cols, "SELECT COUNT(*) AS n FROM job WHERE kind = ?");
DB_QUERY(q_stamp, number_cols, "SELECT n FROM stamp WHERE area = ?");

static void jobs_with_one_key_join(void **state)
{
    char         *kind = unique();
    struct number c;
    struct instant later = instant_add(instant_now(), 86400);

    (void)state;
    IN_TRANSACTION;
    ASSERT_OK(job_add(db, kind, kind, "{\"a\":1}", later));
    ASSERT_OK(job_add(db, kind, kind, NULL, later));
    ASSERT_OK(db_one(db, q_jobs, &c, kind));
    assert_int_equal(c.n, 1);
    ASSERT_OK(job_add(db, kind, NULL, NULL, later));
    ASSERT_OK(job_add(db, kind, NULL, NULL, later));
    ASSERT_OK(db_one(db, q_jobs, &c, kind));
    assert_int_equal(c.n, 3);
}

static void stamps_go_up(void **state)
{
    struct number a, b;

    (void)state;
    IN_TRANSACTION;
    ASSERT_OK(db_one(db, q_stamp, &a, "library"));
    ASSERT_OK(stamp_bump(db, "library"));
    ASSERT_OK(db_one(db, q_stamp, &b, "library"));
    assert_int_equal(b.n, a.n + 1);
    assert_int_not_equal(stamp_bump(db, "no such area"), OK);
}

DB_EXEC(x_tamper, "UPDATE audit SET detail = '{\"x\":1}' WHERE id = ?");
DB_EXEC(x_cut, "DELETE FROM audit WHERE id = ?");
DB_QUERY(q_last, number_cols, "SELECT MAX(id) AS n FROM audit");

static void audited(int64_t *entries, int64_t *broken)
{
    ASSERT_OK(audit_check(db, entries, broken));
}
static void the_chain_of_the_audit_log(void **state)
{
    int64_t       before, after, broken;
    struct user   me = {.id = 1};
    struct number last;

    (void)state;
    IN_TRANSACTION;
    /* holds the head, so that nobody else adds entries meanwhile */
    ASSERT_OK(audit(db, &me, "unit.one", "unit", 1, NULL));
    audited(&before, &broken);
    assert_int_equal(broken, 0);
    ASSERT_OK(audit(db, NULL, "unit.two", "unit", 2, "{\"é\":1}"));
    ASSERT_OK(audit(db, &me, "unit.three", "unit", 3, NULL));
    audited(&after, &broken);
    assert_int_equal(broken, 0);
    assert_int_equal(after, before + 2);
    ASSERT_OK(db_one(db, q_last, &last));
    ASSERT_OK(db_exec(db, x_tamper, last.n - 1)); /* changed */
    audited(&after, &broken);
    assert_int_equal(broken, last.n - 1);
    ASSERT_OK(db_exec(db, x_cut, last.n - 1)); /* taken out */
    audited(&after, &broken);
    assert_int_equal(broken, last.n);
    ASSERT_OK(db_exec(db, x_cut, last.n)); /* the end cut off */
    audited(&after, &broken);
    assert_int_equal(broken, last.n);
}

DB_EXEC(x_forge, "INSERT INTO audit (at, action, object_type, object_id, prev_hash, hash)"
                 " SELECT at, 'unit.forged', 'unit', 1, hash, ? FROM audit ORDER BY id DESC LIMIT 1");

/* An entry put behind the last one without the head. */
static void an_entry_that_nobody_made(void **state)
{
    int64_t       entries, broken;
    struct number last;

    (void)state;
    IN_TRANSACTION;
    ASSERT_OK(audit(db, NULL, "unit.one", "unit", 1, NULL));
    struct blob any = token_hash("any");
    ASSERT_OK(db_exec(db, x_forge, any));
    ASSERT_OK(db_one(db, q_last, &last));
    audited(&entries, &broken);
    assert_int_equal(broken, last.n);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DB_TEST(values_come_back),
        DB_TEST(nothing_is_null),
        DB_TEST(rows_and_none),
        DB_TEST(values_are_values),
        DB_TEST(conflicts_name_their_key),
        DB_TEST(faults_of_ours),
        DB_TEST(statements_from_pieces),
        DB_TEST(all_or_nothing),
        DB_TEST(a_handler_that_forgets),
        DB_TEST(a_lock_makes_busy),
        DB_TEST(a_killed_connection),
        DB_TEST(tries_are_counted),
        DB_TEST(a_form_is_taken_once),
        DB_TEST(jobs_with_one_key_join),
        DB_TEST(stamps_go_up),
        DB_TEST(the_chain_of_the_audit_log),
        DB_TEST(an_entry_that_nobody_made),
    };
    return DB_RUN("kit with a database", tests);
}
