/* photo.c - see photo.h. */
#include "model/photo.h"

#include <stdio.h>
#include <unistd.h>

#include "kit/child.h"
#include "photo/picture.h"

#define AT_ONCE 1 /* on one machine: each may take this much memory */
static const struct child_limits limits = {.seconds = 10, .memory_mb = 512, .output = 1 << 20};

char *photo_program(void)
{
    char    exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    char   *slash, *beside;

    exe[n > 0 ? n : 0] = '\0';
    slash = strrchr(exe, '/');
    if (!slash)
        return copy("/usr/local/lib/m4d/m4d-photo");
    *slash = '\0';
    beside = fmt("%s/m4d-photo", exe);
    return access(beside, X_OK) == 0 ? beside : fmt("%s/../lib/m4d/m4d-photo", exe);
}

static const char *sentence(int code)
{
    switch (code) {
    case PICTURE_KIND: return _("This is not a photo that we can read. Choose a JPEG, PNG or WebP file");
    case PICTURE_TOO_LARGE:
        return _("This picture has more than 40 million points (megapixels). Choose a smaller one");
    case PICTURE_TOO_SMALL: return _("This picture is too small. Choose one of at least 96 by 96 points (pixels)");
    case PICTURE_HEIC:
        return _("This photo is in a format that we cannot read (HEIC or AVIF). Send it from the telephone itself, which converts it, or save it as JPEG first");
    case PICTURE_MOVES: return _("This picture moves. Choose one that stands still");
    default: return _("This file is damaged or did not arrive whole. Choose it again, or another one");
    }
}

static enum err refuse(int code)
{
    rules_begin();
    issue(rules_list(), NULL, sentence(code));
    return rules_end();
}

/* "1200 400\n", then so many bytes of both. */
static bool parts(const struct child_result *r, struct blob *large, struct blob *small)
{
    const char *end = memchr(r->text, '\n', r->n);
    size_t      a, b;

    if (!end || sscanf(r->text, "%zu %zu", &a, &b) != 2 || a == 0 || b == 0)
        return false;
    size_t left = r->n - (size_t)(end + 1 - r->text);
    if (a > left || b != left - a)
        return false;
    *large = (struct blob){end + 1, a};
    *small = (struct blob){end + 1 + a, b};
    return true;
}

static enum err run(const char *path, struct child_result *out)
{
    const char *argv[] = {photo_program(), path, NULL};
    int         turn;
    enum err    e;

    TRY(turn_take("photo", AT_ONCE, &turn));
    e = child_run(argv, &limits, NULL, NULL, out);
    close(turn);
    return e;
}

enum err photo_make(const char *path, struct photo *out)
{
    struct child_result r;
    struct blob         large, small;

    TRY(run(path, &r));
    if (r.code != 0)
        return refuse(r.code);
    if (!parts(&r, &large, &small))
        FAIL(ERR_INTERNAL, "m4d-photo said nothing of use");
    TRY(store_bytes(large.p, large.n, &out->large));
    return store_bytes(small.p, small.n, &out->small);
}
