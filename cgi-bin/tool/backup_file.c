/* backup_file.c - copying files so that they survive a power cut, and reading manifests. */
#include <errno.h>
#include <fcntl.h>
#include <gcrypt.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool/backup.h"

bool sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int bad = fd < 0 || fsync(fd);

    if (fd >= 0)
        close(fd);
    return !bad;
}

bool make_parents(const char *path)
{
    char *p = copy(path);

    for (char *s = strchr(p + 1, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        if (mkdir(p, 0750) && errno != EEXIST) {
            failed("%s: %s", p, strerror(errno));
            return false;
        }
        *s = '/';
    }
    return true;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t k = write(fd, p, n);

        if (k < 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}

static bool stream(int in, int out, char sha[65], int64_t *size)
{
    static char  buf[1 << 16];
    gcry_md_hd_t md;
    ssize_t      n;
    bool         good = true;

    gcry_check_version(NULL);
    if (gcry_md_open(&md, GCRY_MD_SHA256, 0))
        abort();
    *size = 0;
    while (good && (n = read(in, buf, sizeof buf)) > 0) {
        gcry_md_write(md, buf, (size_t)n);
        *size += n;
        good = out < 0 || write_all(out, buf, (size_t)n);
    }
    snprintf(sha, 65, "%s", hex(gcry_md_read(md, GCRY_MD_SHA256), SHA256_LEN));
    gcry_md_close(md);
    return good && n == 0 && (out < 0 || fsync(out) == 0);
}

bool copy_file(const char *from, const char *to, char sha[65], int64_t *size)
{
    int   in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    char *part = to ? fmt("%s.part", to) : NULL;
    bool  good = in >= 0;

    if (good && to)
        good = (out = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640)) >= 0;
    good = good && stream(in, out, sha, size);
    if (!good)
        failed("%s: %s", from, strerror(errno));
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    if (good && to && rename(part, to)) {
        failed("%s: %s", to, strerror(errno));
        good = false;
    }
    return good;
}

/* The path must not lead out of the backup's folder. */
static bool entry_good(const struct manifest_entry *e)
{
    return strlen(e->sha256) == 64 && e->path[0] != '/' && !strstr(e->path, "..");
}

bool manifest_read(const char *backup, bool (*each)(const struct manifest_entry *, void *), void *arg)
{
    char    line[400];
    int64_t n = 0, whole = -1;
    FILE   *f = fopen(fmt("%s/manifest", backup), "r");

    if (!f) {
        failed("%s has no manifest: it is not a backup, or not a whole one", backup);
        return false;
    }
    while (whole < 0 && fgets(line, sizeof line, f)) {
        struct manifest_entry e;

        if (sscanf(line, "whole %" SCNd64, &whole) == 1)
            break;
        if (sscanf(line, "%64[0-9a-f] %" SCNd64 " %199s", e.sha256, &e.size, e.path) != 3 || !entry_good(&e)) {
            failed("%s/manifest, line %" PRId64 ": cannot be read", backup, n + 1);
            break;
        }
        n++;
        if (!each(&e, arg))
            break;
    }
    fclose(f);
    if (whole != n)
        failed("%s: stopped after %" PRId64 " lines of the manifest", backup, n);
    return whole == n;
}
