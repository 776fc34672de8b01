#include "kit.h"

#include "model/text_links.h"

/* The text with its links in brackets. */
static char *shown(const char *text)
{
    struct text_parts l = text_links(text);
    char             *s = copy("");

    for (size_t i = 0; i < l.n; i++)
        s = fmt(l.v[i].url ? "%s[%s]" : "%s%s", s, l.v[i].text);
    return s;
}

static void links(void **state)
{
    static const struct { const char *text, *want; } t[] = {
        {"", ""}, {"no link", "no link"}, {"http://", "http://"}, {"https://example.org", "[https://example.org]"},
        {"See https://example.org/a?b=1&c=2#d.", "See [https://example.org/a?b=1&c=2#d]."},
        {"(https://example.org)", "([https://example.org])"}, {"https://example.org/a_(b)", "[https://example.org/a_(b)]"},
        {"(see https://example.org/a_(b)), then", "(see [https://example.org/a_(b)]), then"},
        {"“https://example.org/x”, he said", "“[https://example.org/x]”, he said"},
        {"« https://example.org/x »", "« [https://example.org/x] »"}, {"<https://example.org/x>", "<[https://example.org/x]>"},
        {"a\nHTTP://EXAMPLE.ORG/x\nb", "a\n[HTTP://EXAMPLE.ORG/x]\nb"}, {"xhttps://example.org", "xhttps://example.org"},
        {"https://a.example https://b.example", "[https://a.example] [https://b.example]"},
        {"javascript:alert(1) ftp://example.org data:text/html,x //example.org", "javascript:alert(1) ftp://example.org data:text/html,x //example.org"},
        {"https://user:pw@example.org/", "https://user:pw@example.org/"}, {"https://example.org/é", "[https://example.org/é]"},
        {"https://example.org/wait…", "[https://example.org/wait]…"}, {"really? https://example.org?!", "really? [https://example.org]?!"}};

    (void)state;
    for (size_t i = 0; i < COUNT(t); i++)
        assert_string_equal(shown(t[i].text), t[i].want);
    assert_string_equal(text_links("https://EXAMPLE.org/\"x").v[0].url, "https://example.org/");
}

static void limits(void **state)
{
    char *many = copy(""), *wide = talloc_zero_size(pool, 100001);

    (void)state;
    for (int i = 0; i < 300; i++)
        many = fmt("%shttps://example.org/%d ", many, i);
    assert_true(text_links(many).n <= 2 * TEXT_LINKS_MOST + 1);
    memset(wide, 'h', 100000);
    memcpy(wide, "https://", 8);
    assert_int_equal(text_links(wide).n, 1);
    assert_null(text_links(wide).v[0].url);
    for (int i = 0; i < 12500; i++)
        memcpy(wide + i * 8, "https://", 8);
    assert_true(text_links(wide).n >= 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(links), KIT_TEST(limits)};

    return KIT_RUN("links", tests);
}
