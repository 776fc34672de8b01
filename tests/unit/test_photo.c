/* test_photo.c - photos: how the camera was held, the middle square, made small. */
#include "unit.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exif_is_read), cmocka_unit_test(squares_stand_upright),
        cmocka_unit_test(pictures_are_made_small), cmocka_unit_test(sizes_have_limits),
    };

    return cmocka_run_group_tests_name("photo", tests, NULL, NULL);
}
