/* member_staff.h - what staff sees of a person beside the account itself. */
#ifndef MODEL_MEMBER_STAFF_H
#define MODEL_MEMBER_STAFF_H

#include "kit/base.h"

struct staff_organisation {
    int64_t        id;
    char          *name, *role, *state;  /* as in organisation_member */
    char          *organisation_state;   /* of the organisation itself */
    struct instant asked_at;
};
struct staff_organisations {
    struct staff_organisation *v;
    size_t                     n;
};
enum err staff_organisations_of(struct db *db, int64_t member_id, struct staff_organisations *out) MUST_CHECK;

struct staff_counts {
    int64_t proposals, searches, mails_failed;
    int64_t reported; /* messages of theirs that others brought before the moderators */
    int64_t shown;    /* 1: members find the person in the directory */
};
enum err staff_counts_of(struct db *db, int64_t member_id, struct staff_counts *out) MUST_CHECK;

/* How it stands with those of these people who were invited and have not answered: "queued", "sent" or "expired". */
struct staff_invited {
    int64_t member_id;
    char   *state;
};
struct staff_invited_list {
    struct staff_invited *v;
    size_t                n;
};
enum err staff_invited_of(struct db *db, const struct id_list *ids, struct staff_invited_list *out) MUST_CHECK;

/* Other accounts of this very name, which may be the same person; the oldest few. */
struct staff_namesake {
    int64_t id;
    char   *name, *email;
};
struct staff_namesakes {
    struct staff_namesake *v;
    size_t                 n;
};
enum err staff_namesakes_of(struct db *db, int64_t member_id, struct staff_namesakes *out) MUST_CHECK;

/* Numbers of the accounts that were merged into this one. */
enum err staff_former_numbers(struct db *db, int64_t member_id, struct id_list *out) MUST_CHECK;

struct staff_mail {
    int64_t        id;
    char          *subject, *state, *kind;
    char          *error; /* what the mail server said last; NULL: nothing bad */
    struct instant created_at;
};
struct staff_mails {
    struct staff_mail *v;
    size_t             n;
};
/* The newest ten to this person. */
enum err staff_mails_of(struct db *db, int64_t member_id, struct staff_mails *out) MUST_CHECK;

#endif
