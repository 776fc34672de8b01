/* Which organisations fit, by the rule of partner.h; how one that is there already is told. */
#include "kit.h"

#include "model/organisation.h"
#include "model/partner.h"

static char *nepal = (char[]){"NP"}, *qatar = (char[]){"QA"}, *britain = (char[]){"GB"};

#define LIST(...) {(const char *[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)}

static struct partner_side kathmandu(void)
{
    static const char  *themes[] = {"skills", "diaspora"}, *languages[] = {"en", "ne"};
    struct partner_side s = {.id = 1, .country = "NP", .local = true, .themes = {themes, 2}, .languages = {languages, 2}};

    s.routes.v = talloc_array(pool, struct organisation_route, 2);
    s.routes.v[s.routes.n++] = (struct organisation_route){nepal, qatar};
    s.routes.v[s.routes.n++] = (struct organisation_route){nepal, britain};
    return s;
}

static void route(struct partner_side *s, char *from, char *to)
{
    s->routes.v = talloc_realloc(pool, s->routes.v, struct organisation_route, (unsigned)s->routes.n + 1);
    s->routes.v[s->routes.n++] = (struct organisation_route){from, to};
}

static void offer(struct partner_side *s, const char *side, const char *what, const char *theme, const char *country)
{
    struct partner_offer o = {.side = side, .what = what};

    if (theme)
        o.themes = (struct text_list){talloc_memdup(pool, &theme, sizeof theme), 1};
    if (country)
        o.countries = (struct text_list){talloc_memdup(pool, &country, sizeof country), 1};
    s->offers.v = talloc_realloc(pool, s->offers.v, struct partner_offer, (unsigned)s->offers.n + 1);
    s->offers.v[s->offers.n++] = o;
}

static int points(const struct partner_side *mine, const struct partner_side *theirs)
{
    struct partner_match m;

    partner_compare(mine, theirs, &m);
    assert_true(m.points == 0 || m.n > 0);
    return m.points;
}

static void routes_and_seats(void **state)
{
    struct partner_side mine = kathmandu(), doha = {.id = 2, .country = "QA"}, pokhara = {.id = 3, .country = "NP", .local = true},
                        geneva = {.id = 4, .country = "CH"}, nowhere = {.id = 5};

    (void)state;
    assert_int_equal(points(&mine, &doha), 25);
    route(&doha, nepal, qatar);
    assert_int_equal(points(&mine, &doha), 65);
    doha.local = true;
    assert_int_equal(points(&mine, &doha), 80);
    route(&doha, nepal, britain);
    assert_int_equal(points(&mine, &doha), 85);
    route(&pokhara, nepal, qatar);
    assert_int_equal(points(&mine, &pokhara), 0);
    assert_int_equal(points(&mine, &geneva), 0);
    route(&geneva, nepal, qatar);
    assert_int_equal(points(&mine, &geneva), 40);
    route(&nowhere, qatar, nepal); /* the way back is another route */
    assert_int_equal(points(&mine, &nowhere), 0);
    assert_int_equal(points(&mine, &mine), 0);
}

static void what_is_in_common(void **state)
{
    struct partner_side mine = kathmandu(), doha = {.id = 2, .country = "QA", .themes = LIST("skills", "gender"),
                                                    .languages = LIST("ar", "ne", "en")};

    (void)state;
    assert_int_equal(points(&mine, &doha), 25 + 6 + 8);
    offer(&mine, "offers", "expertise", "skills", NULL);
    offer(&doha, "seeks", "expertise", "gender", NULL);
    assert_int_equal(points(&mine, &doha), 39); /* about something else */
    offer(&doha, "seeks", "expertise", NULL, NULL);
    assert_int_equal(points(&mine, &doha), 51);
    offer(&doha, "offers", "funding", NULL, "SN");
    offer(&mine, "seeks", "funding", NULL, NULL);
    assert_int_equal(points(&mine, &doha), 51); /* for another country */
    offer(&doha, "offers", "funding", NULL, "NP");
    assert_int_equal(points(&mine, &doha), 63);
    offer(&mine, "seeks", "exchange", NULL, NULL);
    offer(&doha, "seeks", "exchange", NULL, NULL);
    assert_int_equal(points(&mine, &doha), 69);
}

static void by_hand(void **state)
{
    struct partner_side hand = {.id = 0}, doha = {.id = 2, .country = "QA"}, kath = kathmandu();

    (void)state;
    assert_int_equal(points(&hand, &doha), 0);
    route(&hand, nepal, qatar);
    assert_int_equal(points(&hand, &doha), 25);
    assert_int_equal(points(&hand, &kath), 65); /* both ends, and nobody is a twin of nobody */
}

static void the_same_once_more(void **state)
{
    (void)state;
    assert_string_equal(organisation_words_key("Ville-de  Dakar, (Sénégal)"), "Ville de Dakar Sénégal");
    assert_string_equal(organisation_words_key("..."), "...");
    assert_string_equal(organisation_host("https://www.undp.org/fr?x=1"), "undp.org");
    assert_string_equal(organisation_host("http://example.org:8080"), "example.org");
    assert_null(organisation_host(NULL));
    assert_null(organisation_host("undp.org"));
    assert_null(organisation_host("https://"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(routes_and_seats), KIT_TEST(what_is_in_common), KIT_TEST(by_hand), KIT_TEST(the_same_once_more),
    };
    return cmocka_run_group_tests_name("partners", tests, kit_begin, kit_end);
}
