/* message.h - private messages: conversations of two members, in which no address is ever shown.
 *
 * A conversation has a subject and numbered messages. Each of the two has a row of their own for it
 * (message_party): where it is kept, how far it is read, what is deleted for them. How many conversations
 * have something unread stands in message_member, so that every page can tell it at the cost of one row.
 *
 * Who may write: a new conversation goes to an active member whom other members may know of. People who
 * block somebody, and people who want no messages at all, look the same from outside: nobody is told that
 * he is blocked. Who wants no messages, or blocks the other one, cannot write either: no answer could come.
 *
 * How much, so that nobody can flood others; an account is young on its first day:
 *
 *     new conversations in a day    20, young 5
 *     messages in an hour           60, young 10
 *
 * People who are suspended or erased show as "Former member"; what they wrote while they were here stays
 * readable for the other one, until it is erased with their account (personal_messages.c).
 *
 * Strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

#include "kit/base.h"

enum {
    MESSAGE_SUBJECT_MOST = 150,
    MESSAGE_BODY_MOST = 10000,
    MESSAGE_THREADS_A_DAY = 20,
    MESSAGE_THREADS_YOUNG = 5,
    MESSAGE_AN_HOUR = 60,
    MESSAGE_AN_HOUR_YOUNG = 10,
    MESSAGE_DRAFTS_MOST = 100
};

/* ---- who ---- */

/* Why one cannot write to somebody. */
enum message_bar {
    BAR_NONE,
    BAR_CLOSED, /* they take none: from anybody, or from this one */
    BAR_GONE,   /* suspended or erased */
    BAR_OWN,    /* the writer takes none */
    BAR_BLOCK   /* the writer blocks them */
};
struct message_person {
    int64_t id;
    char   *name;  /* NULL: a former member */
    bool    known; /* other members may know of them: there is a page about them */
    enum message_bar bar;
};
const char *message_bar_word(enum message_bar bar); /* a sentence; NULL for BAR_NONE */

/* Somebody to begin a conversation with. ERR_NOT_FOUND: nobody, or nobody whom `by` may know of. */
enum err message_person(struct db *db, const struct user *by, int64_t id, struct message_person *out) MUST_CHECK;

/* ---- lists ---- */

enum message_box { BOX_INBOX, BOX_UNREAD, BOX_ARCHIVE };
struct message_row {
    int64_t        thread_id;
    int64_t        other_id; /* 0: erased */
    char          *other;    /* name; NULL: a former member */
    char          *subject;  /* "": the person who wrote it is erased */
    char          *begins;   /* how the latest message begins */
    bool           mine;     /* the reader wrote that one */
    bool           unread;
    int            messages;
    struct instant last_at;
};
struct message_rows { struct message_row *v; size_t n; };
struct message_ask {
    enum message_box box;
    const char      *q; /* beginning of a name, or of a word of it; NULL: any */
    struct instant   at; /* with at_id: what comes after that conversation; 0: from the first */
    int64_t          at_id;
    bool             back; /* what comes before it instead, nearest first */
    int              limit;
};
/* By the latest message, newest first. */
enum err message_list(struct db *db, int64_t member_id, const struct message_ask *a, struct message_rows *out) MUST_CHECK;
struct message_counts { int unread; int64_t drafts, reports; };
/* reports: those that wait for a decision, when `by` decides on them. */
enum err message_count(struct db *db, const struct user *by, struct message_counts *out) MUST_CHECK;

/* ---- one conversation ---- */

struct message_thread {
    int64_t id;
    char   *subject;
    char   *place; /* inbox archive gone */
    bool    unread;
    int     messages, read_n, hidden_n;
    struct message_person other;
};
struct message_one {
    int            n;
    int64_t        sender_id; /* 0: erased */
    struct instant sent_at;
    char          *body;
    bool           reported; /* by the reader */
    bool           hidden;   /* the writer is suspended for what they wrote; the body is empty */
};
struct message_some { struct message_one *v; size_t n; };

/* ERR_NOT_FOUND: none that they take part in. */
enum err message_thread(struct db *db, const struct user *by, int64_t id, struct message_thread *out) MUST_CHECK;
/* The last ones before message number `before` (0: the very last), oldest first. */
enum err message_read(struct db *db, const struct user *by, const struct message_thread *t, int before, int limit,
                      struct message_some *out) MUST_CHECK;
/* Each of these: ERR_NOT_FOUND when they do not take part. */
enum err message_mark_read(struct db *db, const struct user *by, int64_t thread, int up_to) MUST_CHECK;
enum err message_mark_unread(struct db *db, const struct user *by, int64_t thread) MUST_CHECK;
/* "inbox", "archive", or "gone": deleted for them. */
enum err message_move(struct db *db, const struct user *by, int64_t thread, const char *place) MUST_CHECK;

