#include "unit.h"

#include "kit/parse.h"

static enum parse read_n(void *ctx, const char *s, size_t n, const char **out)
{
    return parse_path(ctx, exact(ctx, s, n), n, out);
}
static enum parse read_text(void *ctx, const char *s, const char **out)
{
    return read_n(ctx, s, strlen(s), out);
}

static void escapes_are_undone_once(void **state)
{
    const char *path;

    assert_int_equal(read_text(*state, "/fr/m%C3%A9tier+a%20b%2525", &path), PARSE_OK);
    assert_string_equal(path, "/fr/métier+a b%25");
    assert_int_equal(read_text(*state, "", &path), PARSE_OK);
    assert_string_equal(path, "");
}

static void bad_paths(void **state)
{
    static const char *const bad[] = {"/%",      "/%4",     "/%4g",   "/%g4",   "/%-1",    "/a%00",      "/a%0a",
                                      "/a%0D%0A", "/a%7f", "/a%C2%85", "/%C3",   "/%FF",    "/%ED%A0%80", "/%C0%AF",
                                      "/\x01",   "/\xc3",   "/%F4%90%80%80"};
    const char              *path = "untouched";

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(read_text(*state, bad[i], &path), PARSE_BAD);
    assert_int_equal(read_n(*state, "/a\0b", 4, &path), PARSE_BAD);
    assert_string_equal(path, "untouched");
}

static void local_paths(void **state)
{
    (void)state;
    assert_true(path_is_local("/"));
    assert_true(path_is_local("/fr/resources?q=a&page=2#x"));
    assert_true(path_is_local("/fr/é"));
    static const char *const foreign[] = {"",           "fr",        "//evil.example", "/\\evil.example", "\\\\evil",
                                          "/a//b",      "/\t/evil",  "/a\nb",          "/a\rb",           "https://evil.example/",
                                          "javascript:alert(1)", " /a", "/a\x7f", "/x\\y"};
    for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
        assert_false(path_is_local(foreign[i]));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(escapes_are_undone_once), TEST(bad_paths), TEST(local_paths)};

    return cmocka_run_group_tests_name("parse_path", tests, NULL, NULL);
}
