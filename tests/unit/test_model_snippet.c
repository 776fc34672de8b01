/* What is shown of a page, and how machines are told from people. */
#include "kit.h"

#include "model/download.h"
#include "model/resource_list.h"

static char *joined(const struct snippet *s)
{
    char *out = talloc_strdup(pool, "");

    for (size_t i = 0; i < s->n; i++)
        out = talloc_asprintf_append(out, s->v[i].mark ? "[%s]" : "%s", s->v[i].text);
    return out;
}

static char *snippet_text(const char *q, const char *lang, const char *text, size_t most)
{
    struct stem_query query = stem_query(q);
    struct snippet s = snippet_of(&query, lang, text, most);

    return joined(&s);
}

static void words_are_marked_in_all_their_forms(void **state)
{
    (void)state;
    assert_string_equal(snippet_text("planning", "en", "They planned two plans.", 200), "They [planned] two [plans].");
    assert_string_equal(snippet_text("securite", "fr", "La sécurité de l’eau", 200), "La [sécurité] de l’eau");
    assert_string_equal(snippet_text("diáspora", "es", "La DIASPORA y", 200), "La [DIASPORA] y");
    assert_string_equal(snippet_text("nothing", "en", "Some text", 200), "");
    assert_string_equal(snippet_text("the", "en", "the text", 200), "");
    assert_string_equal(snippet_text("text", "en", "", 200), "");
}

static void different_words_together_win(void **state)
{
    char *far = talloc_strdup(pool, "water water water ");
    char *got;

    (void)state;
    for (int i = 0; i < 200; i++)
        far = talloc_strdup_append(far, "filler ");
    got = snippet_text("water school", "en", talloc_asprintf(pool, "%sthe water of the school", far), 120);
    assert_non_null(strstr(got, "[water] of the [school]"));
    assert_true(strncmp(got, "… ", strlen("… ")) == 0);
}

/* Cut at blanks, never inside a letter, whatever the length. */
static void cuts_are_clean(void **state)
{
    (void)state;
    for (size_t most = 10; most < 120; most++)
        for (int lead = 0; lead < 30; lead++) {
            char *text = talloc_strdup(pool, "");
            for (int i = 0; i < lead; i++)
                text = talloc_strdup_append(text, i % 3 ? "éèü" : " œ");
            text = talloc_strdup_append(text, " eau ");
            for (int i = 0; i < 40; i++)
                text = talloc_strdup_append(text, i % 4 ? "ñç" : " ");
            const char *got = snippet_text("eau", "fr", text, most);
            assert_true(utf8_valid(got, strlen(got)));
            assert_non_null(strstr(got, "[eau]"));
        }
}

static void robots_are_known(void **state)
{
    static const char *const people[] = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Opera/9.80 (Android; Opera Mini/7.5.33361/191.310; U; en) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Mobile; LYF/F90M/LYF-F90M-000-02-28-130318; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
    };
    static const char *const machines[] = {
        "", "curl/8.5.0", "Wget/1.21", "python-requests/2.31", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)", "facebookexternalhit/1.1", "Mozilla/5.0 HeadlessChrome/126.0", "W3C_Validator/1.3",
        "Java/17.0.2", "Go-http-client/2.0", "ia_archiver",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(people); i++)
        assert_false(download_is_robot(people[i]));
    for (size_t i = 0; i < COUNT(machines); i++)
        assert_true(download_is_robot(machines[i]));
    assert_true(download_is_robot(NULL));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(words_are_marked_in_all_their_forms), KIT_TEST(different_words_together_win),
                                              KIT_TEST(cuts_are_clean), KIT_TEST(robots_are_known)};

    return KIT_RUN("snippet", tests);
}
