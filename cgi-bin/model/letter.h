/* letter.h - a mail about an account: plain text, in the recipient's language, times where the person lives
 * and in UTC, links made from m4d.conf's site_url alone. In the caller's transaction:
 *
 *     struct letter l = letter_begin(&member);
 *     letter_subject(&l, _("Your password for {site} was changed"));
 *     letter_paragraph(&l, _("Hello {name},"));
 *     return letter_post(db, &l, "member.password");
 *
 * From letter_begin() to letter_post() words are in the recipient's language. */
#ifndef MODEL_LETTER_H
#define MODEL_LETTER_H

#include "model/member_sql.h"

struct letter {
    const struct member_secret *to;
    enum lang                   lang;
    enum lang                   before; /* language in use until now */
    char                       *subject;
    char                       *body;
};

struct letter letter_begin(const struct member_secret *to);
/* {site} and {name} may stand in any sentence. */
void letter_subject(struct letter *l, const char *text);
void letter_paragraph(struct letter *l, const char *text);
/* On a line of its own, so that no mail program breaks it or adds a full stop to it. token: NULL or the
 * secret of the link. */
void letter_link(struct letter *l, const char *path, const char *token);
char *letter_time(const struct letter *l, struct instant t);
enum err letter_post(struct db *db, struct letter *l, const char *kind) MUST_CHECK;

#endif
