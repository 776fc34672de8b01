/* paths.h - addresses of publications and files, and words that several pages say about them. */
#ifndef RESOURCES_PATHS_H
#define RESOURCES_PATHS_H

#include "kit/web.h"

/* "mainstreaming-migration"; "publication" when the title has no Latin letter. */
char *item_slug(const char *title);
/* "/resources/5-mainstreaming-migration", without the language. */
char *item_path(int64_t id, const char *title);
/* "/files/7/name.pdf" */
char *file_path(int64_t id, const char *name);

/* "about 45 s": time on a line of 400 kbit/s, as 3G gives where it is weak. */
char *show_3g(int64_t bytes);
/* "PDF", "Word", ...; the end of the name when the type is not known. */
const char *show_format(const char *mime, const char *name);
char *show_pages(int64_t pages); /* "112 pages" */
char *show_publications(int64_t n); /* "14 publications" */
char *show_downloads(int64_t n);    /* "6,140 downloads" */

/* One address in <link> of the head. type, hreflang, title: NULL for none. */
void put_link(struct req *r, const char *rel, const char *href, const char *type, const char *hreflang, const char *title);
void put_meta(struct req *r, const char *name, const char *content); /* NULL: none */

#endif
