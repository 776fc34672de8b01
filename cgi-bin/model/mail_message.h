/* mail_message.h - a mail of the outbox as bytes for a mail server (RFC 5322, 2045, 2047).
 *
 * Made from the row alone, so that each attempt gives the same bytes: Date is when the mail was
 * written, Message-ID holds its number. Whoever receives one twice can tell by that. */
#ifndef MODEL_MAIL_MESSAGE_H
#define MODEL_MAIL_MESSAGE_H

#include "kit/base.h"

struct message {
    int64_t        id;
    const char    *from_name; /* may be "" */
    const char    *from;      /* address */
    const char    *to;
    const char    *host;      /* right side of the Message-ID */
    const char    *lang;      /* "fr" */
    const char    *subject;
    const char    *body;
    struct instant at;
    const char    *unsubscribe; /* address for List-Unsubscribe by one click (RFC 8058), or NULL */
};

/* The whole message with CRLF line ends, every line at most 78 bytes but for long addresses; nothing
 * in any part can begin a header of its own. */
char *message_text(const struct message *m) MUST_CHECK;
char *message_id(int64_t id, const char *host); /* without the angle brackets */

/* "Name <a@b.org>" or "a@b.org" in two parts; false when there is no address in it. */
bool message_sender(const char *text, const char **name, const char **address);

/* `body` with the secret of each link ("?t=...") blanked: what may be kept and shown. */
char *message_blank(const char *body);
bool message_has_blanks(const char *body); /* message_blank() took something out of it */

#endif
