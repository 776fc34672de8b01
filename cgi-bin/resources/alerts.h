/* alerts.h - saved searches: handlers, and what the list page says about its own. */
#ifndef RESOURCES_ALERTS_H
#define RESOURCES_ALERTS_H

#include "kit/web.h"
#include "model/resource_list.h"

struct reply alerts_show(struct req *r); /* alerts_page.c */
struct reply alert_create(struct req *r);
struct reply alert_set(struct req *r);
struct reply alert_delete(struct req *r);
struct reply alert_delete_do(struct req *r);
struct reply alerts_stop(struct req *r); /* alerts_stop_page.c: the link in a mail */
struct reply alerts_stop_do(struct req *r);

/* "q=water&country=SN": words and filters in one order, whatever order they came in. */
char *alert_query(const struct list_ask *a);
/* alert.query, and alert.on when this member is mailed about it; nothing when nothing is asked for. */
enum err alert_put(struct req *r, const struct list_ask *a) MUST_CHECK;

#endif
