/* zone.c - what an instant reads like where somebody lives. */
#include <ctype.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kit/base.h"

#define ZONES "/usr/share/zoneinfo"

/* Places whose names in French or Spanish differ from those of tzdata. */
static const char *const places[] = {
    N_("Addis Ababa"), N_("Adelaide"), N_("Aden"), N_("Algiers"), N_("Amman"), N_("Amsterdam"), N_("Andorra"),
    N_("Araguaina"), N_("Ashgabat"), N_("Astrakhan"), N_("Asuncion"), N_("Athens"), N_("Azores"),
    N_("Baghdad"), N_("Bahia"), N_("Bahia Banderas"), N_("Bahrain"), N_("Baku"), N_("Barbados"),
    N_("Barnaul"), N_("Beirut"), N_("Belem"), N_("Belgrade"), N_("Belize"), N_("Berlin"), N_("Bermuda"),
    N_("Bishkek"), N_("Bissau"), N_("Bogota"), N_("Brunei"), N_("Brussels"), N_("Bucharest"), N_("Bujumbura"),
    N_("Busingen"), N_("Cairo"), N_("Canary"), N_("Cancun"), N_("Cape Verde"), N_("Cayenne"), N_("Cayman"),
    N_("Chisinau"), N_("Chita"), N_("Christmas"), N_("Ciudad Juarez"), N_("Cocos"), N_("Comoro"),
    N_("Conakry"), N_("Copenhagen"), N_("Cordoba"), N_("Cuiaba"), N_("Curacao"), N_("Damascus"),
    N_("Dar es Salaam"), N_("Dhaka"), N_("Djibouti"), N_("Dominica"), N_("Douala"), N_("Dubai"), N_("Dublin"),
    N_("DumontDUrville"), N_("Dushanbe"), N_("Easter"), N_("Efate"), N_("Eirunepe"), N_("El Aaiun"),
    N_("Famagusta"), N_("Faroe"), N_("Fiji"), N_("Galapagos"), N_("Grenada"), N_("Guadeloupe"),
    N_("Guernsey"), N_("Havana"), N_("Hebron"), N_("Ho Chi Minh"), N_("Honolulu"), N_("Indianapolis"),
    N_("Irkutsk"), N_("Isle of Man"), N_("Istanbul"), N_("Jakarta"), N_("Jamaica"), N_("Jerusalem"),
    N_("Johannesburg"), N_("Juba"), N_("Kabul"), N_("Kaliningrad"), N_("Kamchatka"), N_("Kathmandu"),
    N_("Khartoum"), N_("Kinshasa"), N_("Kolkata"), N_("Krasnoyarsk"), N_("Kuwait"), N_("Kyiv"), N_("Lisbon"),
    N_("Ljubljana"), N_("Lome"), N_("London"), N_("Los Angeles"), N_("Luxembourg"), N_("Macau"), N_("Maceio"),
    N_("Madeira"), N_("Magadan"), N_("Mahe"), N_("Maldives"), N_("Malta"), N_("Manila"), N_("Marquesas"),
    N_("Martinique"), N_("Mauritius"), N_("Mazatlan"), N_("Merida"), N_("Mexico City"), N_("Miquelon"),
    N_("Mogadishu"), N_("Monaco"), N_("Moscow"), N_("Muscat"), N_("Ndjamena"), N_("New York"), N_("Nicosia"),
    N_("Nouakchott"), N_("Noumea"), N_("Novokuznetsk"), N_("Novosibirsk"), N_("Ouagadougou"), N_("Palau"),
    N_("Panama"), N_("Paris"), N_("Phnom Penh"), N_("Port Moresby"), N_("Port of Spain"),
    N_("Port-au-Prince"), N_("Prague"), N_("Puerto Rico"), N_("Pyongyang"), N_("Qatar"), N_("Reunion"),
    N_("Reykjavik"), N_("Rio Gallegos"), N_("Riyadh"), N_("Rome"), N_("Saipan"), N_("Sakhalin"),
    N_("Samarkand"), N_("San Marino"), N_("Santarem"), N_("Santo Domingo"), N_("Sao Paulo"), N_("Sao Tome"),
    N_("Saratov"), N_("Seoul"), N_("Shanghai"), N_("Singapore"), N_("Skopje"), N_("Sofia"),
    N_("South Georgia"), N_("St Barthelemy"), N_("St Helena"), N_("St Johns"), N_("St Kitts"), N_("St Lucia"),
    N_("St Thomas"), N_("St Vincent"), N_("Stockholm"), N_("Sydney"), N_("Tahiti"), N_("Taipei"),
    N_("Tallinn"), N_("Tashkent"), N_("Tbilisi"), N_("Tehran"), N_("Thimphu"), N_("Tirane"), N_("Tokyo"),
    N_("Tortola"), N_("Tripoli"), N_("Tucuman"), N_("Tunis"), N_("Ulaanbaatar"), N_("Ulyanovsk"),
    N_("Urumqi"), N_("Vatican"), N_("Vienna"), N_("Vientiane"), N_("Vilnius"), N_("Volgograd"), N_("Warsaw"),
    N_("Yakutsk"), N_("Yangon"), N_("Yekaterinburg"), N_("Yerevan"), N_("Zurich"),
};

