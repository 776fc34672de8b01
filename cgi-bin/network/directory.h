/* directory.h - what the pages of the directory share. */
#ifndef NETWORK_DIRECTORY_H
#define NETWORK_DIRECTORY_H

#include "kit/web.h"
#include "model/directory_list.h"

/* Words and filters of an address for whoever asks; values that nothing can have are left out. */
void directory_ask_read(const struct req *r, enum directory_kind kind, struct directory_ask *out);
/* The address of a list: that of `a`, but with this value of one facet (NULL: any); BY_N: as it is. */
char *directory_address(const struct req *r, const struct directory_ask *a, enum directory_facet but, const char *value);
const char *directory_facet_name(enum directory_facet f); /* "Country" */
/* Which of the tabs of the network is this? People, organisations, partners, map and figures. */
enum directory_tab { TAB_PEOPLE, TAB_ORGANISATIONS, TAB_PARTNERS, TAB_MAP };
void directory_put_tabs(struct req *r, enum directory_tab current);
/* Filters with counts, chips, ways out of an empty list (directory_controls.c). */
void directory_put_controls(struct req *r, const struct directory_ask *a, const struct directory_table *t,
                            const struct directory_page *page);
/* "1,234 people", "12 organisations" */
char *directory_count_text(enum directory_kind kind, int64_t n);

/* How much of the directory one account, or one address of a stranger, may read in an hour: lists that are
 * searched, filtered or turned over, pages of people and of organisations that show some, and forms that say
 * whom a number is (m4d.conf: directory_pages_per_hour). Counted in the database; ERR_LIMIT past it. */
enum err directory_may_read(struct req *r) MUST_CHECK;

#endif
