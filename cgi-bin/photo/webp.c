/* webp.c - reads WebP (libwebp). */
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>

#include "photo/picture.h"

static size_t u32(const uint8_t *p)
{
    return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

static int turned_of(const uint8_t *exif, size_t n)
{
    bool named = n > 6 && memcmp(exif, "Exif\0\0", 6) == 0;

    return named ? exif_turned(exif + 6, n - 6) : exif_turned(exif, n);
}

/* Chunks of RIFF: a name of four letters, a length, and so many bytes, with one more when they are odd. */
static void read_chunks(const uint8_t *p, size_t n, struct says *f)
{
    for (size_t at = 12; n >= 8 && at <= n - 8;) {
        size_t size = u32(p + at + 4), left = n - at - 8;

        if (size > left)
            return;
        if (memcmp(p + at, "EXIF", 4) == 0)
            f->turned = turned_of(p + at + 8, size);
        else if (memcmp(p + at, "ICCP", 4) == 0)
            says_profile(f, p + at + 8, size);
        if (size + (size & 1) > left)
            return;
        at += 8 + size + (size & 1);
    }
}

/* The library makes a large picture smaller while it reads it. */
static void choose_scale(WebPDecoderConfig *c)
{
    unsigned w = (unsigned)c->input.width, h = (unsigned)c->input.height, side = w < h ? w : h;

    if (side <= 2 * PICTURE_LARGE)
        return;
    c->options.use_scaling = 1;
    c->options.scaled_width = (int)((uint64_t)w * 2 * PICTURE_LARGE / side);
    c->options.scaled_height = (int)((uint64_t)h * 2 * PICTURE_LARGE / side);
}

static enum picture rows(const WebPDecBuffer *b, struct shrink *s)
{
    unsigned width = (unsigned)b->width, height = (unsigned)b->height;
    uint8_t *row = malloc(3 * (size_t)width);

    if (!row || !shrink_begin(s, width, height, PICTURE_LARGE)) {
        free(row);
        return PICTURE_TOO_LARGE;
    }
    for (unsigned y = 0; y < height; y++) {
        const uint8_t *from = b->u.RGBA.rgba + (size_t)b->u.RGBA.stride * y;

        for (unsigned x = 0; x < width; x++, from += 4)
            for (int c = 0; c < 3; c++)
                row[3 * x + (unsigned)c] = (uint8_t)((from[c] * from[3] + 255 * (255 - from[3]) + 127) / 255);
        shrink_row(s, row);
    }
    free(row);
    return shrink_done(s) ? PICTURE_OK : PICTURE_BROKEN;
}

enum picture picture_webp(const uint8_t *p, size_t n, struct shrink *s, struct says *f)
{
    WebPDecoderConfig c;
    enum picture      e;

    if (!WebPInitDecoderConfig(&c) || WebPGetFeatures(p, n, &c.input) != VP8_STATUS_OK)
        return PICTURE_BROKEN;
    if (c.input.has_animation)
        return PICTURE_MOVES;
    e = picture_size_ok((uint64_t)c.input.width, (uint64_t)c.input.height);
    if (e)
        return e;
    read_chunks(p, n, f);
    c.output.colorspace = MODE_RGBA;
    choose_scale(&c);
    VP8StatusCode code = WebPDecode(p, n, &c);
    e = code == VP8_STATUS_OK ? rows(&c.output, s) : code == VP8_STATUS_OUT_OF_MEMORY ? PICTURE_TOO_LARGE : PICTURE_BROKEN;
    WebPFreeDecBuffer(&c.output);
    return e;
}
