/* message_int.h - between the files of private messages. */
#ifndef MODEL_MESSAGE_INT_H
#define MODEL_MESSAGE_INT_H

#include "model/message.h"

/* What members may know of: the SQL for a member `m` with the profile `p`. */
/* Of conversation t with member m: not what somebody wrote whose messages are hidden. */
#define MESSAGE_SUBJECT "IF(m.messages_hidden AND t.started_by = m.id, '', t.subject)"
#define MESSAGE_KNOWN "(m.state = 'active' AND m.dormant_at IS NULL AND COALESCE(p.listed, 'members') <> 'me')"

struct message_id { int64_t id; };

/* Makes the rows of message_member that are missing and holds them until the transaction ends: first of
 * all in a transaction, always in the order of their numbers. b 0: only a. */
enum err message_hold(struct db *db, int64_t a, int64_t b) MUST_CHECK;
/* What stands between two people, whoever they are. */
enum err message_between(struct db *db, int64_t by, int64_t to, struct message_person *out) MUST_CHECK;
/* When the next mail to somebody is due who is to be told something. */
enum err message_notice_set(struct db *db, int64_t member_id) MUST_CHECK;
/* The writer's limits; holding the writer's row. ERR_LIMIT. */
enum err message_limits(struct db *db, int64_t by, bool new_thread) MUST_CHECK;
/* Ends the draft that a message came from; one that another window saved since stays. */
enum err message_draft_end(struct db *db, int64_t member_id, int64_t to, const struct message_new *m) MUST_CHECK;

/* ---- mails (message_mail.c) ---- */

struct message_mailed { /* to whom */
    int64_t id;
    char   *email, *name, *lang, *zone, *state, *notice;
};
struct message_told { /* about what */
    int64_t        thread_id, sender_id;
    char          *sender, *subject, *body;
    struct instant sent_at;
};
struct message_told_list { struct message_told *v; size_t n; };
#define MESSAGE_TOLD_MOST 20 /* in one mail */
#define MESSAGE_EXCERPT 300  /* characters of each */
enum err message_mailed(struct db *db, int64_t member_id, struct message_mailed *out) MUST_CHECK;
/* Names the first MESSAGE_TOLD_MOST of them. */
enum err message_mail_notice(struct db *db, const struct message_mailed *to, const struct message_told_list *l) MUST_CHECK;
/* The decision on a report, to who made it; the warning, to who wrote the message. */
enum err message_mail_decided(struct db *db, const struct message_mailed *to, const char *state) MUST_CHECK;
enum err message_mail_warning(struct db *db, const struct message_mailed *to, const char *reason) MUST_CHECK;
/* At most n characters, with "…" when there was more. */
char *message_begins(const char *text, size_t n);

#endif
