#include "kit.h"

#include "model/stem.h"

static bool has(const char *text, const char *word)
{
    return strstr(fmt(" %s ", text), fmt(" %s ", word)) != NULL;
}

/* A text is found by a question when each word of it is there. */
static bool finds(const char *lang, const char *text, const char *question)
{
    struct stem_query q = stem_query(question);
    struct stem_word  w;
    size_t            wanted = 0;

    if (!q.match)
        return false;
    for (const char *p = text; stem_next(lang, &p, &w);)
        wanted += stem_query_has(&q, &w);
    return wanted > 0;
}

static void words_of_a_family(void **state)
{
    (void)state;
    assert_true(finds("en", "Mainstreaming migration into planning", "migrations"));
    assert_true(finds("en", "The migrants of Kayes", "migrant"));
    assert_true(finds("fr", "Les collectivités territoriales", "collectivité"));
    assert_true(finds("fr", "Les collectivités territoriales", "collectivites"));
    assert_true(finds("es", "Las migraciones y el desarrollo", "migracion"));
    assert_true(finds("es", "Las migraciones y el desarrollo", "MIGRACIÓN"));
    assert_true(finds("fr", "L’école à Zürich", "ecoles"));
    assert_false(finds("en", "Remittances", "migration"));
}

static void texts_for_the_index(void **state)
{
    char *text = stem_text("fr", "Les Écoles de l’été");

    (void)state;
    assert_false(has(text, "les"));
    assert_false(has(text, "de"));
    assert_null(strstr(text, "É"));
    assert_string_equal(stem_text("en", NULL), "");
    assert_string_equal(stem_text("en", ""), "");
    assert_string_equal(stem_text("en", " ,.;!?“” "), "");
    assert_true(*stem_text("xx", "Words anyway") != '\0');
}

/* The expression holds words and the index's signs only: nothing typed becomes an operator. */
static void questions_are_harmless(void **state)
{
    static const char *const odd[] = {"", " ", "+-*~<>()\"@", "a\"b", "migration* -x +(y)", "\"quoted phrase", "%", "_ __ ___",
                                      "l'eau d’ici", "ü ö ä", "the of", "日本 語", "a b c d e f g h i j k l m n o p q r s t"};

    (void)state;
    for (size_t i = 0; i < COUNT(odd); i++) {
        struct stem_query q = stem_query(odd[i]);
        if (!q.match)
            continue;
        assert_true(utf8_valid(q.match, strlen(q.match)));
        int depth = 0;
        for (const char *p = q.match; *p; p++) {
            depth += (*p == '(') - (*p == ')');
            assert_true(depth >= 0);
            assert_null(strchr("-~<>@%;'", *p));
        }
        assert_int_equal(depth, 0);
    }
    assert_null(stem_query("").match);
    assert_null(stem_query("+-*~<>()\"@").match);
}

static void long_words_end(void **state)
{
    char             s[20000];
    struct stem_word w;
    const char      *p = s;

    (void)state;
    memset(s, 'a', sizeof s);
    s[sizeof s - 1] = '\0';
    assert_true(stem_next("en", &p, &w));
    assert_int_equal(w.n, sizeof s - 1);
    assert_true(strlen(w.stem[0]) < STEM_BYTES);
    assert_false(stem_next("en", &p, &w));
    for (size_t i = 0; i + 1 < sizeof s; i += 2)
        memcpy(s + i, "é", 2);
    s[sizeof s - 2] = '\0';
    p = s;
    assert_true(stem_next("fr", &p, &w));
    assert_true(utf8_valid(w.stem[0], strlen(w.stem[0])));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(words_of_a_family), KIT_TEST(texts_for_the_index),
                                              KIT_TEST(questions_are_harmless), KIT_TEST(long_words_end)};

    return KIT_RUN("stem", tests);
}
