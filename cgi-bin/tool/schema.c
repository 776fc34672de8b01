/* schema.c - m4d-admin migrate, check-sql, list-sql, check-audit. */
#include "kit/audit.h"
#include "kit/migrate.h"
#include "tool/backup.h"

static void say(const char *name)
{
    printf("  %s\n", name);
    fflush(stdout);
}

int cmd_migrate(struct db *db, int argc, char **argv)
{
    struct migrations m;
    int               n;

    if (migrations_read(conf_text("sql_dir"), &m))
        return failed("no migrations");
    switch (migrate_run(db, &m, say, &n)) {
    case OK:
        if (n)
            printf("The database is up to date: %d of %zu files were carried out now.\n", n, m.n);
        /* A backup of an older schema was brought back before: only now can it forget. */
        if (!erased_again(db))
            return failed("accounts that were erased could not be erased again");
        return directory_fill(db);
    case ERR_DOWN:
        return failed("the database cannot be reached");
    case ERR_CONFLICT:
        return failed("nothing was changed");
    default:
        return failed("the migration stopped");
    }
}

int cmd_check_sql(struct db *db, int argc, char **argv)
{
    return db_check_statements(db) ? 1 : 0;
}

int cmd_list_sql(struct db *db, int argc, char **argv)
{
    db_print_statements();
    return 0;
}

int cmd_check_audit(struct db *db, int argc, char **argv)
{
    int64_t entries, broken;

    if (audit_check(db, &entries, &broken))
        return failed("the audit log cannot be read");
    if (broken) {
        printf("The chain of the audit log is broken at entry %" PRId64 " (%" PRId64 " entries read).\n", broken,
               entries);
        return 1;
    }
    printf("The audit log is whole: %" PRId64 " entries.\n", entries);
    return 0;
}
