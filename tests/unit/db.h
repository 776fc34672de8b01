/* db.h - tests that need a database: that of an instance, named by M4D_CONF. What they write is rolled
 * back, or has names that nobody else uses. */
#ifndef UNIT_DB_H
#define UNIT_DB_H

#include "unit.h"

#include <time.h>
#include <unistd.h>

#include "kit/base.h"

static struct db *db;

/* "unit-<process>-<n>": taken by nobody. */
__attribute__((unused)) static char *unique(void)
{
    static int n;

    return fmt("unit-%d-%ld-%d", (int)getpid(), (long)time(NULL), ++n);
}

static int database_begin(void **state)
{
    (void)state;
    if (!getenv("M4D_CONF")) {
        fprintf(stderr, "M4D_CONF must name the settings of an instance that runs\n");
        return -1;
    }
    conf_read(NULL);
    db = db_open_owner(); /* some make tables of their own */
    return 0;
}
static int database_end(void **state)
{
    (void)state;
    db_close(db);
    talloc_free(db);
    return 0;
}
static int db_begin(void **state)
{
    pool = talloc_new(NULL);
    *state = pool;
    err_clear();
    lang_use(LANG_EN);
    return 0;
}
static int db_end(void **state)
{
    (void)state;
    db_rollback(db);
    talloc_free(pool);
    pool = NULL;
    return 0;
}
#define DB_TEST(f) cmocka_unit_test_setup_teardown(f, db_begin, db_end)
#define DB_RUN(name, tests) cmocka_run_group_tests_name(name, tests, database_begin, database_end)

/* All that follows in the test is rolled back when it ends. */
#define IN_TRANSACTION                                                 \
    enum err begin_err;                                                \
    struct db_tx outer = db_begin_(db, &begin_err);                    \
    (void)outer;                                                       \
    assert_int_equal(begin_err, OK)

/* Says why when it is another error. */
#define ASSERT_ERR(expr, want)                                         \
    do {                                                               \
        enum err got_ = (expr);                                        \
        if (got_ != (want))                                            \
            fail_msg("%s: error %d, not %d: %s", #expr, got_, want, err_text()); \
    } while (0)
#define ASSERT_OK(expr) ASSERT_ERR(expr, OK)

#endif
