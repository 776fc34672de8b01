/* network.fcgi - people and organisations find each other: the directory, organisations, the partner
 * finder, messages. */
#include "network/pages.h"

static const struct route routes[] = {
    /* the directory */
    GET("/members",              directory_show, ANYONE),
    /* profiles */
    GET("/members/{id}-{slug}",  person_show,    ANYONE),
    GET("/members/{id}",         person_show,    ANYONE),
    GET("/photos/{id}/{name}",   photo_send,     ANYONE, .no_lang = true),
    /* organisations */
    /* partners */
    /* messages */
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"network", routes, COUNT(routes)}, argc, argv);
}
