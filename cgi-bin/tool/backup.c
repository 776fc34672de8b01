/* backup.c - m4d-admin backup, backup-verify, restore. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kit/migrate.h"
#include "tool/backup.h"

struct making {
    const char *folder;
    FILE       *manifest;
    int64_t     lines, copied;
};

static bool is_hash(const char *s)
{
    return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

/* One file of the store: copied unless the folder has it from an earlier backup. */
static bool keep_file(struct making *m, const char *sha)
{
    char        path[200], got[65];
    struct stat st;
    int64_t     size;

    snprintf(path, sizeof path, "files/%.2s/%.2s/%s", sha, sha + 2, sha);
    if (stat(fmt("%s/%s", m->folder, path), &st) == 0) {
        size = st.st_size;
    } else {
        if (!make_parents(fmt("%s/%s", m->folder, path)) ||
            !copy_file(store_path(sha), fmt("%s/%s", m->folder, path), got, &size))
            return false;
        if (strcmp(got, sha) != 0) {
            failed("%s is damaged: its content has the hash %s", store_path(sha), got);
            return false;
        }
        m->copied++;
    }
    m->lines++;
    return fprintf(m->manifest, "%s %" PRId64 " %s\n", sha, size, path) > 0;
}

/* The folders ab/cd below the store. */
static bool keep_folder(struct making *m, const char *folder, int depth)
{
    DIR           *d = opendir(folder);
    struct dirent *e;
    bool           good = true;

    if (!d) {
        failed("%s: %s", folder, strerror(errno));
        return false;
    }
    while (good && (e = readdir(d))) {
        TALLOC_CTX *outer = pool;

        pool = talloc_new(outer);
        if (depth == 2 && is_hash(e->d_name))
            good = keep_file(m, e->d_name);
        else if (depth < 2 && strlen(e->d_name) == 2 && strspn(e->d_name, "0123456789abcdef") == 2)
            good = keep_folder(m, fmt("%s/%s", folder, e->d_name), depth + 1);
        TALLOC_FREE(pool);
        pool = outer;
    }
    closedir(d);
    return good;
}

static bool finish(struct making *m, const char *dir)
{
    bool good = fprintf(m->manifest, "whole %" PRId64 "\n", m->lines) > 0 && fflush(m->manifest) == 0 &&
                fsync(fileno(m->manifest)) == 0;

    fclose(m->manifest);
    return good && rename(fmt("%s/manifest.part", dir), fmt("%s/manifest", dir)) == 0 && sync_folder(dir) &&
           sync_folder(m->folder);
}

