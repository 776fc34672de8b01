/* picture.c - see picture.h. */
#include "photo/picture.h"

#include <stdlib.h>
#include <string.h>

enum picture picture_size_ok(uint64_t width, uint64_t height)
{
    if (width > PICTURE_POINTS_MOST || height > PICTURE_POINTS_MOST || width * height > PICTURE_POINTS_MOST)
        return PICTURE_TOO_LARGE;
    return width < PICTURE_SIDE_LEAST || height < PICTURE_SIDE_LEAST ? PICTURE_TOO_SMALL : PICTURE_OK;
}

/* "ftyp", then the names of what it is compatible with, four letters each: "heic", "mif1", "avif" and the like. */
static bool is_heic(const uint8_t *p, size_t n)
{
    static const char *const names[] = {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"};

    if (n < 12 || memcmp(p + 4, "ftyp", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (memcmp(p + 8, names[i], 4) == 0)
            return true;
    return false;
}

static enum picture decode(const uint8_t *p, size_t n, struct shrink *s, struct says *f)
{
    if (n > 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0)
        return picture_jpeg(p, n, s, f);
    if (n > 8 && memcmp(p, "\x89PNG\r\n\x1A\n", 8) == 0)
        return picture_png(p, n, s, f);
    if (n > 12 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0)
        return picture_webp(p, n, s, f);
    return is_heic(p, n) ? PICTURE_HEIC : PICTURE_KIND;
}

static enum picture write_small(const uint8_t *large, unsigned side, struct pictures *out)
{
    struct shrink s;
    bool          ok = shrink_begin(&s, side, side, PICTURE_SMALL);

    for (unsigned y = 0; ok && y < side; y++)
        shrink_row(&s, large + 3 * (size_t)side * y);
    ok = ok && jpeg_write(s.rgb, s.to, 82, &out->small, &out->nsmall);
    shrink_end(&s);
    return ok ? PICTURE_OK : PICTURE_TOO_LARGE;
}

static enum picture write_both(struct shrink *s, int turned, struct pictures *out)
{
    uint8_t     *upright = malloc(3 * (size_t)s->to * s->to);
    enum picture e = PICTURE_TOO_LARGE;

    if (upright) {
        square_upright(s->rgb, s->to, turned, upright);
        if (jpeg_write(upright, s->to, 82, &out->large, &out->nlarge))
            e = write_small(upright, s->to, out);
    }
    free(upright);
    return e;
}

enum picture picture_make(const uint8_t *p, size_t n, struct pictures *out)
{
    struct shrink s = {.to = 0};
    struct says   f = {.turned = 1};
    enum picture  e = decode(p, n, &s, &f);

    *out = (struct pictures){NULL, NULL, 0, 0};
    if (e == PICTURE_OK) {
        colours_of_screen(s.rgb, (size_t)s.to * s.to, &f);
        e = write_both(&s, f.turned, out);
    }
    free(f.icc);
    shrink_end(&s);
    return e;
}
