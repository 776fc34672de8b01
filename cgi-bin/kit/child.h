/* child.h - runs another program: without a shell, with limits, and only its output comes back.
 * What such programs read comes from strangers; they get little memory, time and nothing else. */
#ifndef KIT_CHILD_H
#define KIT_CHILD_H

#include "kit/base.h"

struct child_limits {
    int    seconds;   /* on the clock; half of it as time of the processor */
    size_t memory_mb;
    size_t output;    /* bytes of standard output; more ends it */
};
struct child_result {
    char  *text; /* standard output with a NUL; in the pool */
    size_t n;
    int    code;     /* exit code; -1: ended by a signal or by us */
    const char *why; /* for the log, when code is not 0 */
};

/* argv[0] is a whole path. beat (or NULL) is called about once a second; false ends the program.
 * ERR_INTERNAL: it could not be started. */
enum err child_run(const char *const argv[], const struct child_limits *lim, bool (*beat)(void *),
                   void *arg, struct child_result *out) MUST_CHECK;

int64_t clock_ms(void); /* only forward */

#endif
