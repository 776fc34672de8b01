/* member_admin.h - what administrators do with accounts. Each change writes its audit line in the same
 * transaction. */
#ifndef MODEL_MEMBER_ADMIN_H
#define MODEL_MEMBER_ADMIN_H

#include "model/member.h"

enum member_sort {
    MEMBERS_NEWEST,    /* newest account first */
    MEMBERS_BY_NAME,
    MEMBERS_BY_SIGN_IN /* who never signed in first, then those who did so longest ago */
};
struct member_filter {
    const char      *q;            /* beginning of a name or an e-mail address, or of words in it; a number; NULL: any */
    const char      *state;        /* a state of the account, "invited" or "dormant"; NULL: any */
    unsigned         role;         /* EDITOR, MODERATOR, ADMINISTRATOR or ON_OBJECTS; 0: any */
    const char      *country;      /* code; NULL: any */
    const char      *organisation; /* how it begins; NULL: any */
    const char      *lang;         /* NULL: any */
    struct date      joined_from, joined_to; /* both days included, UTC; year 0: open */
    struct date      not_since;    /* has not signed in since this day; year 0: whoever */
    bool             unreached;    /* a mail to them could not be delivered */
    enum member_sort sort;
    int64_t          after, before; /* what comes after this person in the list, or before; 0: from its beginning */
    int              limit;
};
/* In the order asked for; those before somebody come nearest first. */
enum err member_list(struct db *db, const struct member_filter *f, struct member_list *out) MUST_CHECK;
/* How many fit; never counts further than `most`. */
enum err member_count(struct db *db, const struct member_filter *f, int64_t most, int64_t *n) MUST_CHECK;
/* Numbers of those that fit, upwards from `above`; sort, after, before and limit of the filter do not matter. */
enum err member_ids(struct db *db, const struct member_filter *f, int64_t above, int limit,
                    struct id_list *out) MUST_CHECK;

/* roles: of enum role, MEMBER does not matter. `version` is what the administrator saw: ERR_CONFLICT when
 * the account was changed since. ERR_INVALID: not active, or one's own role of administrator. The next
 * request of the person already counts: sessions end, so that a new one begins with the new rights (an
 * administrator's own session goes on). */
enum err member_set_roles(struct db *db, const struct user *by, int64_t id, int version, unsigned roles) MUST_CHECK;

/* The same, and a mail to the person when the roles are others than before. */
enum err member_set_roles_told(struct db *db, const struct user *by, int64_t id, int version, unsigned roles) MUST_CHECK;

/* Ends all sessions and voids all mailed links. reason: for the audit log. hide: what they wrote to others is not
 * shown to them either, until the account is restored. Not oneself (ERR_INVALID). */
enum err member_suspend(struct db *db, const struct user *by, int64_t id, int version, const char *reason, bool hide) MUST_CHECK;
enum err member_restore(struct db *db, const struct user *by, int64_t id, int version) MUST_CHECK;
/* Signs somebody out everywhere; *n tells of how many devices. */
enum err member_end_sessions(struct db *db, const struct user *by, int64_t id, int64_t *n) MUST_CHECK;

/* Language of mails and pages. ERR_CONFLICT as above. */
enum err member_set_lang(struct db *db, const struct user *by, int64_t id, int version, const char *lang) MUST_CHECK;

/* Sends a pending person the confirmation or the invitation once more. */
enum err member_resend_by_staff(struct db *db, const struct user *by, const struct member *m) MUST_CHECK;

/* Active administrators other than this person; their rows are held until the transaction ends, so that of
 * two who take the role from each other one is refused. */
enum err member_other_administrators(struct db *db, int64_t id, int64_t *n) MUST_CHECK;

/* Who has to do with the account `id` that was merged into another one; 0: nobody. */
enum err member_redirected(struct db *db, int64_t id, int64_t *now) MUST_CHECK;

#endif
