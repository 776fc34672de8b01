/* message_text.c - what members typed, as template data: plain text in which web addresses are links. */
#include "model/message_int.h"
#include "model/text_links.h"

void message_text_to_hdf(const char *body, HDF *h)
{
    struct text_parts l = text_links(body);

    for (size_t i = 0; i < l.n; i++) {
        HDF *part = put_item(h, "parts", i);

        put_text(part, "text", l.v[i].text);
        put_text(part, "url", l.v[i].url);
    }
}

char *message_begins(const char *text, size_t n)
{
    const char *s = text;
    size_t      left = strlen(text), used;
    uint32_t    c;

    while (n && left && (used = utf8_next(s, left, &c)) > 0) {
        s += used;
        left -= used;
        n--;
    }
    return left ? fmt("%.*s…", (int)(s - text), text) : copy(text);
}

char *message_begins_line(const char *text, size_t n)
{
    return message_begins(text_tidy(pool, text, true), n);
}

const char *message_name(const char *name)
{
    return name ? name : _("Former member");
}

const char *message_subject(const char *subject)
{
    return empty(subject) ? _("(subject removed)") : subject;
}
