/* file_scan.c - the job "file.scan", payload {"file":id}: has clamd look at a file of the library
 * (INSTREAM over its unix socket). A file that waits for its scan is not served; an infected one never
 * is. While clamd is away the job is tried again. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "worker/file_sql.h"
#include "worker/worker.h"

#define PIECE   65536
#define PATIENCE 60 /* seconds without a sign of life */

static enum err scanner_open(int *fd)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    struct timeval t = {.tv_sec = PATIENCE};
    const char *path = conf_text("clamd_socket");

    if (strlen(path) >= sizeof a.sun_path)
        FAIL(ERR_INVALID, "clamd_socket is too long");
    memcpy(a.sun_path, path, strlen(path) + 1);
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(*fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
    setsockopt(*fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
    if (connect(*fd, (struct sockaddr *)&a, sizeof a)) {
        int why = errno;
        close(*fd);
        FAIL(ERR_INTERNAL, "the scanner at %s does not answer: %s", path, strerror(why));
    }
    return OK;
}

static bool send_all(int fd, const void *p, size_t n)
{
    const char *s = p;

    while (n > 0) {
        ssize_t w = send(fd, s, n, MSG_NOSIGNAL);
        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return false;
        s += w;
        n -= (size_t)w;
    }
    return true;
}

/* False: the scanner stopped listening; it may have said why. */
static bool send_file(struct work *w, int scanner, int file)
{
    char buf[PIECE];
    ssize_t n;

    if (!send_all(scanner, "zINSTREAM", sizeof "zINSTREAM"))
        return false;
    while ((n = read(file, buf, sizeof buf)) > 0) {
        uint32_t size = htonl((uint32_t)n);
        if (!send_all(scanner, &size, sizeof size) || !send_all(scanner, buf, (size_t)n))
            return false;
        work_beat(w);
    }
    return n == 0 && send_all(scanner, &(uint32_t){0}, sizeof(uint32_t));
}

static char *answer(int scanner)
{
    char buf[512];
    size_t n = 0;
    ssize_t got;

    while (n < sizeof buf - 1 && (got = recv(scanner, buf + n, sizeof buf - 1 - n, 0)) > 0)
        n += (size_t)got;
    buf[n] = '\0';
    return text_tidy(pool, utf8_valid(buf, strlen(buf)) ? buf : "", true);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

static enum err look_at(struct work *w, const struct file_row *f, char **said)
{
    int scanner, file = open(store_path(f->sha256), O_RDONLY | O_CLOEXEC);

    if (file < 0)
        FAIL(ERR_INTERNAL, "the store has no %s", f->sha256);
    enum err e = scanner_open(&scanner);
    if (e) {
        close(file);
        return e;
    }
    bool sent = send_file(w, scanner, file);
    *said = answer(scanner);
    close(file);
    close(scanner);
    if (!sent && empty(*said))
        FAIL(ERR_INTERNAL, "the scanner broke off");
    return OK;
}

bool scanner_answers(void)
{
    int  fd;
    bool good;

    if (scanner_open(&fd) != OK) {
        err_clear();
        return false;
    }
    good = send_all(fd, "zPING", sizeof "zPING") && strcmp(answer(fd), "PONG") == 0;
    close(fd);
    return good;
}

enum err file_scan(struct work *w)
{
    struct file_row f;
    char *said;

    TRY(file_row(w->db, work_id(w, "file"), &f));
    if (empty(conf_text("clamd_socket")))
        return file_scan_save(w->db, &f, "off", NULL);
    TRY(look_at(w, &f, &said));
    if (ends_with(said, ": OK"))
        return file_scan_save(w->db, &f, "clean", NULL);
    if (ends_with(said, " FOUND"))
        return file_scan_save(w->db, &f, "infected", said);
    FAIL(ERR_INTERNAL, "the scanner says: %s", said);
}
