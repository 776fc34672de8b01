#include <stdlib.h>
#include <time.h>

#include "kit.h"

#define IN(l, made, want)                \
    do {                                 \
        lang_use(l);                     \
        assert_string_equal(made, want); \
    } while (0)

static struct instant at(const char *text)
{
    struct instant t;

    assert_true(parse_instant(text, &t));
    return t;
}

static void sentences(void **state)
{
    struct instant t = at("2026-11-26T14:03:59Z");

    (void)state;
    IN(LANG_EN, show_instant_zone(t, "Africa/Dakar"), "26 November 2026, 14:03 in Dakar (14:03 UTC)");
    IN(LANG_EN, show_instant_zone(t, "Africa/Cairo"), "26 November 2026, 16:03 in Cairo (14:03 UTC)");
    IN(LANG_FR, show_instant_zone(t, "Africa/Cairo"), "26 novembre 2026, 16:03 (Le Caire), soit 14:03 UTC");
    IN(LANG_ES, show_instant_zone(t, "Africa/Cairo"), "26 de noviembre de 2026, 16:03 en El Cairo (14:03 UTC)");
    IN(LANG_FR, show_instant_zone(t, "Africa/Dakar"), "26 novembre 2026, 14:03 (Dakar), soit 14:03 UTC");
    IN(LANG_EN, show_instant_zone(t, "America/Mexico_City"), "26 November 2026, 08:03 in Mexico City (14:03 UTC)");
    IN(LANG_EN, show_instant_zone(t, "Asia/Kathmandu"), "26 November 2026, 19:48 in Kathmandu (14:03 UTC)");
    IN(LANG_EN, zone_place("America/Argentina/Buenos_Aires"), "Buenos Aires (Argentina)");
}

/* Always ahead, at that hour of the clock there. */
static void next_hours(void **state)
{
    static const struct { const char *now, *zone, *next; } t[] = {
        {"2026-11-26T14:03:59Z", "Africa/Dakar", "2026-11-27T07:00:00Z"}, {"2026-11-26T06:59:59Z", "Africa/Dakar", "2026-11-26T07:00:00Z"},
        {"2026-11-26T07:00:00Z", "Africa/Dakar", "2026-11-27T07:00:00Z"}, {"2026-11-26T14:03:59Z", "Asia/Kathmandu", "2026-11-27T01:15:00Z"},
        {"2026-11-26T14:03:59Z", "Pacific/Auckland", "2026-11-26T18:00:00Z"}, {"2026-11-26T01:00:00Z", "America/Mexico_City", "2026-11-26T13:00:00Z"},
        {"2026-11-26T14:03:59Z", NULL, "2026-11-27T07:00:00Z"}, {"2026-11-26T14:03:59Z", "No/Where", "2026-11-27T07:00:00Z"}};

    (void)state;
    for (size_t i = 0; i < COUNT(t); i++)
        assert_string_equal(instant_iso(pool, next_hour_in(at(t[i].now), t[i].zone, 7)), t[i].next);
}

/* Where it is another day, both days are told; so with the year. */
static void other_days(void **state)
{
    (void)state;
    IN(LANG_EN, show_instant_zone(at("2026-11-26T14:03:00Z"), "Pacific/Auckland"),
       "27 November 2026, 03:03 in Auckland (26 November 2026, 14:03 UTC)");
    IN(LANG_EN, show_instant_zone(at("2027-01-01T00:30:00Z"), "America/Lima"),
       "31 December 2026, 19:30 in Lima (1 January 2027, 00:30 UTC)");
    IN(LANG_FR, show_instant_zone(at("2026-12-31T23:30:00Z"), "Europe/Paris"),
       "1er janvier 2027, 00:30 (Paris), soit 31 décembre 2026, 23:30 UTC");
}

static void daylight_saving(void **state)
{
    static const struct {
        const char *at, *zone, *want;
    } days[] = {
        {"2026-03-29T00:59:59Z", "Europe/Madrid", "29 March 2026, 01:59 in Madrid (00:59 UTC)"},
        {"2026-03-29T01:00:00Z", "Europe/Madrid", "29 March 2026, 03:00 in Madrid (01:00 UTC)"},
        {"2026-10-25T00:59:59Z", "Europe/Madrid", "25 October 2026, 02:59 in Madrid (00:59 UTC)"},
        {"2026-10-25T01:00:00Z", "Europe/Madrid", "25 October 2026, 02:00 in Madrid (01:00 UTC)"},
        {"2026-03-08T06:59:59Z", "America/New_York", "8 March 2026, 01:59 in New York (06:59 UTC)"},
        {"2026-03-08T07:00:00Z", "America/New_York", "8 March 2026, 03:00 in New York (07:00 UTC)"},
        {"2026-11-01T06:00:00Z", "America/New_York", "1 November 2026, 01:00 in New York (06:00 UTC)"},
        {"2026-04-04T16:00:00Z", "Australia/Sydney", "5 April 2026, 02:00 in Sydney (4 April 2026, 16:00 UTC)"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(days); i++)
        IN(LANG_EN, show_instant_zone(at(days[i].at), days[i].zone), days[i].want);
}

static void none_or_unknown(void **state)
{
    static const char *const no[] = {NULL, "", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "Africa/../Africa/Dakar",
                                     ":Africa/Dakar", "Africa/Dakar ", "<+05>-5"};

    (void)state;
    for (size_t i = 0; i < COUNT(no); i++) {
        assert_false(zone_known(no[i]));
        IN(LANG_EN, show_instant_zone(at("2026-05-05T14:03:59Z"), no[i]), "5 May 2026, 14:03 UTC");
    }
    assert_true(zone_known("Africa/Dakar"));
}

/* The zone of the process is as it was, set or not. */
static void undisturbed(void **state)
{
    static const char *const zones[] = {"UTC", "Asia/Tokyo", NULL};

    (void)state;
    for (size_t i = 0; i < COUNT(zones); i++) {
        time_t    s = 1795000000;
        struct tm before, after;

        if (zones[i])
            setenv("TZ", zones[i], 1);
        else
            unsetenv("TZ");
        tzset();
        localtime_r(&s, &before);
        IN(LANG_EN, show_instant_zone(at("2026-05-05T14:03:59Z"), "America/Lima"), "5 May 2026, 09:03 in Lima (14:03 UTC)");
        localtime_r(&s, &after);
        assert_int_equal(before.tm_hour, after.tm_hour);
        assert_int_equal(before.tm_gmtoff, after.tm_gmtoff);
        if (zones[i])
            assert_string_equal(getenv("TZ"), zones[i]);
        else
            assert_null(getenv("TZ"));
    }
}

/* The words of the site itself. */
static int begin(void **state)
{
    char command[600];

    if (kit_begin(state))
        return -1;
    for (int l = LANG_FR; l < LANG_N; l++) {
        snprintf(command, sizeof command, "mkdir -p %s/lang/%s/LC_MESSAGES && msgfmt -o %s/lang/%s/LC_MESSAGES/m4d.mo conf/lang/zone.%s.po",
                 kit_folder, lang_code[l], kit_folder, lang_code[l], lang_code[l]);
        if (system(command))
            return -1;
    }
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(sentences),       KIT_TEST(other_days),  KIT_TEST(daylight_saving),
                                              KIT_TEST(none_or_unknown), KIT_TEST(undisturbed), KIT_TEST(next_hours)};

    return cmocka_run_group_tests_name("zone", tests, begin, kit_end);
}
