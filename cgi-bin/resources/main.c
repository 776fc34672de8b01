/* main.c - the map of the library's program. */
#include "resources/alerts.h"
#include "resources/machine.h"
#include "resources/pages.h"
#include "resources/staff.h"

static const struct route routes[] = {
    /* for readers; the list says what a member is mailed about, so members cannot share it */
    GET("/resources",                         list_show,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/feed.atom",               feed_atom,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/statistics",              stats_all,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/statistics.csv",          stats_all_csv, ANYONE),
    GET("/resources/{id}",                    item_bare,     ANYONE),
    GET("/resources/{id}-{slug}",             item_show,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/{id}-{slug}/text",        item_text,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/{id}-{slug}/bibtex",      export_bibtex, ANYONE),
    GET("/resources/{id}-{slug}/ris",         export_ris,    ANYONE),
    GET("/resources/{id}-{slug}/statistics",  stats_one,     ANYONE, .stamp = "library", .max_age = 2),
    GET("/resources/{id}-{slug}/statistics.csv", stats_one_csv, ANYONE),
    GET("/r/{id}",                            item_short,    ANYONE, .no_lang = true),
    GET("/files/{id}/{name}",                 file_send,     ANYONE, .no_lang = true),

    /* for members who are mailed what is new */
    ALERT_ROUTES,

    /* for machines */
    MACHINE_ROUTES,

    /* for members who propose, moderators and editors */
    STAFF_ROUTES,
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"resources", routes, COUNT(routes)}, argc, argv);
}
