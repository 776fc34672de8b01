/* mail_page.c - mails that a development instance would have sent. */
#include "home/mail_read.h"
#include "home/pages.h"

#define MAILS_MOST 200

/* NULL: not here. */
static const char *sink(void)
{
    const char *folder = conf_text("mail_sink_dir");

    return conf_bool("development") && *folder ? folder : NULL;
}

static void put_mail(HDF *h, const struct mail_file *m)
{
    put_text(h, "file", m->file);
    put_text(h, "from", m->from);
    put_text(h, "to", m->to);
    put_text(h, "subject", *m->subject ? m->subject : _("(no subject)"));
    put_text(h, "date", m->date);
    put_text(h, "lang", *m->lang ? m->lang : NULL);
    put_instant(h, "at", m->at);
}

struct reply mail_index(struct req *r)
{
    struct mail_files found;
    const char       *to = query_text(r, "to");

    if (!sink())
        return reply_status(r, 404);
    mail_list(sink(), to, MAILS_MOST, &found);
    for (size_t i = 0; i < found.n; i++)
        put_mail(put_item(r->page, "mails", i), &found.v[i]);
    put_text(r->page, "to", to);
    put_bool(r->page, "page.no_index", true);
    return reply_page(r, "home/mails.cst");
}

/* Where a link in running text ends: before a blank, a closing bracket or the full stop of a sentence. */
static size_t link_length(const char *s)
{
    size_t n = strcspn(s, " \t\n<>\"");

    while (n && strchr(".,;:!?)", s[n - 1]))
        n--;
    return n;
}

static const char *next_link(const char *s)
{
    const char *a = strstr(s, "http://"), *b = strstr(s, "https://");

    return !a ? b : !b || a < b ? a : b;
}

/* The body in pieces, links apart from text. */
static void put_body(HDF *h, const char *s)
{
    size_t i = 0;

    while (*s) {
        const char *link = next_link(s);
        HDF        *piece;

        if (link != s) {
            piece = put_item(h, "body", i++);
            put_text(piece, "text", link ? talloc_strndup(pool, s, (size_t)(link - s)) : s);
        }
        if (!link)
            return;
        size_t n = link_length(link);
        piece = put_item(h, "body", i++);
        put_text(piece, "text", talloc_strndup(pool, link, n));
        put_text(piece, "href", parse_url(pool, talloc_strndup(pool, link, n)));
        s = link + n;
    }
}

struct reply mail_show(struct req *r)
{
    struct mail_file m = {0};

    if (!sink() || !mail_read(sink(), path_text(r, "file"), &m))
        return reply_status(r, 404);
    put_mail(put_node(r->page, "mail"), &m);
    put_body(put_node(r->page, "mail"), m.body);
    put_bool(r->page, "page.no_index", true);
    return reply_page(r, "home/mail.cst");
}
