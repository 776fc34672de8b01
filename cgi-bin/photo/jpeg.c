/* jpeg.c - reads and writes JPEG (libjpeg-turbo). */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "photo/picture.h"

struct trouble {
    struct jpeg_error_mgr base;
    jmp_buf               out;
    bool                  broken;
};

/* A line of the picture: not on the stack, where an error's jump would leave it in doubt. */
static uint8_t *row;

static void on_error(j_common_ptr c)
{
    longjmp(((struct trouble *)c->err)->out, 1);
}

/* libjpeg goes on with grey where data is missing; nobody wants such a photo. */
static void on_message(j_common_ptr c, int level)
{
    struct trouble *t = (struct trouble *)c->err;
    int             code = c->err->msg_code;

    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
                      code == JWRN_BOGUS_PROGRESSION))
        t->broken = true;
}

static void no_output(j_common_ptr c)
{
    (void)c;
}

static struct jpeg_error_mgr *errors(struct trouble *t)
{
    jpeg_std_error(&t->base);
    t->base.error_exit = on_error;
    t->base.emit_message = on_message;
    t->base.output_message = no_output;
    return &t->base;
}

static int turned_of(const struct jpeg_decompress_struct *c)
{
    for (jpeg_saved_marker_ptr m = c->marker_list; m; m = m->next)
        if (m->data_length > 6 && memcmp(m->data, "Exif\0\0", 6) == 0)
            return exif_turned(m->data + 6, m->data_length - 6);
    return 1;
}

/* Colours of print are converted by rule of thumb (below), so their profiles are left alone. */
static void profile_of(struct jpeg_decompress_struct *c, struct says *f)
{
    JOCTET      *icc = NULL;
    unsigned int n = 0;

    f->grey = c->num_components == 1;
    if (c->num_components <= 3 && jpeg_read_icc_profile(c, &icc, &n))
        says_profile(f, icc, n);
    free(icc);
}

/* libjpeg itself reads a large picture at a half, a quarter or an eighth of its size. */
static void choose_scale(struct jpeg_decompress_struct *c)
{
    unsigned side = c->image_width < c->image_height ? c->image_width : c->image_height;

    c->scale_num = 1;
    c->scale_denom = 1;
    while (c->scale_denom < 8 && side / (c->scale_denom * 2) >= 2 * PICTURE_LARGE)
        c->scale_denom *= 2;
}

/* Colours of print (CMYK, as Adobe writes it: upside down) as those of a screen, in place: the fourth value of
 * a point is read before it is written over. */
static void from_cmyk(uint8_t *p, unsigned width, bool inverted)
{
    for (unsigned x = 0; x < width; x++)
        for (unsigned c = 0; c < 3; c++) {
            unsigned v = p[4 * x + c], k = p[4 * x + 3];

            p[3 * x + c] = (uint8_t)(inverted ? v * k / 255 : (255 - v) * (255 - k) / 255);
        }
}

static enum picture rows(struct jpeg_decompress_struct *c, struct shrink *s)
{
    bool cmyk = c->jpeg_color_space == JCS_CMYK || c->jpeg_color_space == JCS_YCCK;

    c->out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    choose_scale(c);
    jpeg_start_decompress(c);
    row = malloc((size_t)c->output_width * 4);
    if (!row || !shrink_begin(s, c->output_width, c->output_height, PICTURE_LARGE))
        return PICTURE_TOO_LARGE;
    while (c->output_scanline < c->output_height && !shrink_done(s)) {
        if (jpeg_read_scanlines(c, &row, 1) != 1)
            return PICTURE_BROKEN;
        if (cmyk)
            from_cmyk(row, c->output_width, c->saw_Adobe_marker);
        shrink_row(s, row);
    }
    return shrink_done(s) ? PICTURE_OK : PICTURE_BROKEN;
}

static enum picture decode(struct jpeg_decompress_struct *c, const uint8_t *p, size_t n, struct shrink *s,
                           struct says *f)
{
    enum picture e;

    jpeg_mem_src(c, p, n);
    jpeg_save_markers(c, JPEG_APP0 + 1, 0xFFFF); /* EXIF */
    jpeg_save_markers(c, JPEG_APP0 + 2, 0xFFFF); /* colour profile */
    if (jpeg_read_header(c, TRUE) != JPEG_HEADER_OK)
        return PICTURE_BROKEN;
    f->turned = turned_of(c);
    profile_of(c, f);
    e = picture_size_ok(c->image_width, c->image_height);
    return e ? e : rows(c, s);
}

enum picture picture_jpeg(const uint8_t *p, size_t n, struct shrink *s, struct says *f)
{
    struct jpeg_decompress_struct c = {.mem = NULL};
    struct trouble                t = {.broken = false};
    volatile enum picture         e = PICTURE_BROKEN;

    c.err = errors(&t);
    if (setjmp(t.out) == 0) {
        jpeg_create_decompress(&c);
        e = decode(&c, p, n, s, f);
    }
    jpeg_destroy_decompress(&c);
    free(row);
    row = NULL;
    return e == PICTURE_OK && t.broken ? PICTURE_BROKEN : e;
}

bool jpeg_write(const uint8_t *rgb, unsigned side, int quality, unsigned char **out, unsigned long *n)
{
    struct jpeg_compress_struct c = {.mem = NULL};
    struct trouble              t = {.broken = false};

    *out = NULL;
    *n = 0;
    c.err = errors(&t);
    if (setjmp(t.out)) {
        jpeg_destroy_compress(&c);
        return false;
    }
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, out, n);
    c.image_width = c.image_height = side;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, quality, TRUE);
    c.optimize_coding = TRUE;
    jpeg_start_compress(&c, TRUE);
    while (c.next_scanline < side) {
        JSAMPROW line = (JSAMPROW)(uintptr_t)(rgb + 3 * (size_t)side * c.next_scanline);

        jpeg_write_scanlines(&c, &line, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    return true;
}
