#include "fuzz.h"

/* What happened, so that two runs can be compared. */
struct notes {
    uint64_t hash;
    uint64_t data; /* bytes of all bodies */
    int      parts, open;
};

static void note(struct notes *n, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        n->hash = (n->hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
}
static void note_text(struct notes *n, const char *s)
{
    note(n, s ? s : "\1", s ? strlen(s) + 1 : 1);
}
static bool on_begin(void *arg, const struct multipart_part *p)
{
    struct notes *n = arg;

    CHECK(!n->open);
    CHECK(p->name != NULL && *p->name != '\0' && utf8_valid(p->name, strlen(p->name)));
    if (p->filename != NULL) {
        CHECK(utf8_valid(p->filename, strlen(p->filename)));
        CHECK(strpbrk(p->filename, "/\\\r\n") == NULL);
    }
    if (p->type != NULL)
        CHECK(utf8_valid(p->type, strlen(p->type)) && strpbrk(p->type, "\r\n") == NULL);
    note_text(n, p->name);
    note_text(n, p->filename);
    note_text(n, p->type);
    n->open = 1;
    n->parts++;
    return true;
}
static bool on_data(void *arg, const char *bytes, size_t len)
{
    struct notes *n = arg;

    CHECK(n->open && len > 0);
    note(n, bytes, len);
    n->data += len;
    return true;
}
static bool on_end(void *arg)
{
    struct notes *n = arg;

    CHECK(n->open);
    note_text(n, NULL);
    n->open = 0;
    return true;
}

/* step 0: all at once; otherwise pieces of pseudo-random sizes. */
static enum parse run(void *ctx, const char *bytes, size_t n, unsigned step, struct notes *notes)
{
    struct multipart_limits lim = {.parts = 5, .headers = 5, .header_bytes = 300};
    struct multipart_events ev = {on_begin, on_data, on_end, notes};
    struct multipart       *mp = multipart_new(ctx, "multipart/form-data; boundary=\"B b\"", &lim, &ev);
    size_t                  at = 0;

    *notes = (struct notes){.hash = 1469598103934665603u};
    while (at < n) {
        size_t len = step ? 1 + (step = step * 1103515245 + 12345) / 65536 % 7 : n;
        if (len > n - at)
            len = n - at;
        char *piece = malloc(len); /* exact: reading past its end is seen */
        memcpy(piece, bytes + at, len);
        enum parse e = multipart_feed(mp, piece, len);
        free(piece);
        at += len;
        if (e != PARSE_OK) {
            CHECK(multipart_feed(mp, "x", 1) == e);
            break;
        }
    }
    return multipart_finish(mp);
}

/* The first byte chooses: 255 tries the rest as a Content-Type, any other is the seed of the pieces. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    struct notes            whole, pieces;
    struct multipart_limits lim = {1, 1, 10};
    struct multipart_events ev = {on_begin, on_data, on_end, &whole};

    if (n == 0)
        return;
    unsigned seed = (unsigned char)bytes[0];
    if (seed == 255) {
        char *type = fuzz_string(bytes + 1, n - 1);
        (void)multipart_new(ctx, type, &lim, &ev);
        free(type);
        return;
    }
    enum parse a = run(ctx, bytes + 1, n - 1, 0, &whole);
    enum parse b = run(ctx, bytes + 1, n - 1, seed + 1, &pieces);
    CHECK(a == b);
    CHECK(whole.parts == pieces.parts && whole.open == pieces.open);
    CHECK(whole.data == pieces.data && whole.data < n);
    CHECK(whole.hash == pieces.hash);
    if (a == PARSE_OK)
        CHECK(!whole.open);
}
