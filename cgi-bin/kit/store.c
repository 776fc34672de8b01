/* store.c - files by the hash of their content: files_dir/ab/cd/<sha256>, mode 0640, written once. */
#include <errno.h>
#include <fcntl.h>
#include <gcrypt.h>
#include <magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "kit/base.h"

char *store_path(const char *sha)
{
    return fmt("%s/%.2s/%.2s/%s", conf_text("files_dir"), sha, sha + 2, sha);
}

bool store_has(const char *sha)
{
    struct stat st;

    return stat(store_path(sha), &st) == 0;
}

int64_t store_free_bytes(void)
{
    struct statvfs v;

    if (statvfs(conf_text("files_dir"), &v))
        return 0;
    return (int64_t)v.f_bavail * (int64_t)v.f_frsize;
}

enum err store_temp(int *fd, char **path)
{
    if (store_free_bytes() < conf_int("free_space_floor_mb") * 1048576)
        FAIL(ERR_SPACE, "less than %s MB free for files", conf_text("free_space_floor_mb"));
    *path = fmt("%s/tmp/XXXXXX", conf_text("files_dir"));
    *fd = mkostemp(*path, O_CLOEXEC);
    if (*fd < 0 && errno == ENOENT) {
        mkdir(fmt("%s/tmp", conf_text("files_dir")), 0770);
        *path = fmt("%s/tmp/XXXXXX", conf_text("files_dir"));
        *fd = mkostemp(*path, O_CLOEXEC);
    }
    if (*fd < 0)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", *path, strerror(errno));
    return OK;
}

static enum err hash_file(int fd, unsigned char out[SHA256_LEN], int64_t *size)
{
    char         buf[65536];
    gcry_md_hd_t md;
    ssize_t      n;

    if (gcry_md_open(&md, GCRY_MD_SHA256, 0))
        abort();
    *size = 0;
    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, buf, sizeof buf)) > 0) {
        gcry_md_write(md, buf, (size_t)n);
        *size += n;
    }
    memcpy(out, gcry_md_read(md, GCRY_MD_SHA256), SHA256_LEN);
    gcry_md_close(md);
    if (n < 0)
        FAIL(ERR_INTERNAL, "reading back: %s", strerror(errno));
    return OK;
}

static const char *type_of(const char *path)
{
    static magic_t cookie;
    const char    *mime;

    if (!cookie) {
        cookie = magic_open(MAGIC_MIME_TYPE);
        if (!cookie || magic_load(cookie, NULL))
            return "application/octet-stream";
    }
    mime = magic_file(cookie, path);
    return copy(mime ? mime : "application/octet-stream");
}

static enum err sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc;

    if (fd < 0)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(errno));
    rc = fsync(fd);
    close(fd);
    if (rc)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(errno));
    return OK;
}

/* Both levels of folders, synced when new. */
static enum err folders(const char *sha)
{
    const char *top = conf_text("files_dir");
    char       *a = fmt("%s/%.2s", top, sha), *b = fmt("%s/%.2s", a, sha + 2);

    if (mkdir(a, 0750) == 0)
        TRY(sync_folder(top));
    else if (errno != EEXIST)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", a, strerror(errno));
    if (mkdir(b, 0750) == 0)
        TRY(sync_folder(a));
    else if (errno != EEXIST)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", b, strerror(errno));
    return OK;
}

static enum err keep(int fd, const char *path, struct stored *out)
{
    unsigned char h[SHA256_LEN];
    char         *to;

    TRY(hash_file(fd, h, &out->size));
    out->sha256 = hex(h, sizeof h);
    out->mime = out->size ? type_of(path) : "application/x-empty";
    TRY(folders(out->sha256));
    to = store_path(out->sha256);
    /* The time says since when it is here, however old the piece file was: the clean-up goes by it. */
    if (fchmod(fd, 0640) || futimens(fd, NULL) || fsync(fd) || rename(path, to))
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", to, strerror(errno));
    return sync_folder(fmt("%s/%.2s/%.2s", conf_text("files_dir"), out->sha256, out->sha256 + 2));
}

enum err store_keep(int fd, const char *path, struct stored *out)
{
    enum err e = keep(fd, path, out);

    close(fd);
    if (e)
        unlink(path);
    return e;
}

enum err store_bytes(const void *p, size_t n, struct stored *out)
{
    const char *at = p;
    char       *path;
    int         fd;

    TRY(store_temp(&fd, &path));
    while (n) {
        ssize_t w = write(fd, at, n);

        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0) {
            int why = errno;

            close(fd);
            unlink(path);
            FAIL(why == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", path, strerror(why));
        }
        at += w;
        n -= (size_t)w;
    }
    return store_keep(fd, path, out);
}
