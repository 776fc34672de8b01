/* csrf.c - a POST must come from a page of ours: a token that hangs on the session's cookie (for a
 * stranger: on a cookie of its own), and no word of the browser's that another site sent it. */
#include "kit/web_int.h"

/* Another text in each page that is made: pages are compressed, and from the sizes of many compressed pages a
 * text that is always the same could be guessed (BREACH). */
static char *token_of(struct more *m, const char *purpose, const char *secret)
{
    char *once;

    if (m->form_token && strcmp(m->form_secret, secret) == 0)
        return m->form_token;
    once = talloc_strndup(pool, token_new(), 16);
    m->form_secret = secret;
    m->form_token = fmt("%s.%s", once, sign(purpose, fmt("%s.%s", once, secret)));
    return m->form_token;
}

static bool token_ok(const char *purpose, const char *secret, const char *sent)
{
    const char *dot = sent ? strchr(sent, '.') : NULL;

    return dot && dot - sent == 16 && signed_ok(purpose, fmt("%.16s.%s", sent, secret), dot + 1);
}

char *csrf_token(struct req *r)
{
    struct more *m = req_more(r);

    if (m->set_session && *m->set_session)
        return token_of(m, "form", m->set_session); /* the next request comes with the new cookie */
    if (r->session)
        return token_of(m, "form", r->session->token);
    if (!m->form_nonce) {
        m->form_nonce = token_new();
        m->set_nonce = true;
    }
    return token_of(m, "stranger's form", m->form_nonce);
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
        return token_ok("form", r->session->token, sent);
    return m->form_nonce && token_ok("stranger's form", m->form_nonce, sent);
}
