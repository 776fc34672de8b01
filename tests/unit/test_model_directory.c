/* Words as the directory finds them, and the projection of its map. */
#include "unit.h"

#include "model/directory_figures.h"
#include "model/directory_int.h"

static char *words(const char *text)
{
    struct text_list l = {0};
    char *out = talloc_strdup(pool, "");

    directory_words_add(&l, text);
    for (size_t i = 0; i < l.n; i++)
        out = talloc_asprintf_append(out, "%s%s", i ? "|" : "", l.v[i]);
    return out;
}
#define IS(text, want) assert_string_equal(words(text), want)

static void words_are_folded(void **state)
{
    pool = *state;
    IS("Sénégal", "senegal");
    IS("NOËL  Noel", "noel");
    IS("Straße, Œuvre", "strasse|oeuvre");
    IS("Jean-Pierre d’Arc", "jean|pierre|d|arc");
    IS("100% _of_ 'all'", "100|of|all");
    IS("मुना राई", "मुना|राई");
    IS("", "");
    IS(NULL, "");
    IS("%_\\*()\"'", "");
}

static void words_end_somewhere(void **state)
{
    char *many = talloc_strdup(*state, ""), *lengthy = talloc_strdup(*state, "");
    struct text_list l = {0};

    pool = *state;
    for (int i = 0; i < 500; i++) {
        many = talloc_asprintf_append(many, "w%d ", i);
        lengthy = talloc_strdup_append(lengthy, "ß");
    }
    directory_words_add(&l, many);
    assert_int_equal(l.n, DIRECTORY_WORDS);
    l = (struct text_list){0};
    directory_words_add(&l, lengthy);
    assert_int_equal(l.n, 1);
    assert_int_equal(utf8_length(l.v[0]), DIRECTORY_WORD_LETTERS);
}

static void places_on_the_map(void **state)
{
    double x, y, east;

    (void)state;
    map_project(84, 11, &x, &y);
    assert_true(x > 499.9 && x < 500.1 && y > -0.1 && y < 0.1);
    map_project(14.36, -14.4, &x, &y); /* Senegal */
    assert_true(x > 420 && x < 445 && y > 180 && y < 195);
    map_project(-13.6, -172.4, &x, &y); /* Samoa: at the left edge, not the right one */
    map_project(-13.6, 179, &east, &y);
    assert_true(x > 0 && x < MAP_WIDTH && east > 0 && east < MAP_WIDTH);
    map_project(-54, -70, &x, &y);
    assert_true(y < MAP_HEIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(words_are_folded), TEST(words_end_somewhere), TEST(places_on_the_map)};

    return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
