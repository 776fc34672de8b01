#include "fuzz.h"
#include "photo/picture.h"

/* Whatever was sent: a reason, or two JPEG files. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    const uint8_t  *p = (const uint8_t *)bytes;
    struct pictures made;
    enum picture    e = picture_make(p, n, &made);
    int             turned = exif_turned(p, n);

    (void)ctx;
    CHECK(turned >= 1 && turned <= 8);
    if (e == PICTURE_OK) {
        CHECK(made.nlarge > 100 && made.nsmall > 100 && made.nsmall < 40000);
        CHECK(memcmp(made.large, "\xFF\xD8\xFF", 3) == 0 && memcmp(made.small, "\xFF\xD8\xFF", 3) == 0);
    } else {
        CHECK(e >= PICTURE_KIND && e <= PICTURE_HEIC);
    }
    free(made.large);
    free(made.small);
}
