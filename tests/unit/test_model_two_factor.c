/* The arithmetic of one-time codes, and the picture that hands the key to an app. */
#include "kit.h"

#include "model/qr.h"
#include "model/two_factor.h"

static const struct blob key = {"12345678901234567890", 20};

/* RFC 6238, appendix B: the last six of its eight digits. */
static void codes_of_the_rfc(void **state)
{
    static const struct {
        int64_t seconds;
        int     code;
    } known[] = {{59, 287082}, {1111111109, 81804}, {1111111111, 50471}, {1234567890, 5924},
                 {2000000000, 279037}, {20000000000, 353130}};

    (void)state;
    for (size_t i = 0; i < COUNT(known); i++)
        assert_int_equal(two_factor_code(key, known[i].seconds / 30), known[i].code);
}

static void a_code_counts_in_three_steps_and_once(void **state)
{
    (void)state;
    for (int64_t step = 1000; step < 1005; step++)
        assert_int_equal(two_factor_step(key, 1002, 0, two_factor_code(key, step)),
                         step >= 1001 && step <= 1003 ? step : 0);
    assert_int_equal(two_factor_step(key, 1002, 1002, two_factor_code(key, 1002)), 0); /* used */
    assert_int_equal(two_factor_step(key, 1002, 1002, two_factor_code(key, 1001)), 0); /* older than that */
    assert_int_equal(two_factor_step(key, 1002, 1002, two_factor_code(key, 1003)), 1003);
    assert_int_equal(two_factor_step(key, 900, 1002, two_factor_code(key, 900)), 0); /* the clock went back */
    assert_int_equal(two_factor_step(key, 1002, 0, -1), 0);
    assert_int_equal(two_factor_step(key, 1002, 0, 1000000), 0);
}

/* RFC 4648, section 10, without its padding. */
static void base32_of_the_rfc(void **state)
{
    (void)state;
    assert_string_equal(base32("", 0), "");
    assert_string_equal(base32("f", 1), "MY");
    assert_string_equal(base32("fo", 2), "MZXQ");
    assert_string_equal(base32("foo", 3), "MZXW6");
    assert_string_equal(base32("foob", 4), "MZXW6YQ");
    assert_string_equal(base32("fooba", 5), "MZXW6YTB");
    assert_string_equal(base32("foobar", 6), "MZXW6YTBOI");
}

static void a_picture_has_a_quiet_zone_and_its_three_corners(void **state)
{
    struct qr qr;
    char     *long_text = talloc_array(pool, char, 5001);

    (void)state;
    assert_int_equal(qr_make("otpauth://totp/x", &qr), OK);
    assert_int_equal((qr.size - 2 * QR_QUIET - 17) % 4, 0); /* 21, 25, 29 ... modules */
    assert_ptr_equal(strstr(qr.path, "M4 4h7v1h-7z"), qr.path);
    assert_non_null(strstr(qr.path, fmt("M%d 4h7v1h-7z", qr.size - QR_QUIET - 7)));
    assert_non_null(strstr(qr.path, fmt("M4 %dh7v1h-7z", qr.size - QR_QUIET - 1)));
    memset(long_text, 'x', 5000);
    long_text[5000] = '\0';
    assert_int_equal(qr_make(long_text, &qr), ERR_INTERNAL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(codes_of_the_rfc),
        KIT_TEST(a_code_counts_in_three_steps_and_once),
        KIT_TEST(base32_of_the_rfc),
        KIT_TEST(a_picture_has_a_quiet_zone_and_its_three_corners),
    };
    return cmocka_run_group_tests_name("two_factor", tests, kit_begin, kit_end);
}
