/* site_page.c - what machines ask a site for. */
#include "home/pages.h"

static struct reply plain(struct req *r, const char *text)
{
    reply_header(r, "Cache-Control", "public, max-age=3600");
    return reply_bytes(r, "text/plain; charset=utf-8", text, strlen(text));
}

/* Pages of single people and of staff are of no use in a search engine. */
struct reply site_robots(struct req *r)
{
    char *s = copy("User-agent: *\n");

    for (int l = 0; l < LANG_N; l++)
        s = talloc_asprintf_append(s, "Disallow: /%s/me\nDisallow: /%s/sign-in\nDisallow: /%s/admin\n"
                                      "Disallow: /%s/pages\nDisallow: /%s/search\nDisallow: /%s/resources/manage\n",
                                   lang_code[l], lang_code[l], lang_code[l], lang_code[l], lang_code[l],
                                   lang_code[l]);
    return plain(r, talloc_asprintf_append(s, "Disallow: /dev/\n\nSitemap: %s\n", site_url("/sitemap.xml")));
}

/* RFC 9116. Expires is far enough away and moves on by itself. */
struct reply site_security(struct req *r)
{
    struct date d = today();

    return plain(r, fmt("Contact: mailto:%s\nExpires: %04d-%02d-01T00:00:00Z\nPreferred-Languages: en, fr, es\n"
                        "Canonical: %s\n",
                        conf_text("contact_email"), d.year + 1, d.month,
                        site_url("/.well-known/security.txt")));
}