static bool well_formed(const char *zone)
{
    if (empty(zone) || !isalpha((unsigned char)*zone) || strlen(zone) > 64)
        return false;
    for (const char *s = zone; *s; s++)
        if (!isalnum((unsigned char)*s) && !strchr("_+-/", *s))
            return false;
    return true;
}

bool zone_known(const char *zone)
{
    return well_formed(zone) && access(fmt(ZONES "/%s", zone), R_OK) == 0;
}

/* libc reads the zone from the environment only: it is set around the call and then as before. */
static void local_time(struct instant t, const char *zone, struct tm *out)
{
    char  *before = copy(getenv("TZ"));
    time_t s = (time_t)(t.us / 1000000);

    setenv("TZ", fmt(":" ZONES "/%s", zone), 1);
    tzset();
    localtime_r(&s, out);
    if (before)
        setenv("TZ", before, 1);
    else
        unsetenv("TZ");
    tzset();
}

static char *spaced(const char *from, size_t n)
{
    char *s = talloc_strndup(pool, from, n);

    for (char *c = s; *c; c++)
        if (*c == '_')
            *c = ' ';
    return s;
}

static const char *translated(const char *place)
{
    for (size_t i = 0; i < COUNT(places); i++)
        if (strcmp(places[i], place) == 0)
            return _(places[i]);
    return place;
}

char *zone_place(const char *zone)
{
    const char *first = strchr(zone, '/'), *last = strrchr(zone, '/');
    const char *place = translated(spaced(last ? last + 1 : zone, strlen(last ? last + 1 : zone)));

    if (first == last)
        return copy(place);
    return fill(_("{place} ({region})"), "place", place, "region",
                spaced(first + 1, (size_t)(last - first - 1)), NULL);
}

char *show_instant_zone(struct instant t, const char *zone)
{
    struct tm   tm;
    struct date there, utc = date_of(t);
    char       *official = show_instant(t);

    if (!zone_known(zone))
        return official;
    local_time(t, zone, &tm);
    there = (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
    if (there.year == utc.year && there.month == utc.month && there.day == utc.day)
        official += strlen(show_date(utc)) + 2; /* the day once is enough */
    return fill(_("{time} in {place} ({utc})"), "time",
                fmt("%s, %02d:%02d", show_date(there), tm.tm_hour, tm.tm_min), "place", zone_place(zone),
                "utc", official, NULL);
}

struct instant next_hour_in(struct instant now, const char *zone, int hour)
{
    struct tm tm;
    int64_t   wait;

    local_time(now, zone_known(zone) ? zone : "UTC", &tm);
    wait = hour * INT64_C(3600) - (tm.tm_hour * INT64_C(3600) + tm.tm_min * INT64_C(60) + tm.tm_sec);
    return instant_add((struct instant){now.us - now.us % 1000000}, wait > 0 ? wait : wait + 86400);
}
