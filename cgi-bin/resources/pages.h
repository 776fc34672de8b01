/* pages.h - handlers of the library's program, by the file that has them. */
#ifndef RESOURCES_PAGES_H
#define RESOURCES_PAGES_H

#include "kit/web.h"

/* ---- for readers ---- */

struct reply list_show(struct req *r);  /* list_page.c */
struct reply item_show(struct req *r);  /* item_page.c */
struct reply item_bare(struct req *r);  /* the address without its title */
struct reply item_short(struct req *r); /* /r/5 */
struct reply item_text(struct req *r);  /* item_text_page.c */
struct reply file_send(struct req *r);  /* file_page.c */
struct reply export_bibtex(struct req *r); /* export_page.c */
struct reply export_ris(struct req *r);
struct reply stats_all(struct req *r); /* stats_page.c */
struct reply stats_all_csv(struct req *r);
struct reply stats_one(struct req *r);
struct reply stats_one_csv(struct req *r);
struct reply feed_atom(struct req *r); /* feed_page.c */

#endif
