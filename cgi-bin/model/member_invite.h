/* member_invite.h - people whom staff asks to join.
 *
 * An invited person has an account in state "pending" without a password: an address is in the network once,
 * and what staff knows of the person waits there. Pressing the button on the page of the mailed link, with a
 * password and the consent, makes it active. Who says no, or does not answer for long, is deleted.
 *
 * Invitations of an import wait in a queue that goes out so many an hour (invitations_per_hour), and that
 * staff may hold. Nothing here tells a stranger whether somebody is invited. */
#ifndef MODEL_MEMBER_INVITE_H
#define MODEL_MEMBER_INVITE_H

#include "model/member.h"

enum { INVITE_DAYS = 30, INVITE_KEEP_DAYS = 60, INVITE_AT_ONCE = 50 };

struct invite {
    char    *name, *email, *lang;
    char    *country, *organisation; /* or NULL */
    int64_t  organisation_id;        /* of invite_people(): belongs to it at once; 0: to none */
    unsigned roles;                  /* of enum role, beyond MEMBER */
};
struct invite_list {
    struct invite *v;
    size_t         n;
};

/* Reads lines such as "Ada Lovelace <ada@example.org>", "Ada Lovelace, ada@example.org" or with a tab or
 * semicolon between the two; language and roles stay empty. Issues, without a field, name the lines that
 * cannot be read and addresses that come twice. */
struct invite_list invite_read(const char *text, struct issues *is);

/* Whose address it is; 0: nobody's. */
enum err member_address_owner(struct db *db, const char *email, int64_t *id) MUST_CHECK;

/* All of them are invited by mail at once, or none. ERR_INVALID: some have an account or are invited; the
 * issues name them. form_key: a second click does nothing. */
enum err invite_people(struct db *db, const struct user *by, const char *form_key, const struct invite_list *l) MUST_CHECK;

/* In the caller's transaction: a pending account for somebody, waiting in the queue when `queued`, else not
 * invited yet. ERR_CONFLICT: the address is taken. */
enum err invite_add(struct db *db, const struct user *by, const struct invite *p, int64_t import_id, bool queued,
                    int64_t *out_member_id) MUST_CHECK;

/* ---- for staff ---- */

struct invitation {
    int64_t        id, member_id, import_id; /* member_id 0: withdrawn */
    char          *state;                    /* queued paused sent expired accepted withdrawn */
    char          *name, *email, *by_name;
    int            sends;
    struct instant created_at, sent_at, expires_at, ended_at;
};
struct invitation_rows {
    struct invitation *v;
    size_t             n;
};
/* Newest first: those before a number, or, oldest first, those after `newer`; 0: from the newest. state NULL: all. */
enum err invitation_list(struct db *db, const char *state, int64_t before, int64_t newer, int limit,
                         struct invitation_rows *out) MUST_CHECK;
struct invitation_count {
    int64_t waiting, paused, sent, expired, accepted, withdrawn;
};
enum err invitation_counts(struct db *db, int64_t import_id, struct invitation_count *out) MUST_CHECK;
/* ERR_NOT_FOUND: never invited. */
enum err invitation_of_member(struct db *db, int64_t member_id, struct invitation *out) MUST_CHECK;
void invitation_to_hdf(const struct invitation *i, HDF *h);

/* Sends a new link at once; the one before ends. Also for a pending account that was never invited.
 * ERR_CONFLICT: the account is not pending any more. */
enum err invite_resend(struct db *db, const struct user *by, int64_t member_id) MUST_CHECK;
/* Deletes the account that waits, and the mails to it. ERR_CONFLICT: it is somebody's account by now. */
enum err invite_withdraw(struct db *db, const struct user *by, int64_t member_id) MUST_CHECK;
/* Holds the queue of an import, or lets it go on. */
enum err invite_hold(struct db *db, const struct user *by, int64_t import_id, bool hold) MUST_CHECK;
/* Puts the people of an import that was run without invitations into the queue; *n of them. */
enum err invite_import(struct db *db, const struct user *by, int64_t import_id, int64_t *n) MUST_CHECK;

/* ---- for the person ---- */

enum invite_state { INVITE_GOOD, INVITE_UNKNOWN, INVITE_EXPIRED, INVITE_USED };
struct invite_seen {
    enum invite_state state;
    char             *name, *email, *lang;
    struct instant    expires_at;
};
/* What the page of the link shows; changes nothing. token may be anything. */
enum err invite_look(struct db *db, const char *token, struct invite_seen *out) MUST_CHECK;

struct invite_answer {
    char *name, *password, *lang;
    char *listed; /* who may find the person: of profile_seen_by */
    bool  agreed;
};
void invite_answer_check(const struct invite_answer *a, struct issues *is);
/* *out tells whether the link was good until now; of two at the same moment one finds it so. */
enum err invite_accept(struct db *db, const char *token, const struct invite_answer *a, struct invite_seen *out) MUST_CHECK;
/* No: the account is deleted. */
enum err invite_decline(struct db *db, const char *token, struct invite_seen *out) MUST_CHECK;

/* In the caller's transaction: the account became active in some other way. */
enum err invite_over(struct db *db, int64_t member_id) MUST_CHECK;

/* ---- for the worker ---- */

/* Sends the next one that is due, in a transaction of its own. ERR_NOT_FOUND: none, or enough for this hour. */
enum err invite_send_next(struct db *db) MUST_CHECK;
/* Deletes who has not answered for long; *n of them, a few hundred at most. */
enum err invite_forget(struct db *db, int64_t *n) MUST_CHECK;

#endif
