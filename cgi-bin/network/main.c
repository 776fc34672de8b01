/* network.fcgi - people and organisations find each other: the directory, organisations, the partner
 * finder, messages. */
#include "network/pages.h"

static const struct route routes[] = {
    /* the directory */
    GET("/members",              directory_show, ANYONE),
    /* profiles */
    /* organisations */
    /* partners */
    /* messages */
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"network", routes, COUNT(routes)}, argc, argv);
}
