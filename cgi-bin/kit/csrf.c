/* csrf.c - a POST must come from a page of ours: a token that hangs on the session's cookie (for a
 * stranger: on a cookie of its own), and no word of the browser's that another site sent it. */
#include "kit/web_int.h"

char *csrf_token(struct req *r)
{
    struct more *m = req_more(r);

    if (m->set_session && *m->set_session)
        return sign("form", m->set_session); /* the next request comes with the new cookie */
    if (r->session)
        return sign("form", r->session->token);
    if (!m->form_nonce) {
        m->form_nonce = token_new();
        m->set_nonce = true;
    }
    return sign("stranger's form", m->form_nonce);
}

bool csrf_from_here(const struct req *r)
{
    const char *site = header(r, "HTTP_SEC_FETCH_SITE"), *origin = header(r, "HTTP_ORIGIN");

    if (!empty(site) && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (empty(origin) || strcmp(origin, "null") == 0)
        return true; /* sent under Referrer-Policy: no-referrer; the token decides */
    if (conf_bool("development") && strcmp(origin, fmt("http://%s", header(r, "HTTP_HOST"))) == 0)
        return true; /* localhost, 127.0.0.1, a test's port */
    return strcmp(origin, conf_text("site_url")) == 0;
}

bool csrf_ok(const struct req *r)
{
    const struct more *m = req_more(r);
    const char        *sent = form_text(r, "_token");

    if (!csrf_from_here(r))
        return false;
    if (r->session)
        return signed_ok("form", r->session->token, sent);
    return m->form_nonce && signed_ok("stranger's form", m->form_nonce, sent);
}
