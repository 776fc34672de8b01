/* alerts_stop_page.c - ends the mails about what is new, for whoever has the link of one. Opening it changes
 * nothing: mail scanners open links. */
#include "model/saved_search.h"
#include "resources/alerts.h"

static struct reply show(struct req *r, bool good, bool done)
{
    secret_page(r);
    put_bool(r->page, "good", good);
    put_bool(r->page, "done", done);
    put_text(r->page, "t", query_text(r, "t"));
    return reply_page_as(r, good ? 200 : 404, "resources/alerts_stop.cst");
}

struct reply alerts_stop(struct req *r)
{
    int64_t member;

    return show(r, saved_search_token_read(query_text(r, "t"), &member), false);
}

/* No redirection: mail programs follow none (RFC 8058). Pressed again it says the same. */
struct reply alerts_stop_do(struct req *r)
{
    int64_t member;
    enum err e;

    if (!saved_search_token_read(query_text(r, "t"), &member))
        return show(r, false, false);
    e = saved_search_stop_all(r->db, member);
    return e ? reply_error(r, e) : show(r, true, true);
}
