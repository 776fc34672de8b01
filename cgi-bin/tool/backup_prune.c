/* backup_prune.c - m4d-admin backup-prune: old backups go, then the files that no backup names any more. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tool/backup.h"

#define DAY 86400
/* A backup in the making has files here that no manifest names yet. */
#define YOUNG (2 * DAY)

/* Says it, and is false. */
#define no(...) (failed(__VA_ARGS__) == 0)

struct named {
    char (*sha)[65];
    size_t n, room;
};

static bool note(const struct manifest_entry *e, void *arg)
{
    struct named *k = arg;

    if (k->n == k->room) {
        k->room = k->room ? 2 * k->room : 4096;
        k->sha = realloc(k->sha, k->room * sizeof *k->sha);
        if (!k->sha)
            abort();
    }
    memcpy(k->sha[k->n++], e->sha256, 65);
    return true;
}

static int by_hash(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int is_backup(const struct dirent *d)
{
    return strlen(d->d_name) == 16 && strspn(d->d_name, "0123456789TZ") == 16 && d->d_name[8] == 'T' &&
           d->d_name[15] == 'Z';
}

static bool whole(const char *backup)
{
    return access(fmt("%s/manifest", backup), R_OK) == 0;
}

static bool remove_backup(const char *backup)
{
    static const char *const parts[] = {"manifest", "manifest.part", "database.sql.gz"};

    /* The manifest first: from then on nobody takes the rest for a backup. */
    for (size_t i = 0; i < COUNT(parts); i++)
        if (unlink(fmt("%s/%s", backup, parts[i])) && errno != ENOENT)
            return no("%s/%s: %s", backup, parts[i], strerror(errno));
    return rmdir(backup) == 0 || no("%s: %s", backup, strerror(errno));
}

/* Removes what is older than `limit` but the newest whole one, and notes what the others name. */
static bool prune_backups(const char *folder, const char *limit, struct named *k, int *removed)
{
    struct dirent **names;
    int             n = scandir(folder, &names, is_backup, alphasort), newest = -1;
    bool            good = true;

    if (n < 0)
        return no("%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++)
        if (whole(fmt("%s/%s", folder, names[i]->d_name)))
            newest = i;
    for (int i = 0; i < n; i++) {
        char *backup = fmt("%s/%s", folder, names[i]->d_name);

        if (good && i < newest && strcmp(names[i]->d_name, limit) < 0) {
            good = remove_backup(backup);
            ++*removed;
        } else if (good && whole(backup)) {
            good = manifest_read(backup, note, k);
        }
        free(names[i]);
    }
    free(names);
    return good && newest >= 0;
}

static bool prune_files(const char *folder, int depth, const struct named *k, int *removed)
{
    DIR           *d = opendir(folder);
    struct dirent *e;
    bool           good = true;

    while (d && good && (e = readdir(d))) {
        TALLOC_CTX *outer = pool;
        struct stat st;
        char       *path;

        pool = talloc_new(outer);
        path = fmt("%s/%s", folder, e->d_name);
        if (depth < 2 && strlen(e->d_name) == 2 && e->d_name[0] != '.') {
            good = prune_files(path, depth + 1, k, removed);
        } else if (depth == 2 && strlen(e->d_name) == 64 && stat(path, &st) == 0 && time(NULL) - st.st_mtime > YOUNG &&
                   !bsearch(e->d_name, k->sha, k->n, sizeof *k->sha, by_hash)) {
            good = unlink(path) == 0;
            ++*removed;
        }
        TALLOC_FREE(pool);
        pool = outer;
    }
    if (d)
        closedir(d);
    return good;
}

int cmd_backup_prune(struct db *db, int argc, char **argv)
{
    struct named k = {0};
    int          backups = 0, files = 0;
    int64_t      days;
    time_t       then;
    struct tm    parts;
    char         limit[32];
    bool         good;

    if (!parse_int(argv[1], &days) || days < 1 || days > 36500)
        return failed("\"%s\" is not a number of days", argv[1]);
    then = time(NULL) - (time_t)days * DAY;
    strftime(limit, sizeof limit, "%Y%m%dT%H%M%SZ", gmtime_r(&then, &parts));
    good = prune_backups(argv[0], limit, &k, &backups);
    if (good) {
        qsort(k.sha, k.n, sizeof *k.sha, by_hash);
        good = prune_files(fmt("%s/files", argv[0]), 0, &k, &files);
    }
    free(k.sha);
    if (!good)
        return failed("%s: nothing more was taken away; is there a whole backup in it?", argv[0]);
    printf("Taken away: %d backups older than %" PRId64 " days, %d files that no other one names.\n", backups, days,
           files);
    return 0;
}
