/* colours.c - points of a picture that brings a colour profile, as those of a screen (Little CMS).
 *
 * Telephones write wide colours (Display P3): their numbers, taken for sRGB, look dull. Only a profile of three
 * colours or of grey is followed; one that is large, of another kind or broken counts as none. */
#include <stdlib.h>
#include <string.h>

#include <lcms2.h>

#include "photo/picture.h"

enum { HEADER = 128, CLASS = 12, SPACE = 16, MAGIC = 36 };

static cmsHPROFILE screen;

bool colours_prepare(void)
{
    if (!screen)
        screen = cmsCreate_sRGBProfile();
    return screen != NULL;
}

static bool is(const uint8_t *p, const char *four)
{
    return memcmp(p, four, 4) == 0;
}

/* Whether the head says that it tells the colours of a screen, a camera or a space of three, or of one. */
static bool fits(const struct says *f)
{
    const uint8_t *p = f->icc;

    return f->nicc > HEADER && f->nicc <= PICTURE_PROFILE_MOST && is(p + MAGIC, "acsp") &&
           (is(p + CLASS, "mntr") || is(p + CLASS, "scnr") || is(p + CLASS, "spac")) &&
           is(p + SPACE, f->grey ? "GRAY" : "RGB ");
}

static void turn(cmsHTRANSFORM t, uint8_t *rgb, size_t points, bool grey)
{
    uint8_t *one = grey ? malloc(points) : NULL;

    if (!grey)
        cmsDoTransform(t, rgb, rgb, (cmsUInt32Number)points);
    for (size_t i = 0; one && i < points; i++)
        one[i] = rgb[3 * i];
    if (one)
        cmsDoTransform(t, one, rgb, (cmsUInt32Number)points);
    free(one);
}

void colours_of_screen(uint8_t *rgb, size_t points, const struct says *f)
{
    cmsHPROFILE   own = NULL;
    cmsHTRANSFORM t = NULL;

    if (f->icc && fits(f) && colours_prepare())
        own = cmsOpenProfileFromMem(f->icc, (cmsUInt32Number)f->nicc);
    if (own)
        t = cmsCreateTransform(own, f->grey ? TYPE_GRAY_8 : TYPE_RGB_8, screen, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, 0);
    if (t) {
        turn(t, rgb, points, f->grey);
        cmsDeleteTransform(t);
    }
    if (own)
        cmsCloseProfile(own);
}

void says_profile(struct says *f, const uint8_t *p, size_t n)
{
    if (f->icc || n == 0 || n > PICTURE_PROFILE_MOST || !(f->icc = malloc(n)))
        return;
    memcpy(f->icc, p, n);
    f->nicc = n;
}
