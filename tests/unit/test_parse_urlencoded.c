#include "unit.h"

#include "kit/parse.h"

static enum parse read_n(void *ctx, const char *s, size_t n, struct pairs *out)
{
    return parse_urlencoded(ctx, exact(ctx, s, n), n, 100, out);
}
static enum parse read_text(void *ctx, const char *s, struct pairs *out)
{
    return read_n(ctx, s, strlen(s), out);
}

static void pairs_in_order(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "a=1&b=two+words&a=3", &p), PARSE_OK);
    assert_int_equal(p.n, 3);
    assert_string_equal(p.v[0].name, "a");
    assert_string_equal(p.v[0].value, "1");
    assert_string_equal(p.v[1].value, "two words");
    assert_string_equal(p.v[2].name, "a");
    assert_string_equal(p.v[2].value, "3");
}

static void nothing_and_empty_pieces(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "", &p), PARSE_OK);
    assert_int_equal(p.n, 0);
    assert_int_equal(read_text(*state, "&&a&=x&b=&&", &p), PARSE_OK);
    assert_int_equal(p.n, 3);
    assert_string_equal(p.v[0].name, "a");
    assert_string_equal(p.v[0].value, "");
    assert_string_equal(p.v[1].name, "");
    assert_string_equal(p.v[1].value, "x");
    assert_string_equal(p.v[2].name, "b");
    assert_string_equal(p.v[2].value, "");
}

static void only_the_first_equals_counts(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "a=b=c%3Dd", &p), PARSE_OK);
    assert_string_equal(p.v[0].value, "b=c=d");
}

static void escapes(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "%63%C3%A9=%2b%26%3d+%25&x=100%&y=%zz%4&z=%4", &p), PARSE_OK);
    assert_string_equal(p.v[0].name, "cé");
    assert_string_equal(p.v[0].value, "+&= %");
    assert_string_equal(p.v[1].value, "100%");
    assert_string_equal(p.v[2].value, "%zz%4");
    assert_string_equal(p.v[3].value, "%4");
}

static void broken_values_are_marked(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "nul=ab%00cd&bad=a%FFb%C3&good=%C3%A9", &p), PARSE_OK);
    assert_true(p.v[0].broken);
    assert_string_equal(p.v[0].value, "ab");
    assert_true(p.v[1].broken);
    assert_string_equal(p.v[1].value, "a?b?");
    assert_false(p.v[2].broken);
    assert_int_equal(read_n(*state, "a=x\0y", 5, &p), PARSE_OK);
    assert_true(p.v[0].broken);
    assert_string_equal(p.v[0].value, "x");
}

static void broken_names_are_refused(void **state)
{
    struct pairs p;

    assert_int_equal(read_text(*state, "a%00b=1", &p), PARSE_BAD);
    assert_int_equal(read_text(*state, "%C3=1", &p), PARSE_BAD);
    assert_int_equal(read_n(*state, "\0=1", 3, &p), PARSE_BAD);
}

static void the_limit_is_exact(void **state)
{
    struct pairs p;

    assert_int_equal(parse_urlencoded(*state, "a&b&c&&", 7, 3, &p), PARSE_OK);
    assert_int_equal(p.n, 3);
    assert_int_equal(parse_urlencoded(*state, "a&b&c&d", 7, 3, &p), PARSE_TOO_MANY);
    assert_int_equal(parse_urlencoded(*state, "a", 1, 0, &p), PARSE_TOO_MANY);
    assert_int_equal(parse_urlencoded(*state, "", 0, 0, &p), PARSE_OK);
}

static void every_prefix_is_safe(void **state)
{
    static const char s[] = "a=%C3%A9&%62=+%&c=%4%41&%F0%9F%98%80=x";
    struct pairs      p;

    for (size_t n = 0; n < sizeof(s); n++)
        (void)read_n(*state, s, n, &p);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(pairs_in_order),           TEST(nothing_and_empty_pieces), TEST(only_the_first_equals_counts),
        TEST(escapes),                  TEST(broken_values_are_marked), TEST(broken_names_are_refused),
        TEST(the_limit_is_exact),       TEST(every_prefix_is_safe),
    };
    return cmocka_run_group_tests_name("parse_urlencoded", tests, NULL, NULL);
}
