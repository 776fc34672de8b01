/* picture.h - a picture from a stranger becomes two small squares, or a reason why not.
 *
 * Nothing of the file itself is kept: its points are read, turned as the camera noted, cut to the middle
 * square, made small, put into the colours of a screen and written as new JPEG files without any metadata. One
 * library per kind of file reads it (libjpeg-turbo, libpng, libwebp), one its colour profile (Little CMS), none
 * that guesses what a file might be or loads further code. Nothing here knows of the kit: the code runs in a
 * process of its own that can do nothing but this. */
#ifndef PHOTO_PICTURE_H
#define PHOTO_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PICTURE_POINTS_MOST 40000000 /* width times height */
#define PICTURE_SIDE_LEAST 96
#define PICTURE_PROFILE_MOST (128 * 1024) /* bytes of a colour profile; telephones write half a kilobyte */
#define PICTURE_LARGE 320
#define PICTURE_SMALL 96

/* Exit codes of the program as well; model/photo.c makes sentences of them. */
enum picture {
    PICTURE_OK,
    PICTURE_KIND = 10, /* neither JPEG nor PNG nor WebP */
    PICTURE_TOO_LARGE, /* more points than the limit */
    PICTURE_TOO_SMALL,
    PICTURE_BROKEN, /* not whole, or against its format */
    PICTURE_MOVES,  /* an animation */
    PICTURE_HEIC    /* HEIC or AVIF: what telephones keep, and browsers convert as they send it */
};

/* Makes a square of side `to` from the middle square of a picture whose rows come one by one: each point of
 * the result is the mean of what it covers. A smaller picture keeps its size. */
struct shrink {
    unsigned  width, height, side, left, top; /* of the picture, and its middle square */
    unsigned  to;                             /* side of the result */
    unsigned  row;                            /* that comes next */
    unsigned  out_row;
    uint64_t *across, *down; /* sums of one row of the picture, and of the rows so far */
    uint8_t  *rgb;           /* the result, 3 * to * to */
};
bool shrink_begin(struct shrink *s, unsigned width, unsigned height, unsigned to);
void shrink_row(struct shrink *s, const uint8_t *rgb); /* 3 * width */
bool shrink_done(const struct shrink *s);
void shrink_end(struct shrink *s); /* frees */

/* What a file says of its points. */
struct says {
    int      turned; /* how the camera was held: 1 to 8, EXIF's numbers */
    bool     grey;   /* one value a point: the profile is of that */
    uint8_t *icc;    /* colour profile, by malloc(); NULL: none */
    size_t   nicc;
};
/* Each decodes into s (begun by it) and fills in what the file says. */
enum picture picture_jpeg(const uint8_t *p, size_t n, struct shrink *s, struct says *f);
enum picture picture_png(const uint8_t *p, size_t n, struct shrink *s, struct says *f);
enum picture picture_webp(const uint8_t *p, size_t n, struct shrink *s, struct says *f);
enum picture picture_size_ok(uint64_t width, uint64_t height);

/* The orientation that a block of EXIF ("II*\0" or "MM\0*" and so on) tells; 1 when it tells none. */
int exif_turned(const uint8_t *p, size_t n);
/* A square as it looks upright. */
void square_upright(uint8_t *rgb, unsigned side, int turned, uint8_t *out);

/* Keeps a copy of a profile, unless there is one already or it is too large. */
void says_profile(struct says *f, const uint8_t *p, size_t n);
/* Makes ready what the library asks the system for (the time), before the system is shut off. */
bool colours_prepare(void);
/* The points, in place, as sRGB; as they are when there is no profile that can be followed. */
void colours_of_screen(uint8_t *rgb, size_t points, const struct says *f);

/* JPEG bytes by malloc(). False: out of memory. */
bool jpeg_write(const uint8_t *rgb, unsigned side, int quality, unsigned char **out, unsigned long *n);

struct pictures {
    unsigned char *large, *small;
    unsigned long  nlarge, nsmall;
};
/* The caller frees what is in *out. */
enum picture picture_make(const uint8_t *p, size_t n, struct pictures *out);

#endif
