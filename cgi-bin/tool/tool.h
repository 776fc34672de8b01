/* tool.h - the commands of m4d-admin. Each gets its own arguments and returns the exit code. */
#ifndef TOOL_TOOL_H
#define TOOL_TOOL_H

#include <stdio.h>

#include "kit/base.h"

struct command {
    const char *name, *args, *what;
    int (*run)(struct db *db, int argc, char **argv);
    int  least, most; /* arguments */
    bool as_owner;    /* root becomes the user of the programs first */
};

int cmd_migrate(struct db *db, int argc, char **argv);
int cmd_check(struct db *db, int argc, char **argv);
int cmd_check_sql(struct db *db, int argc, char **argv);
int cmd_list_sql(struct db *db, int argc, char **argv);
int cmd_list_personal(struct db *db, int argc, char **argv);
int cmd_check_audit(struct db *db, int argc, char **argv);
int cmd_directory_rebuild(struct db *db, int argc, char **argv);
int cmd_create_admin(struct db *db, int argc, char **argv);
int cmd_reset_password(struct db *db, int argc, char **argv);
int cmd_two_factor_off(struct db *db, int argc, char **argv);
int cmd_reseal(struct db *db, int argc, char **argv);
int cmd_sample_members(struct db *db, int argc, char **argv);
int cmd_sample_messages(struct db *db, int argc, char **argv);
int cmd_sample_people(struct db *db, int argc, char **argv);
int cmd_organisations(struct db *db, int argc, char **argv);
int cmd_import(struct db *db, int argc, char **argv);
int cmd_backup(struct db *db, int argc, char **argv);
int cmd_backup_verify(struct db *db, int argc, char **argv);
int cmd_backup_prune(struct db *db, int argc, char **argv);
int cmd_restore(struct db *db, int argc, char **argv);

/* Once, after the migration that brought the directory: the accounts that there are. The exit code. */
int directory_fill(struct db *db);

/* Says on stderr what went wrong (printf style, then err_text()) and returns 1. */
int failed(const char *f, ...) __attribute__((format(printf, 1, 2)));

/* Starts a program and gives the other end of its standard input or output. The database's password is in
 * its environment. */
struct child {
    int pid, fd;
};
bool child_start(const char *const *argv, bool we_write, struct child *out);
bool child_end(struct child *c); /* closes and waits; true when it ended with 0 */
/* The database account of this command: its name or its password. */
const char *db_account(bool password);
/* mariadb or mariadb-dump with how to connect, then more arguments, NULL at the end. */
const char *const *db_client(const char *program, const char *const *more);

#endif
