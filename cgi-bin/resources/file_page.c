/* file_page.c - a file goes out: by the web server, from the store, in pieces if wanted. */
#include "model/download.h"
#include "model/resource_item.h"
#include "resources/pages.h"
#include "resources/paths.h"

/* Ranges, If-Range and HEAD are the web server's work; what counts as a download is decided here: a GET
 * that asks for the beginning, by somebody who has no copy yet. */
static bool is_download(const struct req *r)
{
    const char *range = header(r, "HTTP_RANGE");

    return !r->head && header(r, "HTTP_IF_NONE_MATCH") == NULL && !download_is_robot(r->agent) &&
           (range == NULL || strncmp(range, "bytes=0-", 8) == 0);
}

/* A download that cannot be counted is still a download. */
static void count(struct req *r, const struct item_download *d)
{
    const char *country = "";

    if (r->user && download_country(r->db, r->user->id, &country) != OK)
        err_clear();
    if (download_note(r->db, d->id, d->resource_id, r->ip, r->agent, country) != OK)
        err_clear();
}

static char *base64(const unsigned char *p, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = talloc_zero_size(pool, (n + 2) / 3 * 4 + 1), *o = out;

    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
        *o++ = digit[v >> 18];
        *o++ = digit[v >> 12 & 63];
        *o++ = i + 1 < n ? digit[v >> 6 & 63] : '=';
        *o++ = i + 2 < n ? digit[v & 63] : '=';
    }
    return out;
}

/* RFC 9530. */
static char *digest(const char *sha256)
{
    unsigned char raw[SHA256_LEN];

    return unhex(sha256, raw, sizeof raw) ? fmt("sha-256=:%s:", base64(raw, sizeof raw)) : NULL;
}

static bool may_have(const struct req *r, const struct item_download *d)
{
    struct item_head h = {.state = d->state, .submitted_by = d->submitted_by};

    return item_may_see(r->user, &h);
}

/* Nobody gets what has a virus, or what may still have one. */
static bool is_safe(const struct item_download *d)
{
    if (strcmp(d->scan_state, "infected") == 0)
        return false;
    return strcmp(d->scan_state, "waiting") != 0 || empty(conf_text("clamd_socket"));
}

struct reply file_send(struct req *r)
{
    struct item_download d;
    enum err e = item_download_read(r->db, path_id(r, "id"), &d);

    if (e)
        return reply_error(r, e);
    if (strcmp(d.state, "withdrawn") == 0 && !user_has(r->user, EDITOR))
        return reply_status(r, 410);
    if (!may_have(r, &d))
        return reply_error(r, ERR_NOT_FOUND);
    if (d.removed_at.us && d.current_id)
        return reply_to(r, 302, file_path(d.current_id, d.current_name));
    if (d.removed_at.us || !is_safe(&d))
        return reply_status(r, d.removed_at.us ? 410 : 404);
    if (strcmp(path_text(r, "name"), d.name) != 0)
        return reply_to(r, 301, file_path(d.id, d.name));
    if (strcmp(d.state, "published") == 0 && is_download(r))
        count(r, &d);
    reply_header(r, "Repr-Digest", digest(d.sha256));
    reply_header(r, "Link", fmt("<%s>; rel=\"collection\"", site_url(fmt("/r/%" PRId64, d.resource_id))));
    /* Browsers keep it to go on with a broken download, and ask whether it is still the same. */
    reply_header(r, "Cache-Control", "private, no-cache");
    return reply_stored(r, d.sha256, d.mime, d.name, false);
}
