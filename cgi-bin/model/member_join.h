/* member_join.h - signing up and confirming the address.
 *
 * Nothing here tells a stranger whether an address has an account: the same answer, the same work, and
 * only the mail differs. */
#ifndef MODEL_MEMBER_JOIN_H
#define MODEL_MEMBER_JOIN_H

#include "model/member.h"
#include "model/member_token.h"

struct member_join {
    char *name;
    char *email;
    char *password;
    char *country;
    char *organisation;
    char *lang;
    char *listed; /* who may find the person: of profile_seen_by */
    char *joined_for; /* address on this site to go on to once confirmed, or NULL */
    bool  agreed;  /* to the privacy notice, version MEMBER_TERMS_VERSION */
    char *website; /* people do not see this field; programs fill it in */
};
void member_join_check(const struct member_join *j, struct issues *is);
/* The same, and what only the database knows. member_join() asks again. */
enum err member_join_rules(struct db *db, const struct member_join *j) MUST_CHECK;

/* Signs up, or mails the person who has this address already. form_key: a second click does nothing.
 * ERR_LIMIT when too many passwords are being hashed. */
enum err member_join(struct db *db, const struct member_join *j, const char *form_key) MUST_CHECK;

/* Sends the confirmation once more when there is something to confirm; a confirmed account gets the
 * mail that says so. One of email and token (expired ones too) is given. */
enum err member_confirm_resend(struct db *db, const char *email, const char *token) MUST_CHECK;

struct member_confirmation {
    enum token_state state;
    char            *email;        /* NULL when the link is unknown */
    bool             active;       /* confirmed already, by this link or another */
    bool             ask_password; /* this address was signed up more than once: whoever confirms shows
                                    * that the newest sign-up is his */
    struct instant   expires_at;
    char            *next; /* just confirmed: where the sign-up was to lead, or NULL */
};
/* What the page of the link shows; changes nothing. */
enum err member_confirm_look(struct db *db, const char *token, struct member_confirmation *out) MUST_CHECK;
/* Confirms. *wrong: the password asked for was not the right one, and nothing changed. */
enum err member_confirm(struct db *db, const char *token, const char *password,
                        struct member_confirmation *out, bool *wrong) MUST_CHECK;

#endif
