/* alerts.c - mails members what is new for the searches that they keep; see model/saved_search.h. */
#include "model/saved_search.h"
#include "worker/worker.h"

#define FORGET_AT_ONCE 1000
#define TRIES 5 /* of one member, when another program holds his rows */

static enum err forget(struct work *w)
{
    int64_t n = FORGET_AT_ONCE;

    while (n == FORGET_AT_ONCE && work_beat(w))
        TRY(saved_search_forget(w->db, FORGET_AT_ONCE, &n));
    return OK;
}

static enum err send_all(struct work *w, struct saved_search_sent *sum)
{
    int busy = 0;

    while (work_beat(w)) {
        enum err e;
        if (stopping)
            FAIL(ERR_BUSY, "told to stop");
        e = saved_search_run_next(w->db, sum);
        if (e == ERR_NOT_FOUND) {
            err_clear();
            return OK;
        }
        if (e == ERR_BUSY && ++busy < TRIES)
            continue;
        TRY(e);
        busy = 0;
    }
    return OK;
}

enum err alerts_send(struct work *w)
{
    struct saved_search_sent sum = {0};

    TRY(send_all(w, &sum));
    TRY(forget(w));
    json_object_set_new(w->result, "members", json_integer(sum.members));
    json_object_set_new(w->result, "mails", json_integer(sum.mails));
    json_object_set_new(w->result, "publications", json_integer(sum.told));
    return OK;
}
