#include "kit.h"

static void slugs(void **state)
{
    (void)state;
    assert_string_equal(slug("Mainstreaming migration"), "mainstreaming-migration");
    assert_string_equal(slug("  L’été à Zürich : œuvre & cœur!  "), "lete-a-zurich-oeuvre-coeur");
    assert_string_equal(slug("Ñandú 2024/25"), "nandu-2024-25");
    assert_string_equal(slug("ÉCOLE"), "ecole");
    assert_string_equal(slug("--a--b--"), "a-b");
    assert_string_equal(slug("عربى"), "");
    assert_string_equal(slug(""), "");
    assert_string_equal(slug(NULL), "");
}

static void slugs_end(void **state)
{
    char s[400];

    (void)state;
    memset(s, 'a', sizeof s);
    s[399] = '\0';
    assert_int_equal(strlen(slug(s)), 80);
    strcpy(s + 79, "œœœ");
    assert_in_range(strlen(slug(s)), 79, 80);
    strcpy(s + 79, "-b");
    assert_int_equal(strlen(slug(s)), 79);
}

static void escapes(void **state)
{
    (void)state;
    assert_string_equal(url_escape("a b&c=d/é?#%+\"<"), "a%20b%26c%3Dd%2F%C3%A9%3F%23%25%2B%22%3C");
    assert_string_equal(url_escape("A-z_0.9~"), "A-z_0.9~");
    assert_string_equal(url_escape(""), "");
}

static void addresses(void **state)
{
    struct req r = {.lang = LANG_FR};

    (void)state;
    assert_string_equal(url(&r, "/resources/%d", 5), "/fr/resources/5");
    assert_string_equal(url(&r, "/"), "/fr");
    assert_string_equal(url(&r, "%s", "/100%25"), "/fr/100%25");
    assert_string_equal(url_in(LANG_ES, "/"), "/es");
    assert_string_equal(site_url("/fr"), "https://m4d.example/fr");
}

static void queries_change(void **state)
{
    struct req r = {.query = pairs_of("q=two+words&type=3&type=5&after=1_2&empty=&page=2")};

    (void)state;
    assert_string_equal(query_with(&r, "page", "3"), "?q=two%20words&type=3&type=5&page=3");
    assert_string_equal(query_with(&r, "type", NULL), "?q=two%20words&page=2");
    assert_string_equal(query_without(&r, "type", "3"), "?q=two%20words&type=5&page=2");
    assert_string_equal(query_without(&r, "type", "4"), "?q=two%20words&type=3&type=5&page=2");
    r.query = pairs_of("after=1_2");
    assert_string_equal(query_with(&r, "x", NULL), "");
    assert_string_equal(query_with(&r, "x", "a&b\"<"), "?x=a%26b%22%3C");
}

static struct cursor cursor_of(const char *query)
{
    struct req r = {.query = pairs_of(query)};

    return cursor_read(&r);
}
static void cursors(void **state)
{
    static const struct {
        int64_t key, id;
    } some[] = {{0, 1}, {-5, 3}, {INT64_MAX, INT64_MAX}, {INT64_MIN, 1}, {1717156800000000, 42}};
    static const char *const bad[] = {"", "after=", "after=1", "after=_", "after=1_", "after=_1", "after=1_x", "after=1_2_3",
                                      "after=a_1", "after=99999999999999999999_1", "after=1 _1", "after=1_1'"};

    (void)state;
    for (size_t i = 0; i < COUNT(some); i++) {
        struct cursor c = cursor_of(fmt("after=%s", cursor_text(some[i].key, some[i].id)));
        assert_true(c.set && c.key == some[i].key && c.id == some[i].id);
    }
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(cursor_of(bad[i]).set);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(slugs),     KIT_TEST(slugs_end),      KIT_TEST(escapes),
                                              KIT_TEST(addresses), KIT_TEST(queries_change), KIT_TEST(cursors)};

    return KIT_RUN("url", tests);
}
