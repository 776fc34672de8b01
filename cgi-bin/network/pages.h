/* pages.h - the pages of the network program. */
#ifndef NETWORK_PAGES_H
#define NETWORK_PAGES_H

#include "kit/web.h"

/* directory_page.c */
struct reply directory_people(struct req *r);
struct reply directory_organisations(struct req *r);

/* map_page.c, figures_page.c */
struct reply directory_map(struct req *r);
struct reply figures_show(struct req *r);
struct reply figures_csv(struct req *r);

/* person_page.c */
struct reply person_show(struct req *r);
struct reply photo_send(struct req *r);

#endif
