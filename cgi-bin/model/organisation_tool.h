/* organisation_tool.h - organisations out of a table, for m4d-admin. What is there already stays as it is. */
#ifndef MODEL_ORGANISATION_TOOL_H
#define MODEL_ORGANISATION_TOOL_H

#include "model/offer.h"

struct organisation_tool {
    struct organisation_edit       e;
    struct organisation_route_list routes;
    bool                           sample;
    const char                    *source;
    struct text_list               responsible, members; /* e-mail addresses of accounts; others are passed over */
};
/* Listed at once. *made: false when one of this name is there in this country. */
enum err organisation_tool_make(struct db *db, const struct organisation_tool *t, bool *made) MUST_CHECK;
/* name: of its organisation. *made: false when it has an entry with this text. */
enum err organisation_tool_offer(struct db *db, const char *name, struct offer *f, bool *made) MUST_CHECK;

#endif
