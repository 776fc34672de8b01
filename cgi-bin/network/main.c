/* network.fcgi - people and organisations find each other: the directory, organisations, the partner
 * finder, messages. */
#include "network/organisations.h"
#include "network/pages.h"

static const struct route routes[] = {
    /* the directory */
    GET("/members",              directory_people,        ANYONE, .stamp = "directory"),
    GET("/organisations",        directory_organisations, ANYONE, .stamp = "directory"),
    GET("/members/map",          directory_map,           ANYONE, .stamp = "directory"),
    GET("/members/statistics",   figures_show,            ANYONE, .stamp = "directory"),
    GET("/members/statistics.csv", figures_csv,           ANYONE, .stamp = "directory"),
    /* profiles */
    GET("/members/{id}-{slug}",  person_show,    ANYONE),
    GET("/members/{id}",         person_show,    ANYONE),
    GET("/photos/{id}/{name}",   photo_send,     ANYONE, .no_lang = true),
    /* organisations */
    ORGANISATION_ROUTES_OF_PAGES,
    /* partners */
    PARTNER_ROUTES,
    /* messages */
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"network", routes, COUNT(routes)}, argc, argv);
}
