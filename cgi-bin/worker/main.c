/* main.c - starts the two halves of the worker, keeps them running, ends them in good order. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "worker/worker.h"

#define IDLE_MS  300  /* between two looks for work */
#define DOWN_MS  2000 /* before asking a database again that did not answer */

volatile sig_atomic_t stopping;

static const char usage[] =
    "worker [options]: sends mail and does jobs until SIGTERM\n"
    "  --only mail|jobs    one of the two halves, in this process\n"
    "  --once              do what is due now, then end\n"
    "  --kinds test.       only mails and jobs whose kind begins so, and nothing by the clock. Those of\n"
    "                      kind \"test.\" are left alone by all other workers: a way to try settings,\n"
    "                      such as those of a mail server, beside the running site\n"
    "  --check-sql         prepare every statement, print what is wrong\n"
    "  --list-sql          print every statement as JSON\n"
    "Settings are read from $M4D_CONF or /etc/m4d/m4d.conf.\n";

struct options {
    const char *only;
    bool once, check_sql, list_sql;
    const char *kinds;
};

char *why_text(const char *text)
{
    const char *colon = strstr(text, ": ");

    return copy(colon && memmem(text, (size_t)(colon - text), ".c:", 3) ? colon + 2 : text);
}

void log_line(json_t *fields)
{
    json_t *line = json_pack("{s:s,s:s,s:i}", "at", instant_iso(pool, instant_now()), "app", "worker", "pid",
                             (int)getpid());

    json_object_update_missing(line, fields);
    char *text = json_dumps(line, JSON_COMPACT);
    dprintf(STDERR_FILENO, "%s\n", text ? text : "{}");
    free(text);
    json_decref(line);
    json_decref(fields);
}

static void on_stop(int sig)
{
    stopping = 1;
}

/* Sleeps, but wakes at once when told to stop: the signal is let in only while waiting. */
static void wait_ms(int ms)
{
    sigset_t open;

    sigemptyset(&open);
    if (!stopping)
        ppoll(NULL, 0, &(struct timespec){ms / 1000, (long)(ms % 1000) * 1000000}, &open);
}

/* Signals stay blocked but for wait_ms() and two instants per round, so none gets lost in between. */
static void look_for_signals(void)
{
    sigset_t stop, before;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigprocmask(SIG_UNBLOCK, &stop, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* One half: work until told to stop; pauses when there is nothing, longer when the database is gone. */
static void mail_loop(const struct options *o)
{
    struct db *db = db_open();

    while (!stopping) {
        pool = talloc_new(NULL);
        err_clear();
        bool some = mail_step(db, o->kinds);
        db_rollback(db);
        TALLOC_FREE(pool);
        look_for_signals();
        if (some)
            continue;
        mail_pause();
        if (o->once)
            break;
        wait_ms(*err_text() ? DOWN_MS : IDLE_MS);
    }
    mail_pause();
    db_close(db);
    talloc_free(db);
}

static void jobs_loop(const struct options *o)
{
    struct db *db = db_open();

    while (!stopping) {
        pool = talloc_new(NULL);
        err_clear();
        bool some = job_step(db, o->kinds);
        db_rollback(db);
        TALLOC_FREE(pool);
        look_for_signals();
        if (some)
            continue;
        if (o->once)
            break;
        wait_ms(*err_text() ? DOWN_MS : IDLE_MS);
    }
    db_close(db);
    talloc_free(db);
}

static pid_t start(void (*loop)(const struct options *), const struct options *o)
{
    pid_t parent = getpid(), pid = fork();

    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* the halves never outlive the whole */
    if (getppid() != parent)
        _exit(1);
    loop(o);
    exit(0);
}

/* Starts both halves anew when they end, and tells them to stop when we are told. */
static int look_after(const struct options *o)
{
    void (*const loops[])(const struct options *) = {mail_loop, jobs_loop};
    pid_t pids[COUNT(loops)] = {0};

    while (!stopping) {
        for (size_t i = 0; i < COUNT(loops); i++)
            if (pids[i] <= 0)
                pids[i] = start(loops[i], o);
        wait_ms(1000);
        for (size_t i = 0; i < COUNT(loops); i++)
            if (pids[i] > 0 && waitpid(pids[i], NULL, WNOHANG) == pids[i])
                pids[i] = 0;
    }
    for (size_t i = 0; i < COUNT(loops); i++)
        if (pids[i] > 0)
            kill(pids[i], SIGTERM);
    for (size_t i = 0; i < COUNT(loops); i++)
        while (pids[i] > 0 && waitpid(pids[i], NULL, 0) < 0 && errno == EINTR)
            ;
    return 0;
}

static bool options_read(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"only", required_argument, NULL, 'o'},  {"once", no_argument, NULL, '1'},
        {"kinds", required_argument, NULL, 'k'}, {"check-sql", no_argument, NULL, 'c'},
        {"list-sql", no_argument, NULL, 'l'}, {0}};

    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (c == 'o' && (strcmp(optarg, "mail") == 0 || strcmp(optarg, "jobs") == 0))
            o->only = optarg;
        else if (c == '1')
            o->once = true;
        else if (c == 'k')
            o->kinds = optarg;
        else if (c == 'c')
            o->check_sql = true;
        else if (c == 'l')
            o->list_sql = true;
        else
            return false;
    }
    return optind == argc;
}

static void catch_signals(void)
{
    struct sigaction stop = {.sa_handler = on_stop};
    sigset_t blocked;

    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
}

static int check_sql(void)
{
    struct db *db = db_open();
    int faults = db_check_statements(db);

    db_close(db);
    talloc_free(db);
    TALLOC_FREE(pool);
    return faults ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct options o = {0};

    if (!options_read(argc, argv, &o)) {
        fputs(usage, stderr);
        return 2;
    }
    pool = talloc_new(NULL);
    conf_read(NULL);
    lang_use(LANG_EN);
    if (o.list_sql) {
        db_print_statements();
        TALLOC_FREE(pool);
        return 0;
    }
    if (o.check_sql)
        return check_sql();
    TALLOC_FREE(pool);
    catch_signals();
    if (!o.only && !o.once)
        return look_after(&o);
    if (!o.only || strcmp(o.only, "mail") == 0)
        mail_loop(&o);
    if (!o.only || strcmp(o.only, "jobs") == 0)
        jobs_loop(&o);
    return 0;
}
