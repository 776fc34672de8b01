/* message_report.h - messages that their readers bring before the moderators.
 *
 * What two people wrote to each other is for them alone. A moderator sees the reported message and the two
 * on either side of it, only after pressing a button, and the audit log keeps who did. Nobody decides on a
 * report of his own or about himself.
 *
 * Strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_MESSAGE_REPORT_H
#define MODEL_MESSAGE_REPORT_H

#include "model/message.h"

extern const char *const message_reasons[]; /* "unwanted", "abuse", "fraud", "other", NULL */
const char *message_reason_word(const char *reason);
const char *message_report_state_word(const char *state);

enum { MESSAGE_REPORTS_A_DAY = 20 };

struct message_report {
    int64_t        id, thread_id;
    int            n;
    int64_t        reporter_id, sender_id; /* sender 0: erased */
    char          *reporter, *sender;      /* names, also of suspended people */
    char          *reason, *note, *state;
    struct instant created_at;
    int64_t        decided_by;
    char          *decider;
    struct instant decided_at;
    char          *decision;
};
struct message_reports { struct message_report *v; size_t n; };

struct message_report_new {
    int64_t thread;
    int     n;
    char   *reason, *note;
    bool    block; /* the sender may not write to the reporter any more */
};
/* The message of the other one that could be reported. ERR_NOT_FOUND: none that this member sees. */
enum err message_report_ask(struct db *db, const struct user *by, int64_t thread, int n, struct message_thread *t,
                            struct message_one *out) MUST_CHECK;
/* A second report of the same message changes nothing. ERR_LIMIT: enough for a day. */
enum err message_report_add(struct db *db, const struct user *by, const struct message_report_new *f) MUST_CHECK;

/* ---- for moderators ---- */

/* Open ones oldest first, else newest first; after this id (0: from the first). back: those before it
 * instead, nearest first. */
enum err message_report_list(struct db *db, bool open, int64_t at, bool back, int limit,
                             struct message_reports *out) MUST_CHECK;
enum err message_report_get(struct db *db, int64_t id, struct message_report *out) MUST_CHECK;
/* Whether this member of staff has opened the messages. */
enum err message_report_opened(struct db *db, const struct user *by, int64_t id, bool *out) MUST_CHECK;
enum err message_report_open(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* The reported one and the few around it. ERR_FORBIDDEN before message_report_open(). */
enum err message_report_messages(struct db *db, const struct user *by, const struct message_report *m,
                                 struct message_some *out) MUST_CHECK;
/* "dismissed", "warned" or "suspended" (administrators; all open reports about the writer are decided with it).
 * The reporter is told by mail, and who is warned.
 * ERR_CONFLICT: decided already; ERR_FORBIDDEN: not theirs to decide, or
 * they have not opened it; ERR_INVALID as member_suspend(). */
enum err message_report_decide(struct db *db, const struct user *by, int64_t id, const char *state,
                               const char *why) MUST_CHECK;

#endif
