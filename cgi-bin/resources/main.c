/* main.c - the map of the library's program. */
#include "resources/alerts.h"
#include "resources/machine.h"
#include "resources/pages.h"
#include "resources/staff.h"

/* Files have limits of their own, so the body's is far above them. */
#define WITH_FILES .most_bytes = INT64_C(1) << 32, .files = 40

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
    GET ("/resources/alerts",             alerts_show,     MEMBER),
    POST("/resources/alerts",             alert_create,    MEMBER),
    POST("/resources/alerts/{id}",        alert_set,       MEMBER),
    GET ("/resources/alerts/{id}/delete", alert_delete,    MEMBER),
    POST("/resources/alerts/{id}/delete", alert_delete_do, MEMBER),
    GET ("/resources/alerts/stop",        alerts_stop,     ANYONE),
    /* from a mail, by a mail program too: signed, needs no session and no token (RFC 8058) */
    POST("/resources/alerts/stop",        alerts_stop_do,  ANYONE, .no_csrf = true, .most_bytes = 8192),

    /* for machines */
    GET("/oai", oai_answer, ANYONE, .no_lang = true),
    /* no token: harvesters send it, and it changes nothing */
    POST("/oai", oai_answer, ANYONE, .no_lang = true, .no_csrf = true, .most_bytes = 8192),
    GET("/api", api_index, ANYONE, .no_lang = true),
    GET("/api/openapi.json", api_openapi, ANYONE, .no_lang = true),
    GET("/api/resources", api_resources, ANYONE, .no_lang = true),
    GET("/api/resources/{id}", api_resource, ANYONE, .no_lang = true),
    GET("/api/terms", api_terms, ANYONE, .no_lang = true),
    GET("/api/countries", api_countries_get, ANYONE, .no_lang = true),
    GET("/sitemap.xml", sitemap_index, ANYONE, .no_lang = true),
    GET("/sitemap/pages.xml", sitemap_pages, ANYONE, .no_lang = true),
    GET("/sitemap/resources-{partid}.xml", sitemap_part, ANYONE, .no_lang = true),

    /* for members who propose, moderators and editors */
    GET ("/resources/manage",                          manage_list,       EDITOR | MODERATOR | ON_OBJECTS),
    GET ("/resources/manage/bulk",                     manage_bulk,       EDITOR | ON_OBJECTS),
    POST("/resources/manage/bulk",                     manage_bulk_do,    EDITOR | ON_OBJECTS),
    GET ("/resources/manage/new",                      manage_new,        EDITOR | ON_OBJECTS),
    POST("/resources/manage/new",                      manage_create,     EDITOR | ON_OBJECTS),
    GET ("/resources/manage/{id}",                     manage_edit,       EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}",                     manage_save,       EDITOR | MODERATOR | ON_OBJECTS),
    GET ("/resources/manage/{id}/history",             manage_history,    EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/publish",             manage_publish,    EDITOR | ON_OBJECTS),
    GET ("/resources/manage/{id}/withdraw",            manage_withdraw,   EDITOR | ON_OBJECTS),
    POST("/resources/manage/{id}/withdraw",            manage_withdraw_do, EDITOR | ON_OBJECTS),
    GET ("/resources/manage/{id}/delete",              manage_delete,     EDITOR | ON_OBJECTS),
    POST("/resources/manage/{id}/delete",              manage_delete_do,  EDITOR | ON_OBJECTS),
    POST("/resources/manage/{id}/edition",             manage_edition,    EDITOR | ON_OBJECTS),
    POST("/resources/manage/{id}/relate",              manage_relate,     EDITOR | ON_OBJECTS),
    POST("/resources/manage/{id}/part",                manage_part,       EDITOR | ON_OBJECTS),
    GET ("/resources/manage/{id}/files",               manage_files,      EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/files",               manage_file_add,   EDITOR | MODERATOR | ON_OBJECTS, WITH_FILES),
    GET ("/resources/manage/{id}/files/{fileid}",      manage_file_edit,  EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/files/{fileid}",      manage_file_save,  EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/files/{fileid}/move", manage_file_move,  EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/files/{fileid}/remove", manage_file_remove, EDITOR | MODERATOR | ON_OBJECTS),
    POST("/resources/manage/{id}/files/{fileid}/restore", manage_file_restore, EDITOR | MODERATOR | ON_OBJECTS),
    GET ("/resources/propose",                         propose_new,       MEMBER),
    POST("/resources/propose",                         propose_create,    MEMBER, WITH_FILES),
    GET ("/resources/mine",                            mine_list,         MEMBER),
    GET ("/resources/mine/{id}",                       mine_edit,         MEMBER),
    POST("/resources/mine/{id}",                       mine_save,         MEMBER, WITH_FILES),
    GET ("/resources/mine/{id}/back",                  mine_back,         MEMBER),
    POST("/resources/mine/{id}/back",                  mine_back_do,      MEMBER),
    POST("/resources/mine/{id}/files/{fileid}/remove", mine_file_remove,  MEMBER),
    GET ("/resources/moderate",                        moderate_list,     EDITOR | MODERATOR),
    GET ("/resources/moderate/{id}",                   moderate_show,     EDITOR | MODERATOR),
    POST("/resources/moderate/{id}/accept",            moderate_accept,   EDITOR | MODERATOR),
    POST("/resources/moderate/{id}/refuse",            moderate_refuse,   EDITOR | MODERATOR),
    GET ("/resources/terms",                           terms_list,        EDITOR),
    GET ("/resources/terms/new",                       term_new,          EDITOR),
    POST("/resources/terms/new",                       term_create,       EDITOR),
    GET ("/resources/terms/{id}",                      term_edit,         EDITOR),
    POST("/resources/terms/{id}",                      term_save_do,      EDITOR),
    POST("/resources/terms/{id}/move",                 term_move_do,      EDITOR),
    GET ("/resources/terms/{id}/merge",                term_merge_show,   EDITOR),
    POST("/resources/terms/{id}/merge",                term_merge_do,     EDITOR),
    POST("/resources/terms/{id}/delete",               term_delete_do,    EDITOR),
    GET ("/resources/series/new",                      series_new,        EDITOR),
    POST("/resources/series/new",                      series_create,     EDITOR),
    GET ("/resources/series/{id}",                     series_edit,       EDITOR),
    POST("/resources/series/{id}",                     series_save_do,    EDITOR),
    POST("/resources/series/{id}/delete",              series_delete_do,  EDITOR),
    POST("/resources/series/{id}/editors",             series_editor_add, ADMINISTRATOR),
    POST("/resources/series/{id}/editors/{memberid}/end", series_editor_end, ADMINISTRATOR),
    GET ("/resources/import",                          import_list_show,  EDITOR),
    POST("/resources/import",                          import_create,     EDITOR, WITH_FILES),
    GET ("/resources/import/template.csv",             import_template,   EDITOR),
    GET ("/resources/import/{id}",                     import_show,       EDITOR),
    POST("/resources/import/{id}/confirm",             import_confirm_do, EDITOR),
    POST("/resources/import/{id}/cancel",              import_cancel_do,  EDITOR),
    GET ("/resources/import/{id}/report.csv",          import_report,     EDITOR),
    POST("/uploads",                                   upload_begin,      MEMBER, .any_user = true),
    GET ("/uploads/{ticket}",                          upload_state,      ANYONE, .any_user = true),
    /* no token: the ticket in the address, of 256 bits, is the right to go on */
    POST("/uploads/{ticket}",                          upload_piece,      ANYONE, .any_user = true,
         .no_csrf = true, .raw_body = true, .most_bytes = 16 << 20),
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"resources", routes, COUNT(routes)}, argc, argv);
}
