/* erasure.c - what is left to do once an account is gone from the database: its number in the list of erasures,
 * its files off the disk. Right when done twice. */
#include "model/erasure.h"

#include <unistd.h>

#include "model/member_check.h"
#include "model/personal_copy.h"
#include "worker/worker.h"

static enum err remove_files(struct work *w, int64_t *n)
{
    json_t *v;
    size_t  i;

    json_array_foreach(json_object_get(w->payload, "files"), i, v)
        if (json_is_string(v) && strlen(json_string_value(v)) == 64)
            TRY(sweep_one(w, json_string_value(v), n));
    json_array_foreach(json_object_get(w->payload, "copies"), i, v)
        personal_copy_remove((int64_t)json_integer_value(v));
    json_array_foreach(json_object_get(w->payload, "pieces"), i, v)
        (void)unlink(fmt("%s/uploads/%" PRId64, conf_text("files_dir"), (int64_t)json_integer_value(v)));
    return OK;
}

enum err erasure_finish(struct work *w)
{
    int64_t        id = work_id(w, "member"), n = 0;
    const char    *at = json_string_value(json_object_get(w->payload, "at"));
    struct instant t;
    json_t        *v;
    size_t         i;

    if (!id || !at || !parse_instant(at, &t))
        FAIL(ERR_INVALID, "the payload names no account");
    TRY(erasure_note(id, t));
    /* Accounts that had become one with it are other ones in older backups. */
    json_array_foreach(json_object_get(w->payload, "merged"), i, v)
        TRY(erasure_note((int64_t)json_integer_value(v), t));
    TRY(remove_files(w, &n));
    json_object_set_new(w->result, "files", json_integer(n));
    return OK;
}

/* ---- "is this still you?" ---- */

enum err members_check(struct work *w)
{
    struct checked sum = {0};
    int            busy = 0;

    while (work_beat(w) && sum.mails + sum.erased < CHECK_MAILS_MOST) {
        enum err e;

        if (stopping)
            FAIL(ERR_BUSY, "told to stop");
        e = member_check_one(w->db, &sum);
        if (e == ERR_NOT_FOUND) {
            err_clear();
            break;
        }
        if (e == ERR_BUSY && ++busy < 5)
            continue;
        TRY(e);
        busy = 0;
    }
    json_object_set_new(w->result, "mails", json_integer(sum.mails));
    json_object_set_new(w->result, "resting", json_integer(sum.rest));
    json_object_set_new(w->result, "erased", json_integer(sum.erased));
    return OK;
}