/* ---- writing ---- */

struct message_new {
    int64_t     to;      /* begins a conversation with them; 0: see thread */
    int64_t     thread;  /* or goes into this one */
    const char *subject, *body;
    int         seen;    /* in a conversation: the writer has read up to this one */
    int         version; /* of the draft that becomes this message; 0: none */
    const char *key;     /* of the form: sent twice, it is one message */
};
/* Also ends the draft. ERR_NOT_FOUND: no such person or conversation; ERR_FORBIDDEN: *bar says why;
 * ERR_LIMIT: too many for now. */
enum err message_send(struct db *db, const struct user *by, const struct message_new *m, enum message_bar *bar,
                      int64_t *thread) MUST_CHECK;

/* ---- drafts: one for each person in each conversation ---- */

struct message_draft {
    int64_t        id, to_id, thread_id;
    char          *subject, *body;
    int            version;
    struct instant saved_at;
    char          *other; /* NULL: a former member */
};
struct message_drafts { struct message_draft *v; size_t n; };
/* *found false: there is none. */
enum err message_draft(struct db *db, int64_t member_id, int64_t to, int64_t thread, struct message_draft *out,
                       bool *found) MUST_CHECK;
enum err message_draft_list(struct db *db, int64_t member_id, struct message_drafts *out) MUST_CHECK;
/* m->version: of the draft that the form was filled with. ERR_CONFLICT: it was saved by another window
 * meanwhile, or ended; ERR_LIMIT: they keep too many; ERR_NOT_FOUND as for sending. *sent: this very form
 * was sent, and nothing is kept. */
enum err message_draft_save(struct db *db, const struct user *by, const struct message_new *m, int *version,
                            bool *sent) MUST_CHECK;
enum err message_draft_drop(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

/* ---- who may not write to me ---- */

struct message_blocked {
    int64_t        id;
    char          *name; /* NULL: a former member */
    struct instant created_at;
};
struct message_blocks { struct message_blocked *v; size_t n; };
enum err message_block_list(struct db *db, int64_t member_id, struct message_blocks *out) MUST_CHECK;
/* Whether the two have a conversation. */
enum err message_met(struct db *db, const struct user *by, int64_t who, bool *out) MUST_CHECK;
/* Somebody whom they may know of or have a conversation with; ERR_NOT_FOUND otherwise. */
enum err message_block_ask(struct db *db, const struct user *by, int64_t who, struct message_person *out) MUST_CHECK;
enum err message_block(struct db *db, const struct user *by, int64_t who) MUST_CHECK;
enum err message_unblock(struct db *db, const struct user *by, int64_t who) MUST_CHECK;

/* ---- how soon one is told by mail ---- */

extern const char *const message_notice[]; /* "now", "daily", "never", NULL */
struct message_settings {
    char *notice;
    bool  accepts;
};
enum err message_settings(struct db *db, int64_t member_id, struct message_settings *out) MUST_CHECK;
enum err message_settings_save(struct db *db, const struct user *by, const struct message_settings *s) MUST_CHECK;
/* The link that ends a mail: signed, nothing of it is stored, that of an old mail goes on working. */
char *message_token(int64_t member_id);
bool message_token_read(const char *token, int64_t *member_id);
enum err message_stop(struct db *db, int64_t member_id) MUST_CHECK;

/* ---- for the worker (message_notice.c) ----
 *
 * At once: a minute after the message, so that several are one mail and who reads them meanwhile gets
 * none; at most one mail in ten minutes. Daily: at seven in the morning where the recipient lives. What
 * is told and the mail are one transaction that holds the recipient's row: nobody is told twice. */
#define MESSAGE_WAIT 60
#define MESSAGE_PAUSE 600
#define MESSAGE_MORNING 7
struct message_noticed { int64_t members, mails, messages; };
/* Looks at the next member who is due and adds to *sum. ERR_NOT_FOUND: nobody is. */
enum err message_notice_next(struct db *db, struct message_noticed *sum) MUST_CHECK;

/* ---- template data ---- */

/* parts.<i>.text, with .url where the text is a link: http and https only. */
void message_text_to_hdf(const char *body, HDF *h);
/* At most n characters on one line, with "…" when there was more. */
char *message_begins_line(const char *text, size_t n);
const char *message_name(const char *name); /* or "Former member" */
const char *message_subject(const char *subject); /* or "(subject removed)" */

#endif
