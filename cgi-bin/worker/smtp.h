/* smtp.h - handing one message to the mail server of m4d.conf. */
#ifndef WORKER_SMTP_H
#define WORKER_SMTP_H

#include "kit/base.h"

enum smtp {
    SMTP_SENT,    /* the server said yes (250) to the whole message */
    SMTP_REFUSED, /* it said no for good (5xx) to this recipient or this message */
    SMTP_LATER,   /* it said not now (4xx), or broke off in the middle of this message */
    SMTP_AWAY     /* it cannot be reached, or will have nothing to do with us: true of any mail */
};

/* One connection is kept for the mails to come; smtp_close() ends it. *why: what the server said, in
 * the pool; "" when sent. */
enum smtp smtp_send(const char *from, const char *to, const char *message, const char **why);
void smtp_close(void);

#endif
