/* network.fcgi - people and organisations find each other: the directory, organisations, the partner
 * finder, messages. */
#include "network/messages.h"
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
    /* organisations; {personid} is a member's number */
    GET ("/organisations/new", organisation_new, MEMBER),
    POST("/organisations/new", organisation_create, MEMBER),
    GET ("/organisations/manage", organisation_manage_list, MODERATOR),
    GET ("/organisations/manage/export.csv", organisation_export, ADMINISTRATOR),
    GET ("/organisations/manage/{id}", organisation_manage_show, MODERATOR),
    POST("/organisations/manage/{id}/accept", organisation_accept_do, MODERATOR),
    POST("/organisations/manage/{id}/refuse", organisation_refuse_do, MODERATOR),
    POST("/organisations/manage/{id}/hide", organisation_hide_do, ADMINISTRATOR),
    POST("/organisations/manage/{id}/show", organisation_unhide_do, ADMINISTRATOR),
    GET ("/organisations/manage/{id}/merge", organisation_merge_show, ADMINISTRATOR),
    POST("/organisations/manage/{id}/merge", organisation_merge_do, ADMINISTRATOR),
    GET ("/organisations/manage/{id}/unmerge", organisation_unmerge_show, ADMINISTRATOR),
    POST("/organisations/manage/{id}/unmerge", organisation_unmerge_do, ADMINISTRATOR),
    GET ("/organisations/{id}", organisation_bare, ANYONE),
    GET ("/organisations/{id}-{slug}", organisation_show, ANYONE),
    GET ("/organisations/{id}/edit", organisation_edit_show, MEMBER),
    POST("/organisations/{id}/edit", organisation_edit_do, MEMBER),
    GET ("/organisations/{id}/routes", organisation_routes_show, MEMBER),
    POST("/organisations/{id}/routes", organisation_routes_do, MEMBER),
    GET ("/organisations/{id}/offers/new", offer_new, MEMBER),
    POST("/organisations/{id}/offers/new", offer_create, MEMBER),
    GET ("/organisations/{id}/offers/{offerid}", offer_edit, MEMBER),
    POST("/organisations/{id}/offers/{offerid}", offer_save_do, MEMBER),
    GET ("/organisations/{id}/offers/{offerid}/remove", offer_remove_show, MEMBER),
    POST("/organisations/{id}/offers/{offerid}/remove", offer_remove_do, MEMBER),
    GET ("/organisations/{id}/join", organisation_join_show, MEMBER),
    POST("/organisations/{id}/join", organisation_join_do, MEMBER),
    GET ("/organisations/{id}/leave", organisation_leave_show, MEMBER),
    POST("/organisations/{id}/leave", organisation_leave_do, MEMBER),
    POST("/organisations/{id}/shown", organisation_shown_do, MEMBER),
    GET ("/organisations/{id}/people", organisation_people_show, MEMBER),
    POST("/organisations/{id}/people/{personid}/approve", organisation_approve_do, MEMBER),
    POST("/organisations/{id}/people/{personid}/decline", organisation_decline_do, MEMBER),
    GET ("/organisations/{id}/people/{personid}/remove", organisation_remove_show, MEMBER),
    POST("/organisations/{id}/people/{personid}/remove", organisation_remove_do, MEMBER),
    POST("/organisations/{id}/people/{personid}/role", organisation_role_do, MEMBER),
    /* partners */
    GET("/partners", partners_show, ANYONE),
    /* messages */
    GET ("/messages",            messages_show,     MEMBER),
    GET ("/messages/new",        message_new_show,  MEMBER),
    POST("/messages/new",        message_new_do,    MEMBER),
    POST("/messages/draft",      draft_save_do,     MEMBER),
    GET ("/messages/drafts",     drafts_show,       MEMBER),
    POST("/messages/drafts/{id}/delete", draft_drop_do, MEMBER),
    GET ("/messages/settings",   messages_settings_show, MEMBER),
    POST("/messages/settings",   messages_settings_do,   MEMBER),
    GET ("/messages/blocks",     blocks_show,       MEMBER),
    GET ("/messages/blocks/{id}", block_ask,        MEMBER),
    POST("/messages/blocks/{id}", block_do,         MEMBER),
    POST("/messages/blocks/{id}/end", unblock_do,   MEMBER),
    GET ("/messages/reports",    reports_show,      MODERATOR),
    GET ("/messages/reports/{id}", report_show,     MODERATOR),
    POST("/messages/reports/{id}/open", report_open_do, MODERATOR),
    POST("/messages/reports/{id}/decide", report_decide_do, MODERATOR),
    /* from a mail, by the person or a mail program: signed, needs no session (RFC 8058) */
    GET ("/messages/stop",       messages_stop,     ANYONE, .any_user = true),
    POST("/messages/stop",       messages_stop_do,  ANYONE, .no_csrf = true, .any_user = true),
    GET ("/messages/{id}",       message_show,      MEMBER),
    POST("/messages/{id}",       message_reply_do,  MEMBER),
    POST("/messages/{id}/read",  message_read_do,   MEMBER),
    POST("/messages/{id}/unread", message_unread_do, MEMBER),
    POST("/messages/{id}/archive", message_archive_do, MEMBER),
    POST("/messages/{id}/inbox", message_inbox_do,  MEMBER),
    GET ("/messages/{id}/delete", message_delete_ask, MEMBER),
    POST("/messages/{id}/delete", message_delete_do, MEMBER),
    GET ("/messages/{id}/{message_id}/report", message_report_show, MEMBER),
    POST("/messages/{id}/{message_id}/report", message_report_do, MEMBER),
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"network", routes, COUNT(routes)}, argc, argv);
}
