/* list.h - what the files of the list page share. */
#ifndef RESOURCES_LIST_H
#define RESOURCES_LIST_H

#include "kit/web.h"
#include "model/resource_list.h"

/* Filters with counts, what is in use, orders, ways out of an empty list (list_controls.c). */
void list_put_controls(struct req *r, const struct list_ask *a, const struct list_found *f);
/* One row: url, title, lang, summary, kind, icon, year, pages, size, downloads, langs. */
void list_put_row(struct req *r, HDF *h, const struct list_row *row, const struct facet_table *t);

#endif
