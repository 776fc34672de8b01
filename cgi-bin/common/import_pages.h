/* import_pages.h - what the pages of imports of every kind have in common. `path` is where the pages of the kind
 * are: "/admin/imports". */
#ifndef COMMON_IMPORT_PAGES_H
#define COMMON_IMPORT_PAGES_H

#include "kit/web.h"
#include "model/import.h"

/* Earlier imports of this kind (imports.<i>), newest first, and where there are more. */
enum err import_past_put(struct req *r, const char *kind, const char *path) MUST_CHECK;
/* The page of one import: import, its outcomes, some of its rows (of the outcome in the address) and where there
 * are more. Comes again by itself while the worker is at it. */
enum err import_put(struct req *r, const struct import *im, const char *path) MUST_CHECK;
/* Back to that page after a press of a button: with `text`, or with why it came too late. */
struct reply import_pressed(struct req *r, enum err e, const char *path, const char *text);
/* Its report as a table, all rows of the outcome in the address: "<name>-7.csv". */
struct reply import_report_send(struct req *r, const struct import *im, const char *name);

#endif
