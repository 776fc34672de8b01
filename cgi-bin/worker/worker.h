/* worker.h - the program that does what need not be done while somebody waits: mail, reading of files,
 * imports, clean-up.
 *
 * One process looks after two children, one for mail and one for jobs, so that a long import never
 * holds up a confirmation mail. Several workers may run, on one machine or on many. */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <jansson.h>
#include <signal.h>

#include "kit/child.h"
#include "model/job.h"
#include "model/mail.h"

/* SIGTERM came: end what is in hand, begin nothing new. */
extern volatile sig_atomic_t stopping;

/* ---- jobs ---- */

struct work { /* a job in hand */
    struct db        *db;
    const struct job *job;
    json_t           *payload; /* an object */
    json_t           *result;  /* an object; what it found, for the page of jobs */
    int               done, steps;
    int64_t           renewed_at; /* seconds */
    bool              lost;    /* in other hands by now: stop */
};
/* One kind of job. It may be run again after any interruption, so what it does is right when done
 * twice. ERR_INVALID and ERR_NOT_FOUND are final; anything else is tried again. */
struct kind {
    const char *name;
    enum err (*run)(struct work *w);
    int hold; /* seconds that one piece of it may take without work_beat(); 0: the usual lease */
};
extern const struct kind kinds[];
extern const size_t      nkinds;

int64_t work_id(const struct work *w, const char *name); /* number in the payload, or 0 */
/* I am still at it; outside of transactions. False: stop, somebody else has it. */
bool work_beat(struct work *w);
bool work_progress(struct work *w, int done, int steps);

enum err file_read(struct work *w) MUST_CHECK;
enum err file_scan(struct work *w) MUST_CHECK;
enum err alerts_send(struct work *w) MUST_CHECK;
enum err site_check(struct work *w) MUST_CHECK;
enum err messages_notify(struct work *w) MUST_CHECK;
enum err copy_make(struct work *w) MUST_CHECK;
enum err erasure_finish(struct work *w) MUST_CHECK;
enum err members_check(struct work *w) MUST_CHECK;
enum err sweep(struct work *w) MUST_CHECK;
enum err sweep_store(struct work *w, int64_t *n) MUST_CHECK; /* sweep_store.c: its part of the clean-up */
/* Takes one file out of the store at once, unless a row still names it. */
enum err sweep_one(struct work *w, const char *sha, int64_t *n) MUST_CHECK;

/* file_scan.c: does the virus scanner answer? */
bool scanner_answers(void);

/* Takes and does one job; false: there was none. only: kinds that begin so, and nothing by the
 * clock; NULL: all but "test.". A job "test.file.read" is done as "file.read" is. */
bool job_step(struct db *db, const char *only);

/* ---- mail ---- */

/* Takes and sends one mail; false: there was none. only: kinds that begin so; NULL: all but "test." */
bool mail_step(struct db *db, const char *only);
/* Says good-bye to the mail server. */
void mail_pause(void);

/* One line of the log on standard error, JSON as the web programs write it: these fields and when, which
 * program, which process. Takes the reference. */
void log_line(json_t *fields);
/* err_text() without the place in the source: what pages show to staff. */
char *why_text(const char *err_text);

#endif
