/* item.h - what the pages of one publication share. */
#ifndef RESOURCES_ITEM_H
#define RESOURCES_ITEM_H

#include "kit/web.h"
#include "model/resource_item.h"

/* Reads the publication of the address. False: *out is the answer (404, or 410 with a tombstone). */
bool item_open(struct req *r, bool whole, struct item *i, struct reply *out);
/* True: the title in the address is not the present one; *out leads to the right address. rest: what
 * follows the title, such as "/text". */
bool item_moved(struct req *r, const struct item *i, const char *rest, struct reply *out);
/* page.paths: the page's address in each language. */
void item_put_titles(struct req *r, const struct item *i);

/* Elements of <head>, JSON-LD and Link headers (item_metadata.c). */
void item_put_metadata(struct req *r, const struct item *i);

/* A reference as people write it (cite.c). */
char *cite_text(const struct item *i);
char *cite_bibtex(const struct item *i);
char *cite_ris(const struct item *i);

#endif
