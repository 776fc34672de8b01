/* organisation_link.h - from the name of an organisation, as somebody wrote it, to its page.
 *
 * Staff who import or invite a person say for whom the person works: that confirms it, and when exactly one page has
 * this name the person belongs to it at once. What a person writes of herself confirms nothing: she is shown the page
 * and asks to join it. */
#ifndef MODEL_ORGANISATION_LINK_H
#define MODEL_ORGANISATION_LINK_H

#include "model/organisation.h"

enum organisation_fit { FIT_NONE, FIT_ONE, FIT_MANY, FIT_ELSEWHERE /* only with their seats in other countries */ };
struct organisation_match {
    enum organisation_fit fit;
    int64_t               id; /* of FIT_ONE */
    char                 *name; /* of FIT_ONE, or of one of FIT_ELSEWHERE */
};
/* Among listed ones, whatever the punctuation, accents and capitals. country: of the person, or NULL; then one with
 * its seat there, else one with none in particular. */
enum err organisation_match(struct db *db, const char *name, const char *country, struct organisation_match *out) MUST_CHECK;
/* In the caller's transaction: a confirmed membership, which the page does not show before the person says so.
 * ERR_CONFLICT: it is not listed any more. */
enum err organisation_link(struct db *db, const struct user *by, int64_t id, int64_t member_id) MUST_CHECK;

#endif
