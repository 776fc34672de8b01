/* pdf_lang.c - see pdf_lang.h. */
#include "worker/pdf_lang.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define STREAM_MOST (8u << 20)
#define ALL_MOST    (64u << 20)

/* "/Lang (fr)" or "/Lang <FEFF...>", not empty. */
static bool lang_in(const unsigned char *p, size_t n)
{
    const unsigned char *end = p + n;

    while ((p = memmem(p, (size_t)(end - p), "/Lang", 5)) != NULL) {
        p += 5;
        const unsigned char *q = p;
        while (q < end && (*q == ' ' || *q == '\r' || *q == '\n' || *q == '\t'))
            q++;
        if (end - q >= 2 && ((*q == '(' && q[1] != ')') || (*q == '<' && q[1] != '>' && q[1] != '<')))
            return true;
    }
    return false;
}

/* Unpacks one stream into buf; bytes written. A broken stream gives what came before the fault. */
static size_t unpack(const unsigned char *p, size_t n, unsigned char *buf)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)p,
                  .avail_in = n > STREAM_MOST ? STREAM_MOST : (unsigned)n,
                  .next_out = buf,
                  .avail_out = STREAM_MOST};

    if (inflateInit(&z) != Z_OK)
        return 0;
    inflate(&z, Z_FINISH);
    size_t got = STREAM_MOST - z.avail_out;
    inflateEnd(&z);
    return got;
}

/* Where the data begins of the stream whose dictionary p is in, or NULL. */
static const unsigned char *stream_data(const unsigned char *p, const unsigned char *end)
{
    size_t n = (size_t)(end - p) < 2048 ? (size_t)(end - p) : 2048;
    const unsigned char *s = memmem(p, n, "stream", 6);

    if (!s)
        return NULL;
    s += 6;
    if (s < end && *s == '\r')
        s++;
    if (s < end && *s == '\n')
        s++;
    return s < end ? s : NULL;
}

bool pdf_has_lang(const unsigned char *p, size_t n)
{
    const unsigned char *end = p + n;
    bool found = lang_in(p, n);
    unsigned char *buf = NULL;

    for (size_t all = 0; !found && all < ALL_MOST;) {
        if ((p = memmem(p, (size_t)(end - p), "/ObjStm", 7)) == NULL)
            break;
        p += 7;
        const unsigned char *data = stream_data(p, end);
        if (!data)
            continue;
        if (!buf && !(buf = malloc(STREAM_MOST)))
            break;
        size_t got = unpack(data, (size_t)(end - data), buf);
        found = lang_in(buf, got);
        all += got + 1024; /* empty ones cost too */
    }
    free(buf);
    return found;
}

bool pdf_file_has_lang(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    bool found = false;

    if (fd < 0)
        return false;
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p != MAP_FAILED) {
            found = pdf_has_lang(p, (size_t)st.st_size);
            munmap(p, (size_t)st.st_size);
        }
    }
    close(fd);
    return found;
}
