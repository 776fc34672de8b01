/* sweep_store.c - takes files out of the store that belong to nothing: of forms that were refused, of
 * uploads that nobody used. Each hour has its part of the folders, so that all are seen once a day. */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "worker/file_sql.h"
#include "worker/worker.h"

#define KEEP_SECONDS (24 * 3600) /* a file is in the store before the row that names it */

static bool is_old(const char *path, struct stat *st)
{
    return lstat(path, st) == 0 && S_ISREG(st->st_mode) && st->st_mtime < time(NULL) - KEEP_SECONDS;
}

/* Somebody may be storing the same content at this moment. A new file of that name is another inode: it
 * is put back. */
static bool take_out(const char *path, const char *sha, const struct stat *was)
{
    char       *aside = fmt("%s/tmp/gone-%s", conf_text("files_dir"), sha);
    struct stat st;

    if (rename(path, aside))
        return false;
    if (lstat(aside, &st) == 0 && st.st_ino != was->st_ino && link(aside, path) && errno != EEXIST)
        return rename(aside, path) != 0;
    unlink(aside);
    return true;
}

static enum err sweep_file(struct work *w, const char *folder, const char *sha, int64_t *n)
{
    char       *path = fmt("%s/%s", folder, sha);
    struct stat st;
    bool        used;

    if (strlen(sha) != 64 || !is_old(path, &st))
        return OK;
    TRY(file_is_used(w->db, sha, &used));
    if (!used && take_out(path, sha, &st))
        ++*n;
    return OK;
}

enum err sweep_one(struct work *w, const char *sha, int64_t *n)
{
    char       *path = store_path(sha);
    struct stat st;
    bool        used;

    if (lstat(path, &st))
        return OK;
    TRY(file_is_used(w->db, sha, &used));
    if (!used && take_out(path, sha, &st))
        ++*n;
    return OK;
}

static enum err sweep_folder(struct work *w, const char *folder, int64_t *n)
{
    TALLOC_CTX *outer = pool;
    DIR        *d = opendir(folder);
    enum err    e = OK;

    if (!d)
        return OK;
    pool = talloc_new(outer);
    for (struct dirent *f; e == OK && (f = readdir(d)) != NULL;)
        e = sweep_file(w, folder, f->d_name, n);
    closedir(d);
    talloc_free(pool);
    pool = outer;
    return e;
}

enum err sweep_store(struct work *w, int64_t *n)
{
    struct tm now;
    time_t    t = time(NULL);

    gmtime_r(&t, &now);
    *n = 0;
    for (int a = now.tm_hour; a < 256; a += 24) {
        char *top = fmt("%s/%02x", conf_text("files_dir"), (unsigned)a);
        if (access(top, F_OK))
            continue;
        for (int b = 0; b < 256 && work_beat(w); b++)
            TRY(sweep_folder(w, fmt("%s/%02x", top, (unsigned)b), n));
    }
    return OK;
}
