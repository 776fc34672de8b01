/* sink.c - see sink.h. */
#include "worker/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err write_file(const char *path, const char *s)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    size_t n = strlen(s);
    bool ok = fd >= 0;

    while (ok && n > 0) {
        ssize_t w = write(fd, s, n);
        ok = w > 0 || (w < 0 && errno == EINTR);
        if (w > 0) {
            s += w;
            n -= (size_t)w;
        }
    }
    ok = ok && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (!ok)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(why));
    return OK;
}

/* link() and not rename(): it does not replace, so of two writers only one has it. */
enum err sink_write(const char *folder, int64_t id, const char *message)
{
    const char *path = fmt("%s/%" PRId64 ".eml", folder, id);
    const char *temp = fmt("%s/.%" PRId64 ".%d", folder, id, (int)getpid());

    if (access(path, F_OK) == 0)
        return OK;
    mkdir(folder, 0755);
    TRY(write_file(temp, message));
    bool ok = link(temp, path) == 0 || errno == EEXIST;
    int why = errno;
    unlink(temp);
    if (!ok)
        FAIL(ERR_INTERNAL, "%s: %s", path, strerror(why));
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        fsync(dir);
        close(dir);
    }
    return OK;
}
