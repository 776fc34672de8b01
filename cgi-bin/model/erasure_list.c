/* erasure_list.c - the list of erasures, a file that only grows. Each line is written at once, under a lock,
 * and is on disk when we say so. A last line that a power cut tore counts for nothing. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/erasure.h"

struct entry {
    int64_t        id;
    struct instant at;
};
struct entries {
    struct entry *v;
    size_t        n;
};

static bool entry_read(char *line, struct entry *out)
{
    size_t n = strlen(line);
    char  *blank = strchr(line, ' ');

    if (n == 0 || line[n - 1] != '\n' || !blank)
        return false;
    line[n - 1] = *blank = '\0';
    return parse_int(line, &out->id) && out->id > 0 && parse_instant(blank + 1, &out->at);
}

static bool has(const struct entries *l, const struct entry *e)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == e->id && l->v[i].at.us >= e->at.us)
            return true;
    return false;
}

static enum err entries_read(const char *path, struct entries *out)
{
    char  line[100];
    FILE *f = fopen(path, "re");

    *out = (struct entries){0};
    if (!f && errno == ENOENT)
        return OK;
    if (!f)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(errno));
    while (fgets(line, sizeof line, f)) {
        struct entry e;

        if (!entry_read(line, &e))
            continue;
        out->v = talloc_realloc(pool, out->v, struct entry, (unsigned)out->n + 1);
        out->v[out->n++] = e;
    }
    fclose(f);
    return OK;
}

/* After a torn line a new one is begun. */
static bool add_line(int fd, const char *text)
{
    off_t end = lseek(fd, 0, SEEK_END);
    char  last = '\n';

    if (end > 0 && pread(fd, &last, 1, end - 1) != 1)
        return false;
    if (last != '\n')
        text = fmt("\n%s", text);
    return write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fsync(fd) == 0;
}

static bool sync_parent(const char *path)
{
    char *folder = copy(path), *slash = strrchr(folder, '/');
    int   fd, rc;

    if (slash)
        *slash = '\0';
    fd = open(slash && *folder ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    rc = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        close(fd);
    return rc == 0;
}

/* root who restores leaves it to the programs. */
static void hand_over(int fd)
{
    struct stat st;

    if (geteuid() == 0 && stat(conf_text("files_dir"), &st) == 0 && fchown(fd, st.st_uid, st.st_gid))
        err_set(ERR_INTERNAL, __FILE__, __LINE__, "%s: %s", conf_text("erasure_list"), strerror(errno));
}

enum err erasure_note(int64_t member_id, struct instant at)
{
    const char    *path = conf_text("erasure_list");
    /* In whole seconds, rounded up: an account of the very same second is older than its erasure. */
    struct entry   e = {member_id, {(at.us + 999999) / 1000000 * 1000000}};
    struct entries l;
    bool           good;
    int            fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640);

    if (fd < 0)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(errno));
    hand_over(fd);
    if (flock(fd, LOCK_EX) || entries_read(path, &l)) {
        close(fd);
        FAIL(ERR_INTERNAL, "%s: cannot be read or locked", path);
    }
    good = has(&l, &e) ||
           (add_line(fd, fmt("%" PRId64 " %s\n", member_id, instant_iso(pool, e.at))) && sync_parent(path));
    close(fd);
    if (!good)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", path, strerror(errno));
    return OK;
}

enum err erasure_merge(const char *path)
{
    struct entries l;

    TRY(entries_read(path, &l));
    for (size_t i = 0; i < l.n; i++)
        TRY(erasure_note(l.v[i].id, l.v[i].at));
    return OK;
}

/* ---- after a backup was brought back ---- */

struct there { int64_t id; };
DB_COLUMNS(there_cols, struct there, id);
/* Who signed up after the erasure is somebody else with the same number. */
DB_QUERY(q_there, there_cols, "SELECT id FROM member WHERE id = ? AND created_at <= ?");

enum err erasure_replay(struct db *db, int64_t *n)
{
    struct entries l;

    *n = 0;
    TRY(entries_read(conf_text("erasure_list"), &l));
    for (size_t i = 0; i < l.n; i++) {
        struct there t;
        enum err     e = db_one(db, q_there, &t, l.v[i].id, l.v[i].at);

        if (e == ERR_NOT_FOUND) {
            err_clear();
            continue;
        }
        TRY(e);
        TRY(erasure_do(db, NULL, t.id, ERASURE_RESTORED));
        ++*n;
    }
    return OK;
}
