/* organisation_member.h - people who belong to an organisation.
 *
 * Somebody asks, a responsible person approves (moderators may as well, and are asked when there is none),
 * and each person chooses whether the organisation's page shows them. An organisation may be left by its last
 * responsible person, but not in silence: the moderators are told. */
#ifndef MODEL_ORGANISATION_MEMBER_H
#define MODEL_ORGANISATION_MEMBER_H

#include "model/organisation.h"

struct organisation_membership { bool found, confirmed, responsible, shown; };
/* found: false when there is none at all. */
enum err organisation_membership(struct db *db, int64_t organisation_id, int64_t member_id,
                                 struct organisation_membership *out) MUST_CHECK;

/* One person of an organisation, for those who look after its people. No address. Not who is invited to the network
 * and has not joined yet. */
struct organisation_person {
    int64_t        id;
    char          *name, *country, *role, *state;
    bool           shown, active, listed; /* active: the account is in use; listed: members may know of the person */
    struct instant asked_at, confirmed_at;
};
struct organisation_person_list { struct organisation_person *v; size_t n; };
/* Those who wait for a decision, the longest first. */
enum err organisation_asked(struct db *db, int64_t organisation_id, int limit, struct organisation_person_list *out) MUST_CHECK;
/* Those who belong to it: responsible people first, then by name. From the beginning, after the person of this
 * number, or, backwards, before that one; nobody when that person does not belong to it any more. */
enum err organisation_people(struct db *db, int64_t organisation_id, int64_t after, int64_t before, int limit,
                             struct organisation_person_list *out) MUST_CHECK;
/* How many people with an account in use are responsible for it. */
enum err organisation_responsible(struct db *db, int64_t organisation_id, int64_t *n) MUST_CHECK;
enum err organisation_person(struct db *db, int64_t organisation_id, int64_t member_id,
                             struct organisation_person *out) MUST_CHECK;

/* Those who chose to be shown, as this audience may see them: name and position are the directory's. In pages, as
 * organisation_people(). */
struct organisation_face { int64_t id; char *name, *position, *photo_sha256; bool responsible; };
struct organisation_face_list { struct organisation_face *v; size_t n; };
enum err organisation_faces(struct db *db, int64_t organisation_id, const struct user *viewer, int64_t after,
                            int64_t before, int limit, struct organisation_face_list *out) MUST_CHECK;
/* A responsible person whom members may know of and write to; 0: none. Not the viewer. */
enum err organisation_contact(struct db *db, int64_t organisation_id, const struct user *viewer,
                              int64_t *out) MUST_CHECK;

/* One's own organisations. */
struct organisation_mine {
    int64_t id;
    char   *name, *state; /* of the organisation */
    char   *role, *membership; /* "asked", "confirmed" */
    bool    shown;
    int64_t waiting; /* people who ask to join, when one decides on that */
};
struct organisation_mine_list { struct organisation_mine *v; size_t n; };
enum err organisation_of_member(struct db *db, int64_t member_id, struct organisation_mine_list *out) MUST_CHECK;
void organisation_mine_to_hdf(const struct organisation_mine *m, HDF *h);

/* OK and *again: he had asked before, nothing new is sent. ERR_CONFLICT: belongs to it already. ERR_LIMIT. */
enum err organisation_ask(struct db *db, const struct user *by, int64_t id, bool shown, bool *again) MUST_CHECK;
/* ERR_CONFLICT: decided already, or taken back. */
enum err organisation_approve(struct db *db, const struct user *by, int64_t id, int64_t member_id) MUST_CHECK;
enum err organisation_decline(struct db *db, const struct user *by, int64_t id, int64_t member_id) MUST_CHECK;
/* Leaves, or takes back what was asked. ERR_NOT_FOUND: does not belong to it. */
enum err organisation_leave(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* ERR_INVALID: oneself. */
enum err organisation_remove(struct db *db, const struct user *by, int64_t id, int64_t member_id) MUST_CHECK;
/* ERR_INVALID: the last responsible person steps down by himself. */
enum err organisation_set_role(struct db *db, const struct user *by, int64_t id, int64_t member_id,
                               bool responsible) MUST_CHECK;
enum err organisation_set_shown(struct db *db, const struct user *by, int64_t id, bool shown) MUST_CHECK;

/* For propose, merge, add and link. */
enum err organisation_member_sql_add(struct db *db, int64_t id, int64_t member_id, const char *role,
                                     const char *state, bool shown, int64_t *added) MUST_CHECK;
enum err organisation_member_sql_confirm_creator(struct db *db, int64_t id, int64_t member_id) MUST_CHECK;
enum err organisation_member_sql_drop_all(struct db *db, int64_t id) MUST_CHECK;
struct organisation_member_ids { struct organisation_member_id { int64_t id; } *v; size_t n; };
enum err organisation_member_sql_ids(struct db *db, int64_t id, struct organisation_member_ids *out) MUST_CHECK;

#endif
