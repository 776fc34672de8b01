/* upright.c - how the camera was held: read from EXIF, and undone. Only the one number is looked for: a
 * library for all of EXIF would read far more of what a stranger sent. */
#include <string.h>

#include "photo/picture.h"

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

struct tiff {
    const uint8_t *p;
    size_t         n;
    bool           big; /* Motorola's order of bytes */
};

static unsigned u16(const struct tiff *t, size_t at)
{
    return t->big ? (unsigned)t->p[at] << 8 | t->p[at + 1] : (unsigned)t->p[at + 1] << 8 | t->p[at];
}

static size_t u32(const struct tiff *t, size_t at)
{
    size_t a = u16(t, at), b = u16(t, at + 2);

    return t->big ? a << 16 | b : b << 16 | a;
}

int exif_turned(const uint8_t *p, size_t n)
{
    struct tiff t = {p, n, n > 0 && p[0] == 'M'};

    if (n < 8 || (memcmp(p, "II*\0", 4) != 0 && memcmp(p, "MM\0*", 4) != 0))
        return 1;
    size_t dir = u32(&t, 4);
    if (dir > n - 2)
        return 1;
    size_t entries = u16(&t, dir);
    for (size_t i = 0, at = dir + 2; i < entries && n >= 12 && at <= n - 12; i++, at += 12)
        if (u16(&t, at) == TAG_ORIENTATION && u16(&t, at + 2) == TYPE_SHORT) {
            unsigned v = u16(&t, at + 8);
            return v >= 1 && v <= 8 ? (int)v : 1;
        }
    return 1;
}

/* 2: mirrored, 3: upside down, 4: both, 5 to 8: lying on a side, and so on. */
void square_upright(uint8_t *rgb, unsigned side, int turned, uint8_t *out)
{
    unsigned last = side - 1;

    for (unsigned y = 0; y < side; y++)
        for (unsigned x = 0; x < side; x++) {
            bool     lies = turned >= 5;
            unsigned fx = lies ? y : x, fy = lies ? x : y;

            if (turned == 2 || turned == 3 || turned == 7 || turned == 8)
                fx = last - fx;
            if (turned == 3 || turned == 4 || turned == 6 || turned == 7)
                fy = last - fy;
            memcpy(out + 3 * ((size_t)y * side + x), rgb + 3 * ((size_t)fy * side + fx), 3);
        }
}
