/* member_mailbox.h - the mails that were sent to a member, for that member to read again. */
#ifndef MODEL_MEMBER_MAILBOX_H
#define MODEL_MEMBER_MAILBOX_H

#include "kit/base.h"

struct mailbox_row {
    int64_t        id;
    char          *lang;
    char          *kind;
    char          *subject;
    char          *state; /* "queued", "sending", "sent", "failed" */
    struct instant created_at;
    struct instant sent_at;
};
struct mailbox_list {
    struct mailbox_row *v;
    size_t              n;
};
struct mailbox_mail {
    int64_t        id;
    char          *lang;
    char          *subject;
    char          *state;
    char          *to_email;
    char          *body; /* secrets in links are blanked */
    struct instant created_at;
    struct instant sent_at;
};

/* What a member may see of the mails about him: one that went to an address which is not shown to be his yet is
 * left out, or a list without it would say that the address has another account. */
#define MAILBOX_OWN                                                                                    \
    " AND (mail.kind <> 'member.address.new' OR EXISTS (SELECT 1 FROM member_address own"              \
    " WHERE own.member_id = mail.member_id AND own.email = mail.to_email))"

/* Newest first, those with a smaller id than `before` (0: from the newest), at most `limit`; or those with a
 * larger one than `newer`, oldest first. */
enum err mailbox_page(struct db *db, int64_t member_id, int64_t before, int64_t newer, int limit,
                      struct mailbox_list *out) MUST_CHECK;
/* ERR_NOT_FOUND when it was not sent to this member. */
enum err mailbox_read(struct db *db, int64_t member_id, int64_t id, struct mailbox_mail *out) MUST_CHECK;
/* Takes the secret out of each link in a text: "?t=...". */
char *mailbox_blank(const char *body);
/* zone: where the person lives. */
void mailbox_row_to_hdf(const struct mailbox_row *m, const char *zone, HDF *h);
void mailbox_mail_to_hdf(const struct mailbox_mail *m, const char *zone, HDF *h);

#endif
