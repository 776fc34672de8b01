/* main.c - m4d-photo FILE: two small pictures made of a stranger's one, on standard output.
 *
 * "<bytes of the large one> <bytes of the small one>\n", then both. Otherwise the exit code says why not.
 * Started by kit/child.c with limits of memory and time. Before the first byte of the file is looked at, the
 * kernel is told that from here on this process only asks for memory, writes what it made and ends: whatever
 * a file might make of a fault in a library, it opens nothing, starts nothing and connects to nowhere. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "photo/picture.h"

#define NOT_READ 2

static bool only_memory_and_output(void)
{
    static const int calls[] = {SCMP_SYS(write), SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
                                SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(futex)};
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool            ok = f != NULL;

    for (size_t i = 0; ok && i < sizeof calls / sizeof calls[0]; i++)
        ok = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0) == 0;
    ok = ok && seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    ok = ok && seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    ok = ok && seccomp_load(f) == 0;
    if (f)
        seccomp_release(f);
    return ok;
}

static bool write_all(const void *p, size_t n)
{
    const char *at = p;

    while (n) {
        ssize_t w = write(STDOUT_FILENO, at, n);

        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return false;
        at += w;
        n -= (size_t)w;
    }
    return true;
}

static bool write_out(const struct pictures *made)
{
    char head[64];
    int  n = snprintf(head, sizeof head, "%lu %lu\n", made->nlarge, made->nsmall);

    return n > 0 && write_all(head, (size_t)n) && write_all(made->large, made->nlarge) &&
           write_all(made->small, made->nsmall);
}

int main(int argc, char **argv)
{
    struct pictures made;
    struct stat     st;
    void           *file;
    enum picture    e;
    int             fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;

    if (fd < 0 || fstat(fd, &st))
        return NOT_READ;
    if (st.st_size == 0)
        return PICTURE_KIND;
    file = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (file == MAP_FAILED)
        return PICTURE_TOO_LARGE;
    (void)colours_prepare();
    /* Where the kernel takes no filter (a container may forbid it), the limits of the process hold alone. */
    (void)only_memory_and_output();
    e = picture_make(file, (size_t)st.st_size, &made);
    if (e)
        return (int)e;
    return write_out(&made) ? 0 : NOT_READ;
}
