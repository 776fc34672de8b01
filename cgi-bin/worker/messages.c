/* messages.c - mails members that somebody has written to them; see model/message.h. */
#include "model/message.h"
#include "worker/worker.h"

#define TRIES 5 /* of one member, when another program holds the rows */

enum err messages_notify(struct work *w)
{
    struct message_noticed sum = {0};
    int                    busy = 0;

    while (work_beat(w)) {
        enum err e;
        if (stopping)
            FAIL(ERR_BUSY, "told to stop");
        e = message_notice_next(w->db, &sum);
        if (e == ERR_NOT_FOUND)
            break;
        if (e == ERR_BUSY && ++busy < TRIES)
            continue;
        TRY(e);
        busy = 0;
    }
    err_clear();
    json_object_set_new(w->result, "members", json_integer(sum.members));
    json_object_set_new(w->result, "mails", json_integer(sum.mails));
    json_object_set_new(w->result, "messages", json_integer(sum.messages));
    return OK;
}
