/* test_photo.c - photos: how the camera was held, the middle square, made small. */
#include "unit.h"

#include <lcms2.h>

#include "photo/picture.h"

static const uint8_t tiff_le[] = {'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0};
static const uint8_t tiff_be[] = {'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0};

static void exif_is_read(void **state)
{
    uint8_t b[sizeof tiff_le];

    (void)state;
    assert_int_equal(exif_turned(tiff_le, sizeof tiff_le), 6);
    assert_int_equal(exif_turned(tiff_be, sizeof tiff_be), 8);
    for (size_t n = 0; n < 22; n++) {
        uint8_t *cut = malloc(n ? n : 1); /* its end is watched */

        memcpy(cut, tiff_le, n);
        assert_int_equal(exif_turned(cut, n), 1);
        free(cut);
    }
    for (int wrong = 0; wrong < 4; wrong++) {
        memcpy(b, tiff_le, sizeof b);
        b[wrong == 0 ? 18 : wrong == 1 ? 4 : wrong == 2 ? 12 : 0] = 0xFF; /* value, place, type, order of bytes */
        assert_int_equal(exif_turned(b, sizeof b), 1);
    }
}

/* 1 2
 * 3 4, each point of three equal bytes */
static void turned(int how, const char *want)
{
    uint8_t in[12], out[12];

    for (int i = 0; i < 12; i++)
        in[i] = (uint8_t)('1' + i / 3);
    square_upright(in, 2, how, out);
    for (int i = 0; i < 4; i++)
        assert_int_equal(out[3 * i], want[i]);
}

static void squares_stand_upright(void **state)
{
    (void)state;
    turned(1, "1234");
    turned(2, "2143");
    turned(3, "4321");
    turned(4, "3412");
    turned(5, "1324");
    turned(6, "3142");
    turned(7, "4231");
    turned(8, "2413");
}

static void feed(struct shrink *s, unsigned width, unsigned height, uint8_t (*shade)(unsigned x, unsigned y))
{
    uint8_t *row = malloc(3 * (size_t)width);

    for (unsigned y = 0; y < height; y++) {
        for (unsigned x = 0; x < width; x++)
            memset(row + 3 * x, shade(x, y), 3);
        shrink_row(s, row);
    }
    free(row);
}

static uint8_t flat(unsigned x, unsigned y) { (void)x; (void)y; return 200; }
static uint8_t halves(unsigned x, unsigned y) { (void)y; return x < 150 ? 0 : 250; }
static uint8_t middle(unsigned x, unsigned y) { (void)y; return x >= 100 && x < 200 ? 90 : 7; }
static uint8_t checks(unsigned x, unsigned y) { return (x + y) % 2 ? 255 : 0; }

static void pictures_are_made_small(void **state)
{
    static const unsigned sizes[][2] = {{96, 96}, {97, 96}, {641, 333}, {320, 5000}, {1, 1}, {1000, 999}};
    struct shrink s;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_true(shrink_begin(&s, sizes[i][0], sizes[i][1], 320));
        feed(&s, sizes[i][0], sizes[i][1], flat);
        assert_true(shrink_done(&s));
        for (size_t k = 0; k < 3 * (size_t)s.to * s.to; k++)
            assert_int_equal(s.rgb[k], 200);
        shrink_end(&s);
    }
    assert_true(shrink_begin(&s, 300, 300, 3)); /* 0, half, 250 */
    feed(&s, 300, 300, halves);
    assert_int_equal(s.rgb[0], 0);
    assert_int_equal(s.rgb[3], 125);
    assert_int_equal(s.rgb[6], 250);
    shrink_end(&s);
    assert_true(shrink_begin(&s, 300, 100, 10)); /* the middle square alone */
    feed(&s, 300, 100, middle);
    for (int i = 0; i < 300; i++)
        assert_int_equal(s.rgb[i], 90);
    shrink_end(&s);
    assert_true(shrink_begin(&s, 400, 400, 100));
    feed(&s, 400, 400, checks);
    assert_int_equal(s.rgb[3 * 50 * 100 + 150], 128);
    shrink_end(&s);
}

static void sizes_have_limits(void **state)
{
    (void)state;
    assert_int_equal(picture_size_ok(8000, 5000), PICTURE_OK);
    assert_int_equal(picture_size_ok(8000, 5001), PICTURE_TOO_LARGE);
    assert_int_equal(picture_size_ok(UINT32_MAX, UINT32_MAX), PICTURE_TOO_LARGE);
    assert_int_equal(picture_size_ok(UINT64_MAX, 2), PICTURE_TOO_LARGE);
    assert_int_equal(picture_size_ok(96, 96), PICTURE_OK);
    assert_int_equal(picture_size_ok(95, 9600), PICTURE_TOO_SMALL);
    assert_int_equal(picture_size_ok(0, 0), PICTURE_TOO_SMALL);
}

/* ---- colours ---- */

static void keep(cmsHPROFILE p, struct says *f)
{
    cmsUInt32Number n = 0;

    assert_true(cmsSaveProfileToMem(p, NULL, &n));
    f->nicc = n;
    f->icc = malloc(n); /* its end is watched */
    assert_true(cmsSaveProfileToMem(p, f->icc, &n));
    cmsCloseProfile(p);
}

/* What telephones write: the primaries of Display P3, the curve of sRGB. */
static struct says display_p3(void)
{
    static const cmsFloat64Number curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsCIExyY       white = {0.3127, 0.3290, 1};
    cmsCIExyYTRIPLE three = {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
    cmsToneCurve   *c = cmsBuildParametricToneCurve(NULL, 4, curve);
    struct says     f = {.turned = 1};

    keep(cmsCreateRGBProfile(&white, &three, (cmsToneCurve *[]){c, c, c}), &f);
    cmsFreeToneCurve(c);
    return f;
}

static void near(const uint8_t *got, int r, int g, int b)
{
    assert_in_range(got[0] + 3, r, r + 6);
    assert_in_range(got[1] + 3, g, g + 6);
    assert_in_range(got[2] + 3, b, b + 6);
}

static void colours_are_those_of_a_screen(void **state)
{
    /* red, green and a skin tone of sRGB, as Display P3 writes them */
    uint8_t     rgb[] = {234, 51, 35, 117, 251, 76, 214, 175, 154, 0, 0, 0, 255, 255, 255}, grey[] = {128, 128, 128, 0, 0, 0};
    struct says f = display_p3(), g = {.grey = true};
    cmsToneCurve *line = cmsBuildGamma(NULL, 1.0);

    (void)state;
    colours_of_screen(rgb, 5, &f);
    near(rgb, 255, 0, 0);
    near(rgb + 3, 0, 255, 0);
    near(rgb + 6, 224, 172, 150);
    near(rgb + 9, 0, 0, 0);
    near(rgb + 12, 255, 255, 255);
    keep(cmsCreateGrayProfile(cmsD50_xyY(), line), &g);
    cmsFreeToneCurve(line);
    colours_of_screen(grey, 2, &g);
    near(grey, 188, 188, 188);
    near(grey + 3, 0, 0, 0);
    free(f.icc);
    free(g.icc);
}

static void as_it_is(const struct says *f)
{
    uint8_t rgb[] = {234, 51, 35};

    colours_of_screen(rgb, 1, f);
    near(rgb, 234, 51, 35);
}

/* Cut off, of another kind, too large, with any byte wrong: no profile, or one that harms nothing. */
static void broken_profiles_count_as_none(void **state)
{
    struct says   f = display_p3(), g = f, large = {.turned = 1};
    uint8_t      *zeros = calloc(PICTURE_PROFILE_MOST + 1, 1);
    const size_t  heads[] = {12, 16, 36}; /* class, space, "acsp" */
    uint8_t       rgb[3];

    (void)state;
    for (size_t n = 0; n < f.nicc; n += n < 140 ? 1 : 13) {
        struct says cut = {.turned = 1};

        says_profile(&cut, f.icc, n);
        assert_int_equal(cut.nicc, n);
        memcpy(rgb, (uint8_t[]){234, 51, 35}, 3);
        colours_of_screen(rgb, 1, &cut);
        assert_true(rgb[0] == 234 || (n > 500 && rgb[0] >= 252)); /* what ends it is not needed */
        free(cut.icc);
    }
    for (size_t i = 0; i < 3; i++) {
        memcpy(f.icc + heads[i], "CMYK", 4);
        as_it_is(&f);
        memcpy(f.icc + heads[i], i == 0 ? "mntr" : i == 1 ? "RGB " : "acsp", 4);
    }
    g.grey = true; /* a picture of one value, a profile of three */
    as_it_is(&g);
    for (size_t i = 0; i < f.nicc; i++)
        for (int k = 0; k < 4; k++) {
            uint8_t was = f.icc[i];

            f.icc[i] = (uint8_t[]){0, 0xFF, (uint8_t)(was ^ 1), (uint8_t)(was ^ 0x80)}[k];
            memset(rgb, 99, 3);
            colours_of_screen(rgb, 1, &f);
            f.icc[i] = was;
        }
    says_profile(&large, zeros, PICTURE_PROFILE_MOST + 1);
    assert_null(large.icc);
    free(zeros);
    free(f.icc);
}

static void telephone_formats_are_told_apart(void **state)
{
    static const char *const files[] = {"\0\0\0\x18" "ftypheic\0\0\0\0", "\0\0\0\x18" "ftypmif1\0\0\0\0", "\0\0\0\x20" "ftypavif\0\0\0\0"};
    struct pictures made;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (size_t n = 0; n <= 16; n++) {
            uint8_t *cut = malloc(n ? n : 1);

            memcpy(cut, files[i], n);
            assert_int_equal(picture_make(cut, n, &made), n < 12 ? PICTURE_KIND : PICTURE_HEIC);
            free(cut);
        }
    assert_int_equal(picture_make((const uint8_t *)"\0\0\0\x18" "ftypqt  \0\0\0\0", 16, &made), PICTURE_KIND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exif_is_read), cmocka_unit_test(squares_stand_upright),
        cmocka_unit_test(pictures_are_made_small), cmocka_unit_test(sizes_have_limits),
        cmocka_unit_test(colours_are_those_of_a_screen), cmocka_unit_test(broken_profiles_count_as_none),
        cmocka_unit_test(telephone_formats_are_told_apart),
    };

    return cmocka_run_group_tests_name("photo", tests, NULL, NULL);
}
