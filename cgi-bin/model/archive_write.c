/* archive_write.c - makes ZIP archives by libzip, which reads each file as it packs it. */
#include "model/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

struct asking {
    bool (*tick)(void *arg);
    void *arg;
};

static int asked(zip_t *z, void *arg)
{
    const struct asking *a = arg;

    (void)z;
    return a->tick && !a->tick(a->arg);
}

static enum err add(zip_t *z, const struct archive_part *p)
{
    zip_source_t *s = zip_source_file(z, p->path, 0, -1);
    zip_int64_t   i = s ? zip_file_add(z, p->name, s, ZIP_FL_ENC_UTF_8) : -1;

    if (i < 0) {
        if (s)
            zip_source_free(s);
        FAIL(ERR_INTERNAL, "%s: %s", p->name, zip_strerror(z));
    }
    if (zip_set_file_compression(z, (zip_uint64_t)i, p->pack ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0))
        FAIL(ERR_INTERNAL, "%s: %s", p->name, zip_strerror(z));
    return OK;
}

static enum err sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC), rc;

    rc = fd < 0 ? -1 : fchmod(fd, 0640) || fsync(fd) ? -1 : 0;
    if (fd >= 0)
        close(fd);
    if (rc)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", path, strerror(errno));
    return OK;
}

static enum err finish(zip_t *z, const char *to)
{
    zip_error_t *e;
    enum err     why;

    if (zip_close(z) == 0)
        return sync_file(to);
    e = zip_get_error(z);
    why = zip_error_code_zip(e) == ZIP_ER_CANCELLED    ? ERR_BUSY
          : zip_error_code_system(e) == ENOSPC ? ERR_SPACE
                                               : ERR_INTERNAL;
    err_set(why, __FILE__, __LINE__, "%s: %s", to, zip_error_strerror(e));
    zip_discard(z);
    return why;
}

enum err archive_write(const char *to, const struct archive_part *parts, size_t n, bool (*tick)(void *arg), void *arg)
{
    struct asking asking = {tick, arg};
    int           why;
    zip_t        *z = zip_open(to, ZIP_CREATE | ZIP_TRUNCATE, &why);

    if (!z)
        FAIL(ERR_INTERNAL, "%s: libzip error %d", to, why);
    for (size_t i = 0; i < n; i++) {
        enum err e = add(z, &parts[i]);

        if (e) {
            zip_discard(z);
            return e;
        }
    }
    zip_register_cancel_callback_with_state(z, asked, NULL, &asking);
    return finish(z, to);
}
