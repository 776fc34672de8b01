#include "unit.h"

#include "kit/parse.h"

static bool valid(void *ctx, const char *s, size_t n)
{
    return utf8_valid(exact(ctx, s, n), n);
}
#define VALID(s) assert_true(valid(*state, s, sizeof(s) - 1))
#define BROKEN(s) assert_false(valid(*state, s, sizeof(s) - 1))

static void utf8(void **state)
{
    VALID("");
    VALID("abc");
    VALID("a\0b");
    VALID("\x7f");
    VALID("\xc2\x80");
    VALID("\xdf\xbf");
    VALID("\xe0\xa0\x80");
    VALID("\xed\x9f\xbf");
    VALID("\xee\x80\x80");
    VALID("\xef\xbf\xbf");
    VALID("\xf0\x90\x80\x80");
    VALID("\xf4\x8f\xbf\xbf");
    BROKEN("\x80");
    BROKEN("\xbf");
    BROKEN("\xc0\x80");
    BROKEN("\xc1\xbf");
    BROKEN("\xc2");
    BROKEN("\xc2\x41");
    BROKEN("\xc2\xc2");
    BROKEN("\xe0\x80\x80");
    BROKEN("\xe0\x9f\xbf");
    BROKEN("\xed\xa0\x80");
    BROKEN("\xed\xbf\xbf");
    BROKEN("\xe2\x82");
    BROKEN("\xf0\x80\x80\x80");
    BROKEN("\xf0\x8f\xbf\xbf");
    BROKEN("\xf4\x90\x80\x80");
    BROKEN("\xf5\x80\x80\x80");
    BROKEN("\xf0\x9f\x98");
    BROKEN("\xff");
    BROKEN("\xfe");
}

static void utf8_lengths(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(""), 0);
    assert_int_equal(utf8_length("été"), 3);
    assert_int_equal(utf8_length("a😀b"), 3);
}

static void mend_is(const char *in, size_t n, bool fine, const char *out)
{
    char *s = malloc(n + 1);

    memcpy(s, in, n);
    assert_int_equal(utf8_mend(s, n), fine);
    assert_string_equal(s, out);
    free(s);
}
static void mending(void **state)
{
    (void)state;
    mend_is("été", 5, true, "été");
    mend_is("", 0, true, "");
    mend_is("ab\0cd", 5, false, "ab");
    mend_is("\0", 1, false, "");
    mend_is("a\xff\xc3z", 4, false, "a??z");
    mend_is("\xe2\x82", 2, false, "??");
    mend_is("\xf0\x9f\x98\0", 4, false, "???");
}

static void whole_numbers(void **state)
{
    static const struct {
        const char *s;
        int64_t     v;
    } good[] = {{"0", 0},
                {"-0", 0},
                {"7", 7},
                {"007", 7},
                {"-12", -12},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN},
                {"00000000000000000000000000000000000001", 1}};
    static const char *const bad[] = {"",   "-",   "+1", " 1", "1 ", "1.0", "1e3", "0x10", "--1", "1-", "٣",
                                      "9223372036854775808", "-9223372036854775809", "99999999999999999999999"};
    int64_t                  v;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(parse_int(good[i].s, &v));
        assert_true(v == good[i].v);
    }
    v = 42;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(parse_int(bad[i], &v));
    assert_int_equal(v, 42);
}

static void hex_digits(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char       *at = c ? strchr(digits, c) : NULL;
        assert_int_equal(parse_hex((char)c), at ? (int)((at - digits) % 16) : -1);
    }
}

#define URL(in, out) assert_string_equal(parse_url(*state, in), out)
#define NO_URL(in) assert_null(parse_url(*state, in))

static void urls(void **state)
{
    URL("https://example.org", "https://example.org");
    URL("  HTTP://Example.ORG/Path?q=A#F \n", "http://example.org/Path?q=A#F");
    URL("https://example.org:8443/x", "https://example.org:8443/x");
    URL("https://example.org?x", "https://example.org?x");
    URL("https://example.org/métier", "https://example.org/m%C3%A9tier");
    URL("https://example.org/a%20b", "https://example.org/a%20b");
    URL("https://example.org/@user", "https://example.org/@user");
    URL("https://www.example.org./", "https://www.example.org./");
    URL("https://192.0.2.1/", "https://192.0.2.1/");
}

static void not_urls(void **state)
{
    NO_URL("");
    NO_URL("   ");
    NO_URL("example.org");
    NO_URL("//example.org");
    NO_URL("https:/example.org");
    NO_URL("https://");
    NO_URL("https:///x");
    NO_URL("https://.example.org");
    NO_URL("https://a..b");
    NO_URL("ftp://example.org");
    NO_URL("javascript:alert(1)");
    NO_URL("data:text/html,x");
    NO_URL("https://user@example.org");
    NO_URL("https://user:pw@example.org/");
    NO_URL("https://example.org\\@evil.example");
    NO_URL("https://exa mple.org");
    NO_URL("https://example.org/a b");
    NO_URL("https://example.org/<script>");
    NO_URL("https://example.org/\"x");
    NO_URL("https://example.org/\x01");
    NO_URL("https://example.org/a\nb");
    NO_URL("https://example.org/\xff");
    NO_URL("https://ex\xc3\xa9mple.org/");
    NO_URL("https://example.org:");
    NO_URL("https://example.org:0");
    NO_URL("https://example.org:65536");
    NO_URL("https://example.org:99999999");
    NO_URL("https://example.org:8x");
    NO_URL("https://[::1]/");
}

static void long_urls(void **state)
{
    char s[4000];

    memset(s, 'a', sizeof(s));
    memcpy(s, "https://example.org/", 20);
    s[2000] = '\0';
    assert_string_equal(parse_url(*state, s), s);
    s[2000] = 'a';
    s[2001] = '\0';
    NO_URL(s);
    s[sizeof(s) - 1] = '\0';
    s[2001] = 'a';
    NO_URL(s);
    memset(s + 20, '\xc3', sizeof(s) - 20); /* grows when escaped */
    for (size_t i = 20; i + 1 < 1900; i += 2)
        memcpy(s + i, "é", 2);
    s[1900] = '\0';
    NO_URL(s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(utf8), TEST(utf8_lengths), TEST(mending),  TEST(whole_numbers),
                                              TEST(hex_digits), TEST(urls), TEST(not_urls), TEST(long_urls)};

    return cmocka_run_group_tests_name("parse_value", tests, NULL, NULL);
}
