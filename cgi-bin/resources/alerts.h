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

/* The link that ends mails needs no form token: mail programs post to it by themselves (RFC 8058), and what
 * is signed in its address is the right to do so. */
#define ALERT_ROUTES                                                                    \
    GET ("/resources/alerts",             alerts_show,     MEMBER),                     \
    POST("/resources/alerts",             alert_create,    MEMBER),                     \
    POST("/resources/alerts/{id}",        alert_set,       MEMBER),                     \
    GET ("/resources/alerts/{id}/delete", alert_delete,    MEMBER),                     \
    POST("/resources/alerts/{id}/delete", alert_delete_do, MEMBER),                     \
    GET ("/resources/alerts/stop",        alerts_stop,     ANYONE),                     \
    POST("/resources/alerts/stop",        alerts_stop_do,  ANYONE, .no_csrf = true, .most_bytes = 8192)

#endif
