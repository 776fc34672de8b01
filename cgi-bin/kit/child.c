/* child.c - see child.h. */
#include "kit/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOT_STARTED 127

int64_t clock_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Never without its limits: where they cannot be set, nothing is started. */
static void limit(__rlimit_resource_t what, rlim_t n)
{
    struct rlimit now;

    if (getrlimit(what, &now) == 0 && now.rlim_max < n)
        n = now.rlim_max;
    if (setrlimit(what, &(struct rlimit){n, n}))
        _exit(NOT_STARTED);
}

/* Between fork and exec: only calls that are safe there. */
static void become(const char *const argv[], const struct child_limits *lim, int out)
{
    static char *const env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", NULL};
    int null = open("/dev/null", O_RDWR);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    setpgid(0, 0);
    dup2(null, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    close_range(3, ~0U, 0);
    limit(RLIMIT_CPU, (rlim_t)(lim->seconds / 2 + 1));
    limit(RLIMIT_AS, (rlim_t)lim->memory_mb << 20);
    limit(RLIMIT_FSIZE, 0); /* it writes no files, a pipe is none */
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 32);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(argv[0], (char *const *)(uintptr_t)argv, env);
    _exit(NOT_STARTED);
}

/* Reads what is there. 1: more may come, 0: the end, -1: too much. */
static int take(int fd, struct child_result *r, size_t most)
{
    char buf[65536];
    ssize_t n = read(fd, buf, sizeof buf);

    if (n < 0)
        return errno == EINTR || errno == EAGAIN ? 1 : 0;
    if (n == 0)
        return 0;
    if (r->n + (size_t)n > most)
        return -1;
    if (talloc_get_size(r->text) < r->n + (size_t)n + 1)
        r->text = talloc_realloc(pool, r->text, char, (unsigned)((r->n + (size_t)n) * 2 + 1));
    memcpy(r->text + r->n, buf, (size_t)n);
    r->n += (size_t)n;
    return 1;
}

/* Until it closes its output, or must be ended: then says why. */
static const char *listen_to(int fd, const struct child_limits *lim, bool (*beat)(void *), void *arg,
                             struct child_result *r)
{
    int64_t end = clock_ms() + (int64_t)lim->seconds * 1000, next_beat = clock_ms() + 1000;

    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = poll(&p, 1, 250);
        int more = ready > 0 ? take(fd, r, lim->output) : 1;

        if (more == 0)
            return NULL;
        if (more < 0)
            return "too much output";
        if (clock_ms() > end)
            return "took too long";
        if (beat && clock_ms() > next_beat) {
            next_beat = clock_ms() + 1000;
            if (!beat(arg))
                return "no longer wanted";
        }
    }
}

enum err child_run(const char *const argv[], const struct child_limits *lim, bool (*beat)(void *),
                   void *arg, struct child_result *out)
{
    struct child_result r = {.text = talloc_zero_size(pool, 4096), .code = -1};
    int pipe_fd[2], status = 0;

    if (pipe2(pipe_fd, O_CLOEXEC))
        FAIL(ERR_INTERNAL, "pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        become(argv, lim, pipe_fd[1]);
    close(pipe_fd[1]);
    if (pid < 0) {
        close(pipe_fd[0]);
        FAIL(ERR_INTERNAL, "fork: %s", strerror(errno));
    }
    r.why = listen_to(pipe_fd[0], lim, beat, arg, &r);
    close(pipe_fd[0]);
    if (r.why)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    r.text[r.n] = '\0';
    if (WIFEXITED(status) && !r.why) {
        r.code = WEXITSTATUS(status);
        if (r.code == NOT_STARTED)
            FAIL(ERR_INTERNAL, "%s cannot be started", argv[0]);
        if (r.code)
            r.why = fmt("ended with code %d", r.code);
    } else if (!r.why) {
        r.why = fmt("ended by signal %d", WTERMSIG(status));
    }
    *out = r;
    return OK;
}
