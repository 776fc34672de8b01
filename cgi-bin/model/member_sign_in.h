/* member_sign_in.h - signing in, and choosing a new password, known or forgotten. */
#ifndef MODEL_MEMBER_SIGN_IN_H
#define MODEL_MEMBER_SIGN_IN_H

#include "model/member.h"
#include "model/member_token.h"

enum sign_in_result {
    SIGN_IN_OK,
    SIGN_IN_WRONG,    /* no such account, or not its password: nobody is told which */
    SIGN_IN_PENDING,  /* right, but the address waits for its confirmation */
    SIGN_IN_SUSPENDED, /* right, but staff have suspended the account */
    SIGN_IN_BUSY       /* too many people at once: nothing was looked at */
};
struct sign_in {
    enum sign_in_result result;
    int64_t             member_id; /* also of a wrong password, for the log; 0: no such account */
    enum lang           lang;
};
/* Takes the same time whether or not there is such an account. ERR_LIMIT past the counts in
 * member_limits.h. */
enum err member_sign_in(struct db *db, const char *email, const char *password, const char *ip,
                        struct sign_in *out) MUST_CHECK;

/* Mails a link to choose a new password, when there is an account. */
enum err member_reset_request(struct db *db, const char *email) MUST_CHECK;

struct member_reset {
    enum token_state state;
    char            *email; /* NULL when the link is unknown */
    struct instant   expires_at;
};
enum err member_reset_look(struct db *db, const char *token, struct member_reset *out) MUST_CHECK;
/* Sets the password, confirms the address (the mail arrived there), ends all sessions, voids all links,
 * tells by mail. ERR_INVALID: err_issues() says what is wrong with the password. */
enum err member_reset(struct db *db, const char *token, const char *password, struct member_reset *out) MUST_CHECK;

/* The member's own change. *wrong: `current` is not the password. ends_others: other browsers are signed
 * out. The caller then starts a new session. */
struct member_password_change {
    const char *current;
    const char *password;
    bool        ends_others;
    int64_t     session_id; /* the one in use */
};
enum err member_change_password(struct db *db, const struct user *by, const struct member_password_change *c,
                                bool *wrong) MUST_CHECK;

#endif
