/* partner_side.h - what the partner finder compares of an organisation, in one row. */
#ifndef MODEL_PARTNER_SIDE_H
#define MODEL_PARTNER_SIDE_H

#include "kit/base.h"

/* Makes the row of an organisation anew from its routes, themes, languages and offers, in the caller's
 * transaction; takes it away when the organisation is not shown. Part of directory_organisation(). */
enum err partner_side_write(struct db *db, int64_t organisation_id, bool shown) MUST_CHECK;

#endif