/* A folder of its own, named by the second: two backups of one second must not become one. NULL: told. */
static char *new_folder(const char *folder, char stamp[32])
{
    if (!make_parents(fmt("%s/x", folder)))
        return NULL;
    for (;;) {
        time_t    now = time(NULL);
        struct tm utc;
        char     *dir;

        strftime(stamp, 32, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
        dir = fmt("%s/%s", folder, stamp);
        if (mkdir(dir, 0750) == 0)
            return dir;
        if (errno != EEXIST) {
            failed("%s: %s", dir, strerror(errno));
            return NULL;
        }
        sleep(1);
    }
}

/* The database first: every file that its rows name is still there afterwards, since the store only grows
 * and is cleared of what nothing names a day later. */
int cmd_backup(struct db *db, int argc, char **argv)
{
    struct making m = {.folder = argv[0]};
    time_t        now = time(NULL);
    char          stamp[32], sha[65], *dir, *dump;
    int64_t       size;

    umask(027);
    dir = new_folder(m.folder, stamp);
    if (!dir)
        return 1;
    dump = fmt("%s/database.sql.gz", dir);
    if (!dump_database(dump) || !dump_whole(dump) || !copy_file(dump, NULL, sha, &size))
        return failed("the database could not be dumped");
    m.manifest = fopen(fmt("%s/manifest.part", dir), "w");
    if (!m.manifest)
        return failed("%s: %s", dir, strerror(errno));
    fprintf(m.manifest, "%s %" PRId64 " %s/database.sql.gz\n", sha, size, stamp);
    m.lines = 1;
    if (!keep_folder(&m, conf_text("files_dir"), 0) || !finish(&m, dir)) {
        backup_note(db, &(struct backup_run){"backup", false, dir, m.lines, 0, time(NULL) - now});
        return failed("the backup %s is not whole", dir);
    }
    backup_note(db, &(struct backup_run){"backup", true, dir, m.lines, size, time(NULL) - now});
    if (!erased_keep(m.folder))
        return failed("%s is whole, but the list of erased accounts could not be put beside it", dir);
    printf("%s\n%" PRId64 " files, %" PRId64 " of them new here. Settings and the secret file are not in it: keep"
           " them elsewhere.\n",
           dir, m.lines - 1, m.copied);
    return 0;
}

/* ---- reading ---- */

struct verifying {
    const char *folder;
    int64_t     files, bytes, bad;
};

static bool verify_one(const struct manifest_entry *e, void *arg)
{
    struct verifying *v = arg;
    TALLOC_CTX       *outer = pool;
    char              sha[65] = "";
    int64_t           size = -1;

    pool = talloc_new(outer);
    if (!copy_file(fmt("%s/%s", v->folder, e->path), NULL, sha, &size) || size != e->size ||
        strcmp(sha, e->sha256) != 0) {
        printf("damaged: %s/%s\n", v->folder, e->path);
        v->bad++;
    }
    v->files++;
    v->bytes += size;
    TALLOC_FREE(pool);
    pool = outer;
    return true;
}

static char *folder_of(char *backup)
{
    size_t n = strlen(backup);

    while (n > 1 && backup[n - 1] == '/')
        backup[--n] = '\0';
    return fmt("%s/..", backup);
}

static bool verify(char *backup, struct verifying *v)
{
    *v = (struct verifying){.folder = folder_of(backup)};
    if (!manifest_read(backup, verify_one, v))
        return false;
    if (v->bad == 0 && !dump_whole(fmt("%s/database.sql.gz", backup))) {
        failed("%s/database.sql.gz is cut off", backup);
        v->bad++;
    }
    return v->bad == 0;
}

int cmd_backup_verify(struct db *db, int argc, char **argv)
{
    struct verifying v;
    time_t           begun = time(NULL);
    bool             good = verify(argv[0], &v);

    backup_note(db, &(struct backup_run){"verify", good, argv[0], v.files, v.bytes, time(NULL) - begun});
    if (!good)
        return failed("the backup %s must not be relied on", argv[0]);
    printf("%s is whole: %" PRId64 " files, %" PRId64 " bytes, every hash right.\n", argv[0], v.files, v.bytes);
    return 0;
}

/* ---- restoring ---- */

struct count {
    int64_t n;
};
DB_COLUMNS(count_cols, struct count, n);
DB_QUERY(q_tables, count_cols, "SELECT COUNT(*) AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()");

/* A root who restores must not leave files behind that the programs cannot read. */
static void hand_over(const char *sha)
{
    struct stat st;
    char       *path = store_path(sha);

    if (geteuid() != 0 || stat(conf_text("files_dir"), &st))
        return;
    for (int i = 0; i < 3; i++) { /* the file and its two folders */
        if (lchown(path, st.st_uid, st.st_gid))
            failed("%s: %s", path, strerror(errno));
        *strrchr(path, '/') = '\0';
    }
}

static bool restore_one(const struct manifest_entry *e, void *arg)
{
    const char *folder = arg, *sha = e->sha256;
    char        got[65];
    int64_t     size;

    if (strncmp(e->path, "files/", 6) != 0 || store_has(sha))
        return true;
    if (!make_parents(store_path(sha)) || !copy_file(fmt("%s/%s", folder, e->path), store_path(sha), got, &size))
        return false;
    hand_over(sha);
    return strcmp(got, sha) == 0;
}

/* Files first, so that no row ever names a file that is not there. */
int cmd_restore(struct db *db, int argc, char **argv)
{
    struct migrations    m;
    struct migrate_state state;
    struct verifying     v;
    struct count         tables;

    /* Its owner is whose the files will be. */
    if (access(conf_text("files_dir"), W_OK))
        return failed("the folder %s must be there, as \"make install\" makes it; nothing was changed: %s",
                      conf_text("files_dir"), strerror(errno));
    if (!verify(argv[0], &v))
        return failed("the backup %s is not whole; nothing was changed", argv[0]);
    if (db_one(db, q_tables, &tables))
        return failed("the database cannot be reached");
    if (tables.n)
        return failed("the database %s is not empty; a backup is brought into an empty one only", conf_text("db_name"));
    umask(027);
    if (!manifest_read(argv[0], restore_one, (void *)v.folder))
        return failed("not all files could be brought back");
    if (!load_database(fmt("%s/database.sql.gz", argv[0])))
        return failed("the database could not be filled");
    if (!erased_bring(v.folder))
        return failed("the list of erased accounts cannot be read");
    if (migrations_read(conf_text("sql_dir"), &m) || migrate_look(db, &m, &state))
        return failed("the schema cannot be read");
    printf("Restored %" PRId64 " files and the database.%s\n", v.files - 1,
           state.unknown   ? " It is newer than this release: install the newer one before you start the site."
           : state.waiting ? " It is older than this release: run m4d-admin migrate."
                           : "");
    if (!state.unknown && !state.waiting && !erased_again(db))
        return failed("accounts that were erased could not be erased again");
    return cmd_check_audit(db, 0, NULL);
}
