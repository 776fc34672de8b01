/* png.c - reads PNG (libpng). */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "photo/picture.h"

struct source {
    const uint8_t *p;
    size_t         n;
};
/* What has to be given back after an error jumps out of the middle: not on the stack, where the jump would
 * leave it in doubt. There is one picture at a time. */
struct held {
    uint8_t *all, *row;
    uint8_t **rows;
};
static struct held held;

static void on_read(png_structp png, png_bytep out, size_t n)
{
    struct source *s = png_get_io_ptr(png);

    if (n > s->n)
        png_error(png, "ends too early");
    memcpy(out, s->p, n);
    s->p += n;
    s->n -= n;
}

static void on_error(png_structp png, png_const_charp why)
{
    (void)why;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp why)
{
    (void)png;
    (void)why;
}

/* What can be seen through stands on white. */
static void on_white(const uint8_t *rgba, unsigned width, uint8_t *rgb)
{
    for (unsigned x = 0; x < width; x++, rgba += 4, rgb += 3)
        for (int c = 0; c < 3; c++)
            rgb[c] = (uint8_t)((rgba[c] * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255);
}

/* Nothing but the points, the orientation and the colour profile is looked at: no texts. */
static void limit(png_structp png)
{
    png_byte wanted[] = "eXIf\0iCCP";

    png_set_user_limits(png, 1000000, 1000000);
    png_set_chunk_malloc_max(png, 1 << 20);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted, 2);
}

static int turned_of(png_structp png, png_infop info)
{
    png_uint_32 n = 0;
    png_bytep   exif = NULL;

    return png_get_eXIf_1(png, info, &n, &exif) && exif ? exif_turned(exif, n) : 1;
}

static void profile_of(png_structp png, png_infop info, struct says *f)
{
    png_charp   name;
    png_bytep   icc;
    png_uint_32 n;
    int         method;

    f->grey = !(png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR);
    if (png_get_iCCP(png, info, &name, &method, &icc, &n))
        says_profile(f, icc, n);
}

static void as_rgba(png_structp png, png_infop info)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    (void)png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

static enum picture rows(png_structp png, png_infop info, struct shrink *s)
{
    struct held *h = &held;
    unsigned width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    size_t   line = png_get_rowbytes(png, info);
    bool     laced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;

    if (line != 4 * (size_t)width)
        return PICTURE_BROKEN;
    h->all = malloc(laced ? line * height : line);
    h->row = malloc(3 * (size_t)width);
    h->rows = malloc(laced ? height * sizeof *h->rows : 1);
    if (!h->all || !h->row || !h->rows || !shrink_begin(s, width, height, PICTURE_LARGE))
        return PICTURE_TOO_LARGE;
    for (unsigned y = 0; laced && y < height; y++)
        h->rows[y] = h->all + line * y;
    if (laced)
        png_read_image(png, h->rows);
    for (unsigned y = 0; y < height; y++) {
        if (!laced)
            png_read_row(png, h->all, NULL);
        on_white(laced ? h->rows[y] : h->all, width, h->row);
        shrink_row(s, h->row);
    }
    return shrink_done(s) ? PICTURE_OK : PICTURE_BROKEN;
}

static enum picture decode(png_structp png, png_infop info, struct shrink *s, struct says *f)
{
    enum picture e;

    limit(png);
    png_read_info(png, info);
    f->turned = turned_of(png, info);
    profile_of(png, info, f);
    e = picture_size_ok(png_get_image_width(png, info), png_get_image_height(png, info));
    if (e)
        return e;
    as_rgba(png, info);
    return rows(png, info, s);
}

enum picture picture_png(const uint8_t *p, size_t n, struct shrink *s, struct says *f)
{
    struct source         from = {p, n};
    png_structp           png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    png_infop             info = png ? png_create_info_struct(png) : NULL;
    volatile enum picture e = PICTURE_BROKEN;

    if (info && setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &from, on_read);
        e = decode(png, info, s, f);
    }
    png_destroy_read_struct(&png, &info, NULL);
    free(held.all);
    free(held.row);
    free(held.rows);
    held = (struct held){NULL, NULL, NULL};
    return e;
}
