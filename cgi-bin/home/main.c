/* home: the front page, pages of text and their editor, and the addresses that belong to the site. */
#include "home/pages.h"

/* Pages of text are read far more often than they change, also by people who have yet to agree to one. */
#define TEXT .stamp = "pages", .shared = true, .max_age = 2, .any_user = true

static const struct route routes[] = {
    GET("/", home_root, ANYONE, .no_lang = true, .any_user = true),
    /* Its numbers of members and downloads change by themselves: they are up to a minute old. */
    GET("/", home_front, ANYONE, .stamp = "library", .shared = true, .max_age = 2, .any_user = true),
    GET("/search", home_search, ANYONE),
    GET("/about", text_show, ANYONE, TEXT),
    GET("/privacy", text_show, ANYONE, TEXT),
    GET("/accessibility", text_show, ANYONE, TEXT),

    GET("/pages", pages_index, EDITOR),
    GET("/pages/{id}/edit", pages_edit, EDITOR),
    POST("/pages/{id}/edit", pages_save, EDITOR),
    GET("/pages/{id}/history", pages_history, EDITOR),
    GET("/pages/{id}/revisions/{revision_id}", pages_revision, EDITOR),
    POST("/pages/{id}/revisions/{revision_id}/restore", pages_restore, EDITOR),

    GET("/robots.txt", site_robots, ANYONE, .no_lang = true),
    GET("/.well-known/security.txt", site_security, ANYONE, .no_lang = true),
    /* 404 unless m4d.conf says development */
    GET("/dev/mail", mail_index, ANYONE, .no_lang = true),
    GET("/dev/mail/{file}", mail_show, ANYONE, .no_lang = true),
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"home", routes, COUNT(routes)}, argc, argv);
}
