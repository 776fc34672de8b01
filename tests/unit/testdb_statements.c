/* Every statement of every program, carried out twice in a row: servers have been known to refuse a
 * prepared statement the second time. Values are all NULL, then all 1; nothing is kept. */
#include "db.h"

#include <mysql.h>

#include "kit/db_int.h"

static int faults, statements;

static unsigned run(MYSQL_STMT *st, bool null)
{
    unsigned    n = (unsigned)mysql_stmt_param_count(st);
    MYSQL_BIND *in = talloc_zero_array(pool, MYSQL_BIND, n + 1);

    for (unsigned i = 0; i < n; i++)
        in[i] = null ? (MYSQL_BIND){.buffer_type = MYSQL_TYPE_NULL}
                     : (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING, .buffer = "1", .buffer_length = 1};
    if (n && mysql_stmt_bind_param(st, in))
        return mysql_stmt_errno(st);
    if (mysql_stmt_execute(st))
        return mysql_stmt_errno(st);
    while (mysql_stmt_fetch(st) == 0)
        ;
    mysql_stmt_free_result(st);
    return 0;
}

static void begin(MYSQL *my)
{
    if (mysql_query(my, "ROLLBACK") || mysql_query(my, "START TRANSACTION"))
        fail_msg("%s", mysql_error(my));
}

static void twice(const struct db_stmt *s, void *arg)
{
    MYSQL      *my = arg;
    MYSQL_STMT *st = mysql_stmt_init(my);

    statements++;
    if (mysql_stmt_prepare(st, s->sql, strlen(s->sql))) {
        print_error("%s:%d: %s\n", s->file, s->line, mysql_stmt_error(st));
        faults++;
    } else {
        for (int null = 1; null >= 0; null--) {
            unsigned first, second;
            begin(my);
            first = run(st, null);
            begin(my);
            second = run(st, null);
            if (first != second) {
                print_error("%s:%d: %u, and the second time %u: %s\n", s->file, s->line, first, second, mysql_stmt_error(st));
                faults++;
            }
        }
    }
    mysql_stmt_close(st);
}

static void every_statement_twice(void **state)
{
    (void)state;
    assert_int_equal(db_connected(db), OK);
    db_list_statements(twice, db->my);
    mysql_query(db->my, "ROLLBACK");
    assert_true(statements > 200);
    assert_int_equal(faults, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {DB_TEST(every_statement_twice)};

    return DB_RUN("statements", tests);
}
