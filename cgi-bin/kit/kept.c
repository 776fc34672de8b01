/* kept.c - finished pages, kept by this process: those of strangers, and shared ones of signed-in people,
 * with blanks in place of their names. A kept page goes out only while the stamp of its area, read from the
 * database for each request, is what it was when the page was made: it is never older than the data. */
#include <stdlib.h>

#include "kit/web_int.h"

#define SLOTS 256
#define PAGE_MOST 200000
#define SECONDS_MOST 60    /* for what changes without a stamp, such as the number of members */
#define BYTES_MOST 3000000 /* of all pages together: a process stays small */

struct stamp_row {
    int64_t n;
};
DB_COLUMNS(stamp_cols, struct stamp_row, n);
DB_QUERY(q_stamp, stamp_cols, "SELECT n + (SELECT s.n FROM stamp s WHERE s.area = 'site') AS n FROM stamp WHERE area = ?");

static struct slot {
    char  *key, *body, *type, *etag;
    char  *link; /* its Link header, or NULL: the only one that a kept page may have */
    size_t size;
    int64_t stamp;
    struct instant made;
} slots[SLOTS];
static size_t   kept_bytes;
static unsigned hand; /* where the next page goes from when there are too many */

static char *key_of(const struct req *r)
{
    const char *save = header(r, "HTTP_SAVE_DATA");

    return fmt("%u %s%s?%s %s", r->user ? r->user->roles : 0, r->has_lang ? lang_code[r->lang] : "", r->path, r->query_string,
               save ? save : "");
}

static struct slot *slot_of(const char *key)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (const char *p = key; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    return &slots[h % SLOTS];
}

bool kept_find(struct req *r, int64_t *stamp, struct reply *out)
{
    struct stamp_row row;
    struct slot     *s;
    char            *key;

    *stamp = 0;
    if (db_one(r->db, q_stamp, &row, r->route->stamp))
        return false;
    *stamp = row.n;
    key = key_of(r);
    s = slot_of(key);
    if (!s->key || s->stamp != row.n || strcmp(s->key, key) != 0 ||
        instant_now().us - s->made.us > SECONDS_MOST * 1000000LL)
        return false;
    *out = (struct reply){.status = 200, .type = s->type, .body = s->body, .size = s->size};
    if (s->link)
        reply_header(r, "Link", s->link);
    if (!r->user)
        reply_header(r, "ETag", s->etag);
    return true;
}

bool kept_may(const struct req *r)
{
    const struct more *m = req_more(r);

    return m->nheaders == 0 || (m->nheaders == 1 && strcmp(m->headers[0].name, "Link") == 0);
}

static void slot_clear(struct slot *s)
{
    kept_bytes -= s->size;
    free(s->key);
    free(s->body);
    free(s->type);
    free(s->etag);
    free(s->link);
    *s = (struct slot){0};
}

void kept_put(const struct req *r, int64_t stamp, const struct reply *rep)
{
    char          *key = key_of(r);
    struct slot   *s = slot_of(key);
    unsigned char  h[SHA256_LEN];
    const struct more *m = req_more(r);

    if (rep->size > PAGE_MOST || stamp == 0)
        return;
    slot_clear(s);
    while (kept_bytes + rep->size > BYTES_MOST)
        slot_clear(&slots[hand++ % SLOTS]);
    kept_bytes += rep->size;
    sha256(rep->body, rep->size, h);
    *s = (struct slot){.key = strdup(key), .body = malloc(rep->size + 1), .type = strdup(rep->type),
                       .size = rep->size, .stamp = stamp, .made = instant_now()};
    if (m->nheaders)
        s->link = strdup(m->headers[0].value);
    if (!s->key || !s->body || !s->type || asprintf(&s->etag, "W/\"%s\"", hex(h, 8)) < 0)
        abort();
    memcpy(s->body, rep->body, rep->size);
}
