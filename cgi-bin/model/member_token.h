/* member_token.h - links sent by mail: 256 random bits, of which only the SHA-256 is stored; single use. */
#ifndef MODEL_MEMBER_TOKEN_H
#define MODEL_MEMBER_TOKEN_H

#include "kit/base.h"

enum token_kind { TOKEN_CONFIRM, TOKEN_RESET };
enum token_state {
    TOKEN_GOOD,
    TOKEN_UNKNOWN, /* never sent by us, or cut off in the mail program */
    TOKEN_EXPIRED,
    TOKEN_USED,    /* pressed before */
    TOKEN_VOID     /* a newer one was sent, or the password was changed since */
};
enum { TOKEN_CONFIRM_DAYS = 14, TOKEN_RESET_MINUTES = 60 };

struct token_made {
    char          *text; /* for the link; not stored */
    struct instant expires_at;
};
/* Makes a new one and voids the older ones of this kind, in the caller's transaction. */
enum err token_issue(struct db *db, enum token_kind kind, int64_t member_id, struct token_made *out) MUST_CHECK;

struct token_found {
    enum token_state state;
    int64_t          member_id; /* 0 when unknown */
    struct instant   expires_at;
};
/* What a link is worth now; changes nothing. `text` may be anything at all, also NULL. */
enum err token_look(struct db *db, enum token_kind kind, const char *text, struct token_found *out) MUST_CHECK;
/* Uses it up, in the caller's transaction; *out tells whether it was good until now. Of two at the same
 * moment one finds it good. */
enum err token_use(struct db *db, enum token_kind kind, const char *text, struct token_found *out) MUST_CHECK;
/* All links of this member end: also those for another address, and sign-ins that wait for their code. */
enum err token_void_all(struct db *db, int64_t member_id) MUST_CHECK;

#endif
