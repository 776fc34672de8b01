/* main.c - m4d-admin: what is done from the command line. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool/tool.h"

static const struct command commands[] = {
    {"migrate", "", "bring the database up to date with this release", cmd_migrate, 0, 0, true},
    {"check", "", "look whether settings, database, folders and helpers are in order", cmd_check, 0, 0, true},
    {"check-sql", "", "prepare every SQL statement of this program", cmd_check_sql, 0, 0, true},
    {"list-sql", "", "print every SQL statement of this program as JSON", cmd_list_sql, 0, 0, true},
    {"list-personal", "", "print what is held about people and what erasure does with it, as JSON", cmd_list_personal, 0, 0, true},
    {"check-audit", "", "walk the chain of the audit log", cmd_check_audit, 0, 0, true},
    {"directory-rebuild", "", "make all of the directory anew from people and organisations", cmd_directory_rebuild, 0, 0, true},
    {"create-admin", "EMAIL [NAME]", "make an administrator (asks for a password)", cmd_create_admin, 1, 2, true},
    {"reset-password", "EMAIL", "set a new password (asks for it), end all sessions", cmd_reset_password, 1, 1, true},
    {"two-factor-off", "EMAIL", "turn the second factor of an account off, end all its sessions", cmd_two_factor_off, 1, 1, true},
    {"reseal", "", "after a change of the secret: seal second factors under the new one", cmd_reseal, 0, 0, true},
    {"sample-members", "", "make the sample people (only where development = yes)", cmd_sample_members, 0, 0, true},
    {"sample-messages", "CSV", "make conversations of sample people (only where development = yes)", cmd_sample_messages, 1, 1, true},
    {"sample-people", "CSV", "make more sample people, with profiles (only where development = yes)", cmd_sample_people, 1, 1, true},
    {"organisations", "CSV [OFFERS]", "bring organisations of a table, and what they offer and seek, into the directory", cmd_organisations, 1, 2, true},
    {"import", "CSV [ZIP]", "bring publications of a table, with their files, into the library", cmd_import, 1, 2, true},
    {"backup", "FOLDER", "add a backup of database and files to a folder", cmd_backup, 1, 1, false},
    {"backup-verify", "BACKUP", "read a backup again and compare every hash", cmd_backup_verify, 1, 1, false},
    {"backup-prune", "FOLDER DAYS", "take backups away that are older, but the newest", cmd_backup_prune, 2, 2, false},
    {"restore", "BACKUP", "bring a backup into an empty database", cmd_restore, 1, 1, false},
};

static bool use_owner; /* of the database's two accounts */

static bool changes_schema(const struct command *c)
{
    return c->run == cmd_migrate || c->run == cmd_restore;
}

const char *db_account(bool password)
{
    if (use_owner)
        return conf_text(password ? "db_owner_password" : "db_owner_user");
    return conf_text(password ? "db_password" : "db_user");
}

int failed(const char *f, ...)
{
    va_list ap;

    va_start(ap, f);
    fputs("m4d-admin: ", stderr);
    vfprintf(stderr, f, ap);
    va_end(ap);
    if (!empty(err_text()))
        fprintf(stderr, ": %s", err_text());
    fputc('\n', stderr);
    return 1;
}

/* Root would leave files behind that the programs cannot read: their user does the work. */
static bool become_owner(void)
{
    struct stat    st;
    struct passwd *pw;

    if (geteuid() != 0 || stat(conf_text("files_dir"), &st) || st.st_uid == 0)
        return true;
    pw = getpwuid(st.st_uid);
    if (!pw || initgroups(pw->pw_name, pw->pw_gid) || setgid(pw->pw_gid) || setuid(pw->pw_uid)) {
        failed("cannot become the user who owns %s: %s", conf_text("files_dir"), strerror(errno));
        return false;
    }
    return true;
}

static int usage(void)
{
    puts("m4d-admin [--conf FILE] COMMAND\n\nSettings: --conf, else $M4D_CONF, else /etc/m4d/m4d.conf\n");
    for (size_t i = 0; i < COUNT(commands); i++)
        printf("  %-17s %-13s %s\n", commands[i].name, commands[i].args, commands[i].what);
    return 2;
}

int main(int argc, char **argv)
{
    const char *conf = NULL;
    struct db  *db;
    int         code;

    if (argc > 2 && strcmp(argv[1], "--conf") == 0) {
        conf = argv[2];
        argc -= 2;
        argv += 2;
    }
    if (argc < 2)
        return usage();
    for (size_t i = 0; i < COUNT(commands); i++) {
        const struct command *c = &commands[i];

        if (strcmp(argv[1], c->name) != 0)
            continue;
        if (argc - 2 < c->least || argc - 2 > c->most)
            return usage();
        conf_read_admin(conf);
        if (c->as_owner && !become_owner())
            return 1;
        pool = talloc_new(NULL);
        lang_use(LANG_EN);
        use_owner = changes_schema(c) && !empty(conf_text("db_owner_user"));
        db = use_owner ? db_open_owner() : db_open();
        code = c->run(db, argc - 2, argv + 2);
        db_close(db);
        talloc_free(db);
        TALLOC_FREE(pool);
        return code;
    }
    return usage();
}
