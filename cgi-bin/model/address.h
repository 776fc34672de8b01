/* address.h - the addresses of a person: the main one (member.email), to which mails go, and further ones.
 * Each confirmed one signs in and resets the password. No address is two people's.
 *
 * A further address counts once the link mailed to it is confirmed; the main one is told. A new main address
 * is confirmed at both, in any order; one that has been there for a week counts as confirmed by both. Nobody
 * learns whether an address is somebody else's: the page says the same, only the mail differs. */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include "kit/base.h"

enum { ADDRESS_DAYS = 7, ADDRESS_SETTLED_DAYS = 7, ADDRESSES_MOST = 10, ADDRESS_REQUESTS_PER_DAY = 10 };

struct address {
    int64_t        id;
    char          *email;
    struct instant confirmed_at;
    bool           is_main;
    bool           settled;    /* may become the main one at once */
    struct instant kept_until; /* not removed before; 0: at any time */
};
struct address_list {
    struct address *v;
    size_t          n;
};
/* The main one first. */
enum err address_list(struct db *db, int64_t member_id, struct address_list *out) MUST_CHECK;
/* One of this person's further addresses; ERR_NOT_FOUND. */
enum err address_get(struct db *db, int64_t member_id, int64_t id, struct address *out) MUST_CHECK;

struct address_request {
    int64_t        id, member_id;
    char          *kind; /* "add", "main" */
    char          *email, *old_email;
    struct instant new_at, old_at; /* when each side confirmed */
    char          *state;          /* "open", "done", "cancelled", "refused", "taken" */
    bool           by_staff;
    struct instant expires_at;
};
struct address_request_list {
    struct address_request *v;
    size_t                  n;
};
/* Those that wait for a confirmation. */
enum err address_requests(struct db *db, int64_t member_id, struct address_request_list *out) MUST_CHECK;

/* Mails the links. ERR_CONFLICT: this person has the address already. ERR_LIMIT: ADDRESSES_MOST are there,
 * or so many were asked for today. */
enum err address_ask(struct db *db, const struct user *by, const char *email, bool as_main) MUST_CHECK;
/* A further address becomes the main one: at once (*now), or when the main one has agreed. */
enum err address_make_main(struct db *db, const struct user *by, int64_t id, bool *now) MUST_CHECK;
/* Not the main one: ERR_NOT_FOUND. ERR_FORBIDDEN: before its kept_until; it was the main one until lately, and
 * a thief of the account could shut out the owner. */
enum err address_remove(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* The person has thought better of it. */
enum err address_request_end(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

/* Staff gives somebody another main address, for one that was mistyped or reaches nobody any more. A pending
 * account has it at once (*now), and what it waits for, the confirmation or the invitation, goes there. An active
 * one has it once the new address confirms; staff has agreed for the main one, which is told and may say no.
 * ERR_CONFLICT: it is the address of *owner, who may be this person. ERR_FORBIDDEN: suspended. ERR_INVALID: who
 * asks is this person. */
enum err address_by_staff(struct db *db, const struct user *by, int64_t member_id, const char *email, bool *now,
                          int64_t *owner) MUST_CHECK;

/* ---- links ---- */

enum address_link_state {
    ADDRESS_LINK_UNKNOWN,
    ADDRESS_LINK_OPEN,   /* this side has not confirmed yet */
    ADDRESS_LINK_WAITS,  /* this side has, the other has not */
    ADDRESS_LINK_DONE,
    ADDRESS_LINK_EXPIRED,
    ADDRESS_LINK_CANCELLED,
    ADDRESS_LINK_REFUSED, /* "this was not me" */
    ADDRESS_LINK_TAKEN   /* meanwhile another account has the address */
};
struct address_link {
    enum address_link_state state;
    bool                    old_side; /* mailed to the main address */
    struct address_request  request;
};
/* What a link is worth now; changes nothing. token may be anything at all, also NULL. */
enum err address_link_look(struct db *db, const char *token, struct address_link *out) MUST_CHECK;
/* Confirms for the side that the link was mailed to, once; *out: how it stands then. */
enum err address_link_confirm(struct db *db, const char *token, struct address_link *out) MUST_CHECK;
/* "This was not me", from the link of the main address: nothing comes of it (an added address goes again), and
 * all sessions end. */
enum err address_link_cancel(struct db *db, const char *token, struct address_link *out) MUST_CHECK;

void address_to_hdf(const struct address *a, const char *zone, HDF *h);
void address_request_to_hdf(const struct address_request *q, const char *zone, HDF *h);

#endif
