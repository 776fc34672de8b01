/* program.c - running other programs, without a shell in between. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool/tool.h"

static int start(const char *const *argv, int in, int out)
{
    int pid = fork();

    if (pid)
        return pid;
    /* Not on the command line: everybody on the machine can read that. */
    setenv("MYSQL_PWD", db_account(true), 1);
    if (in >= 0)
        dup2(in, 0);
    if (out >= 0)
        dup2(out, 1);
    execvp(argv[0], (char *const *)argv);
    fprintf(stderr, "m4d-admin: %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static bool ended_well(int pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool child_start(const char *const *argv, bool we_write, struct child *out)
{
    int p[2];

    if (pipe2(p, O_CLOEXEC))
        return false;
    out->pid = we_write ? start(argv, p[0], -1) : start(argv, -1, p[1]);
    out->fd = we_write ? p[1] : p[0];
    close(we_write ? p[0] : p[1]);
    return out->pid > 0;
}

bool child_end(struct child *c)
{
    close(c->fd);
    return ended_well(c->pid);
}

const char *const *db_client(const char *program, const char *const *more)
{
    const char **v = talloc_zero_array(pool, const char *, 40), *host = conf_text("db_host");
    size_t       n = 0;

    v[n++] = program;
    v[n++] = "--no-defaults";
    v[n++] = fmt("--user=%s", db_account(false));
    v[n++] = "--default-character-set=utf8mb4";
    if (*host) {
        v[n++] = fmt("--host=%s", host);
        v[n++] = fmt("--port=%s", conf_text("db_port"));
        if (*conf_text("db_tls_ca")) {
            v[n++] = fmt("--ssl-ca=%s", conf_text("db_tls_ca"));
            v[n++] = "--ssl-verify-server-cert";
        }
    } else {
        v[n++] = fmt("--socket=%s", conf_text("db_socket"));
    }
    for (; *more && n < 38; more++)
        v[n++] = *more;
    return v;
}
