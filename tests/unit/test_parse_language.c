#include "unit.h"

#include "kit/parse.h"

static const char *best(const char *header)
{
    static const char *const offers[] = {"en", "fr", "es"};
    int                      i = parse_accept_language(header, offers, 3);

    return i < 0 ? "none" : offers[i];
}
#define IS(header, code) assert_string_equal(best(header), code)

static void plain(void **state)
{
    (void)state;
    IS("fr", "fr");
    IS("FR", "fr");
    IS("fr-SN", "fr");
    IS("es-419,es;q=0.9,en;q=0.8", "es");
    IS("de,fr;q=0.5", "fr");
    IS("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr");
}

static void weights(void **state)
{
    (void)state;
    IS("en;q=0.1,fr;q=0.2,es;q=0.3", "es");
    IS("en;q=0.999, fr;q=1.000", "fr");
    IS("fr;q=0.8, es;q=0.8", "fr");
    IS("es;q=0.8, fr;q=0.8", "es");
    IS("fr ; q=0.5 , es ; q=0.7", "es");
    IS("fr;Q=0.5, es;q=0.7", "es");
    IS("fr;level=1;q=0.5, es;q=0.7", "es");
    IS("fr-CA;q=0, fr;q=0.4", "fr");
}

static void stars_and_refusals(void **state)
{
    (void)state;
    IS("*", "en");
    IS("*, en;q=0", "fr");
    IS("en;q=0", "none");
    IS("de, *;q=0.1", "en");
    IS("en;q=0, fr;q=0, *", "es");
    IS("*;q=0", "none");
    IS("es;q=0.2, *;q=0.1", "es");
}

static void nonsense(void **state)
{
    (void)state;
    IS("", "none");
    IS(",,, ,", "none");
    IS(";q=1", "none");
    IS("de", "none");
    IS("fra", "none");
    IS("f", "none");
    IS("fr_FR", "none");
    IS("fr;q=2", "none");
    IS("fr;q=1.5", "none");
    IS("fr;q=0.1234", "none");
    IS("fr;q=", "none");
    IS("fr;q=-1, es;q=0.1", "es");
    IS("fr es, en;q=0.1", "en");
    IS("fr;q=x, en;q=0.1", "en");
    IS(",fr,,", "fr");
    IS("fr;", "fr");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(plain), TEST(weights), TEST(stars_and_refusals), TEST(nonsense)};

    return cmocka_run_group_tests_name("parse_language", tests, NULL, NULL);
}
