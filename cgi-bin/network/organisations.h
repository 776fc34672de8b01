/* organisations.h - handlers of organisations and of the partner finder, and what they share. */
#ifndef NETWORK_ORGANISATIONS_H
#define NETWORK_ORGANISATIONS_H

#include "kit/web.h"
#include "model/organisation.h"

/* "/organisations/5-ville-de-dakar" */
char *organisation_path(int64_t id, const char *name);
/* The one of the address, for somebody with this right, into "org" of the page. */
enum err organisation_put(struct req *r, enum organisation_need need, struct organisation *o,
                          struct organisation_rights *may) MUST_CHECK;
/* Countries, kinds, themes, languages to choose from; a blank choice first. */
enum err country_options(struct req *r, const char *field, const char *none) MUST_CHECK;
enum err type_options(struct req *r, const char *field) MUST_CHECK;
/* chosen: theirs stay even when retired, and are named in Form.<field>.names. */
enum err theme_options(struct req *r, const char *field, const struct text_list *chosen) MUST_CHECK;
enum err language_options(struct req *r, const char *field, const struct text_list *chosen) MUST_CHECK;
enum err country_checks(struct req *r, const char *field, const struct text_list *chosen) MUST_CHECK;
void lang_options(struct req *r, const char *field);
/* Back to its page, with a word on top. */
struct reply organisation_back(struct req *r, const struct organisation *o, const char *text);

struct reply organisation_show(struct req *r); /* organisation_page.c */
struct reply organisation_bare(struct req *r);

struct reply organisation_new(struct req *r); /* organisation_form.c */
struct reply organisation_create(struct req *r);
struct reply organisation_edit_show(struct req *r);
struct reply organisation_edit_do(struct req *r);

struct reply organisation_routes_show(struct req *r); /* organisation_routes_page.c */
struct reply organisation_routes_do(struct req *r);

struct reply offer_new(struct req *r); /* offer_page.c */
struct reply offer_create(struct req *r);
struct reply offer_edit(struct req *r);
struct reply offer_save_do(struct req *r);
struct reply offer_remove_show(struct req *r);
struct reply offer_remove_do(struct req *r);

struct reply organisation_join_show(struct req *r); /* organisation_join_page.c */
struct reply organisation_join_do(struct req *r);
struct reply organisation_leave_show(struct req *r);
struct reply organisation_leave_do(struct req *r);
struct reply organisation_shown_do(struct req *r);

struct reply organisation_people_show(struct req *r); /* organisation_people_page.c */
struct reply organisation_approve_do(struct req *r);
struct reply organisation_decline_do(struct req *r);
struct reply organisation_remove_show(struct req *r);
struct reply organisation_remove_do(struct req *r);
struct reply organisation_role_do(struct req *r);

struct reply organisation_manage_list(struct req *r); /* organisation_manage_page.c */
struct reply organisation_manage_show(struct req *r);
struct reply organisation_accept_do(struct req *r);
struct reply organisation_refuse_do(struct req *r);
struct reply organisation_hide_do(struct req *r);
struct reply organisation_unhide_do(struct req *r);
struct reply organisation_export(struct req *r);

struct reply organisation_merge_show(struct req *r); /* organisation_merge_page.c */
struct reply organisation_merge_do(struct req *r);

struct reply partners_show(struct req *r); /* partner_page.c */

/* Rows of the route table. What is written {personid} is a member's number. */
#define ORGANISATION_ROUTES_OF_PAGES                                                                          \
    GET ("/organisations/new",                              organisation_new,          MEMBER),               \
    POST("/organisations/new",                              organisation_create,       MEMBER),               \
    GET ("/organisations/manage",                           organisation_manage_list,  MODERATOR),            \
    GET ("/organisations/manage/export.csv",                organisation_export,       ADMINISTRATOR),        \
    GET ("/organisations/manage/{id}",                      organisation_manage_show,  MODERATOR),            \
    POST("/organisations/manage/{id}/accept",               organisation_accept_do,    MODERATOR),            \
    POST("/organisations/manage/{id}/refuse",               organisation_refuse_do,    MODERATOR),            \
    POST("/organisations/manage/{id}/hide",                 organisation_hide_do,      ADMINISTRATOR),        \
    POST("/organisations/manage/{id}/show",                 organisation_unhide_do,    ADMINISTRATOR),        \
    GET ("/organisations/manage/{id}/merge",                organisation_merge_show,   ADMINISTRATOR),        \
    POST("/organisations/manage/{id}/merge",                organisation_merge_do,     ADMINISTRATOR),        \
    GET ("/organisations/{id}",                             organisation_bare,         ANYONE),               \
    GET ("/organisations/{id}-{slug}",                      organisation_show,         ANYONE),               \
    GET ("/organisations/{id}/edit",                        organisation_edit_show,    MEMBER),               \
    POST("/organisations/{id}/edit",                        organisation_edit_do,      MEMBER),               \
    GET ("/organisations/{id}/routes",                      organisation_routes_show,  MEMBER),               \
    POST("/organisations/{id}/routes",                      organisation_routes_do,    MEMBER),               \
    GET ("/organisations/{id}/offers/new",                  offer_new,                 MEMBER),               \
    POST("/organisations/{id}/offers/new",                  offer_create,              MEMBER),               \
    GET ("/organisations/{id}/offers/{offerid}",            offer_edit,                MEMBER),               \
    POST("/organisations/{id}/offers/{offerid}",            offer_save_do,             MEMBER),               \
    GET ("/organisations/{id}/offers/{offerid}/remove",     offer_remove_show,         MEMBER),               \
    POST("/organisations/{id}/offers/{offerid}/remove",     offer_remove_do,           MEMBER),               \
    GET ("/organisations/{id}/join",                        organisation_join_show,    MEMBER),               \
    POST("/organisations/{id}/join",                        organisation_join_do,      MEMBER),               \
    GET ("/organisations/{id}/leave",                       organisation_leave_show,   MEMBER),               \
    POST("/organisations/{id}/leave",                       organisation_leave_do,     MEMBER),               \
    POST("/organisations/{id}/shown",                       organisation_shown_do,     MEMBER),               \
    GET ("/organisations/{id}/people",                      organisation_people_show,  MEMBER),               \
    POST("/organisations/{id}/people/{personid}/approve",   organisation_approve_do,   MEMBER),               \
    POST("/organisations/{id}/people/{personid}/decline",   organisation_decline_do,   MEMBER),               \
    GET ("/organisations/{id}/people/{personid}/remove",    organisation_remove_show,  MEMBER),               \
    POST("/organisations/{id}/people/{personid}/remove",    organisation_remove_do,    MEMBER),               \
    POST("/organisations/{id}/people/{personid}/role",      organisation_role_do,      MEMBER)
#define PARTNER_ROUTES                                                                                        \
    GET ("/partners",                                       partners_show,             ANYONE)

#endif
