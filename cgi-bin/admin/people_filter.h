/* people_filter.h - the list of people in an address: its filters and order, for the list, for changes to many
 * and for exports. */
#ifndef ADMIN_PEOPLE_FILTER_H
#define ADMIN_PEOPLE_FILTER_H

#include "kit/web.h"
#include "model/member_admin.h"

/* Reads the filters out of r->query; puts them, what can be chosen and mistakes into `filter`. */
enum err people_filter_read(struct req *r, struct member_filter *out) MUST_CHECK;
/* The query string of the filters alone: "?state=active", or "". */
char *people_filter_query(const struct req *r);
/* Makes r->query that of a form's field "filter", a query string. False: it cannot be read. */
bool people_filter_of_form(struct req *r) MUST_CHECK;

const char *person_state_word(const char *state);
const char *person_role_word(const char *role);
unsigned person_role_bit(const char *role);
/* A person of a list, with the name of the country. */
void person_put(const struct member *m, const struct member_country_list *countries, HDF *h);

#endif
