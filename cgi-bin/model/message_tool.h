/* message_tool.h - sample messages of a development site, as if they had been written some time ago. */
#ifndef MODEL_MESSAGE_TOOL_H
#define MODEL_MESSAGE_TOOL_H

#include "kit/base.h"

struct message_tool {
    const char *from, *to; /* addresses of two members */
    const char *subject;   /* tells their conversations apart */
    const char *body;
    int64_t     hours;     /* ago */
    bool        read;      /* by whom it was written to */
};
/* Adds it at the end of the conversation; one that is there already is left alone. Nobody is mailed.
 * ERR_NOT_FOUND: nobody has that address. */
enum err message_tool_put(struct db *db, const struct message_tool *m) MUST_CHECK;

#endif
