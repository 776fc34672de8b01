/* staff.h - handlers of the library's pages for staff and for members who propose, and what they share. */
#ifndef RESOURCES_STAFF_H
#define RESOURCES_STAFF_H

#include "kit/web.h"
#include "model/resource.h"

/* ---- the form of a publication (edit_form.c) ---- */

/* whole: all fields, for staff; else those of a proposal. edit_read() keeps what the form has no field
 * for: begin with the record as it is. */
void edit_show(struct req *r, bool whole, const struct resource_edit *e);
bool edit_read(struct req *r, bool whole, struct resource_edit *e) MUST_CHECK;
void edit_issues(struct req *r, bool whole, const struct resource_edit *e);
/* Types, languages, licences, series, terms and countries to choose from. */
enum err edit_choices(struct req *r, const struct resource_edit *e) MUST_CHECK;

/* ---- files that come with a form (attach.c) ---- */

struct attached { const char *name; struct stored stored; };
struct attached_list { struct attached *v; size_t n; };
/* Files of `field` and of tickets ("upload_ticket"). Those that cannot stand in the library become
 * messages; a form that is shown again keeps the others under tickets: Form.uploads. */
enum err attach_read(struct req *r, const char *field, struct attached_list *out) MUST_CHECK;
enum err attach_keep(struct req *r, const struct attached_list *l) MUST_CHECK;

/* ---- small things (staff.c) ---- */

/* The page of lines that the address asks for, with its pager. */
enum err staff_lines(struct req *r, const char *path, struct resource_filter *f, size_t most,
                     struct resource_line_list *out) MUST_CHECK;

void head_to_hdf(const struct resource_head *h, HDF *to);
/* Reads a reason of a form: required, 2,000 characters. False: the message is there. */
bool reason_read(struct req *r, bool required, char **out) MUST_CHECK;
/* The direction that a button of a list says in "by": -1, 1, or 0 for anything else. */
int up_or_down(const struct req *r);
/* What a refusal by the model says to the person, when it is theirs to settle. */
void say_issue(struct req *r);
/* "of 14 May 2026" needs no words here: how long ago, in whole days. */
char *show_days_since(struct instant t);

/* ---- handlers ---- */

struct reply manage_list(struct req *r); /* manage_page.c */
struct reply manage_bulk(struct req *r);
struct reply manage_bulk_do(struct req *r);

struct reply manage_new(struct req *r); /* edit_page.c */
struct reply manage_create(struct req *r);
struct reply manage_edit(struct req *r);
struct reply manage_save(struct req *r);
struct reply manage_history(struct req *r);

struct reply manage_publish(struct req *r); /* state_page.c */
struct reply manage_withdraw(struct req *r);
struct reply manage_withdraw_do(struct req *r);
struct reply manage_delete(struct req *r);
struct reply manage_delete_do(struct req *r);
struct reply manage_edition(struct req *r);
struct reply manage_relate(struct req *r);
struct reply manage_part(struct req *r);

struct reply manage_files(struct req *r); /* files_page.c */
struct reply manage_file_add(struct req *r);
struct reply manage_file_edit(struct req *r);
struct reply manage_file_save(struct req *r);
struct reply manage_file_move(struct req *r);
struct reply manage_file_remove(struct req *r);
struct reply manage_file_restore(struct req *r);

struct reply propose_new(struct req *r); /* propose_page.c */
struct reply propose_create(struct req *r);
struct reply mine_list(struct req *r);
struct reply mine_edit(struct req *r);
struct reply mine_save(struct req *r);
struct reply mine_back(struct req *r);
struct reply mine_back_do(struct req *r);
struct reply mine_file_remove(struct req *r);

struct reply moderate_list(struct req *r); /* moderate_page.c */
struct reply moderate_show(struct req *r);
struct reply moderate_accept(struct req *r);
struct reply moderate_refuse(struct req *r);

struct reply terms_list(struct req *r); /* terms_page.c */
struct reply term_new(struct req *r);
struct reply term_create(struct req *r);
struct reply term_edit(struct req *r);
struct reply term_save_do(struct req *r);
struct reply term_move_do(struct req *r);
struct reply term_merge_show(struct req *r); /* terms_merge_page.c */
struct reply term_merge_do(struct req *r);
struct reply term_delete_do(struct req *r);

struct reply series_new(struct req *r); /* series_page.c */
struct reply series_create(struct req *r);
struct reply series_edit(struct req *r);
struct reply series_save_do(struct req *r);
struct reply series_delete_do(struct req *r);
struct reply series_editor_add(struct req *r);
struct reply series_editor_end(struct req *r);

struct reply import_list_show(struct req *r); /* import_page.c */
struct reply import_create(struct req *r);
struct reply import_template(struct req *r);
struct reply import_show(struct req *r);
struct reply import_confirm_do(struct req *r);
struct reply import_cancel_do(struct req *r);
struct reply import_report(struct req *r);

struct reply upload_begin(struct req *r); /* upload_page.c */
struct reply upload_piece(struct req *r);
struct reply upload_state(struct req *r);

/* Rows of the route table. Files have limits of their own, so the body's is far above them. The pieces of
 * an upload need no form token: the ticket in the address, of 256 bits, is the right to go on. */
#define WITH_FILES .most_bytes = INT64_C(1) << 32, .files = 40
#define STAFF_ROUTES                                                                               \
    GET ("/resources/manage",                          manage_list,       EDITOR | MODERATOR | ON_OBJECTS),     \
    GET ("/resources/manage/bulk",                     manage_bulk,       EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/bulk",                     manage_bulk_do,    EDITOR | ON_OBJECTS),                 \
    GET ("/resources/manage/new",                      manage_new,        EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/new",                      manage_create,     EDITOR | ON_OBJECTS),                 \
    GET ("/resources/manage/{id}",                     manage_edit,       EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}",                     manage_save,       EDITOR | MODERATOR | ON_OBJECTS),     \
    GET ("/resources/manage/{id}/history",             manage_history,    EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}/publish",             manage_publish,    EDITOR | ON_OBJECTS),                 \
    GET ("/resources/manage/{id}/withdraw",            manage_withdraw,   EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/{id}/withdraw",            manage_withdraw_do, EDITOR | ON_OBJECTS),                \
    GET ("/resources/manage/{id}/delete",              manage_delete,     EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/{id}/delete",              manage_delete_do,  EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/{id}/edition",             manage_edition,    EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/{id}/relate",              manage_relate,     EDITOR | ON_OBJECTS),                 \
    POST("/resources/manage/{id}/part",                manage_part,       EDITOR | ON_OBJECTS),                 \
    GET ("/resources/manage/{id}/files",               manage_files,      EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}/files",               manage_file_add,   EDITOR | MODERATOR | ON_OBJECTS, WITH_FILES), \
    GET ("/resources/manage/{id}/files/{fileid}",      manage_file_edit,  EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}/files/{fileid}",      manage_file_save,  EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}/files/{fileid}/move", manage_file_move,  EDITOR | MODERATOR | ON_OBJECTS),     \
    POST("/resources/manage/{id}/files/{fileid}/remove", manage_file_remove, EDITOR | MODERATOR | ON_OBJECTS),  \
    POST("/resources/manage/{id}/files/{fileid}/restore", manage_file_restore, EDITOR | MODERATOR | ON_OBJECTS), \
    GET ("/resources/propose",                         propose_new,       MEMBER),                 \
    POST("/resources/propose",                         propose_create,    MEMBER, WITH_FILES),     \
    GET ("/resources/mine",                            mine_list,         MEMBER),                 \
    GET ("/resources/mine/{id}",                       mine_edit,         MEMBER),                 \
    POST("/resources/mine/{id}",                       mine_save,         MEMBER, WITH_FILES),     \
    GET ("/resources/mine/{id}/back",                  mine_back,         MEMBER),                 \
    POST("/resources/mine/{id}/back",                  mine_back_do,      MEMBER),                 \
    POST("/resources/mine/{id}/files/{fileid}/remove", mine_file_remove,  MEMBER),                 \
    GET ("/resources/moderate",                        moderate_list,     EDITOR | MODERATOR),     \
    GET ("/resources/moderate/{id}",                   moderate_show,     EDITOR | MODERATOR),     \
    POST("/resources/moderate/{id}/accept",            moderate_accept,   EDITOR | MODERATOR),     \
    POST("/resources/moderate/{id}/refuse",            moderate_refuse,   EDITOR | MODERATOR),     \
    GET ("/resources/terms",                           terms_list,        EDITOR),                 \
    GET ("/resources/terms/new",                       term_new,          EDITOR),                 \
    POST("/resources/terms/new",                       term_create,       EDITOR),                 \
    GET ("/resources/terms/{id}",                      term_edit,         EDITOR),                 \
    POST("/resources/terms/{id}",                      term_save_do,      EDITOR),                 \
    POST("/resources/terms/{id}/move",                 term_move_do,      EDITOR),                 \
    GET ("/resources/terms/{id}/merge",                term_merge_show,   EDITOR),                 \
    POST("/resources/terms/{id}/merge",                term_merge_do,     EDITOR),                 \
    POST("/resources/terms/{id}/delete",               term_delete_do,    EDITOR),                 \
    GET ("/resources/series/new",                      series_new,        EDITOR),                 \
    POST("/resources/series/new",                      series_create,     EDITOR),                 \
    GET ("/resources/series/{id}",                     series_edit,       EDITOR),                 \
    POST("/resources/series/{id}",                     series_save_do,    EDITOR),                 \
    POST("/resources/series/{id}/delete",              series_delete_do,  EDITOR),                 \
    POST("/resources/series/{id}/editors",             series_editor_add, ADMINISTRATOR),          \
    POST("/resources/series/{id}/editors/{memberid}/end", series_editor_end, ADMINISTRATOR),       \
    GET ("/resources/import",                          import_list_show,  EDITOR),                 \
    POST("/resources/import",                          import_create,     EDITOR, WITH_FILES),     \
    GET ("/resources/import/template.csv",             import_template,   EDITOR),                 \
    GET ("/resources/import/{id}",                     import_show,       EDITOR),                 \
    POST("/resources/import/{id}/confirm",             import_confirm_do, EDITOR),                 \
    POST("/resources/import/{id}/cancel",              import_cancel_do,  EDITOR),                 \
    GET ("/resources/import/{id}/report.csv",          import_report,     EDITOR),                 \
    POST("/uploads",                                   upload_begin,      MEMBER, .any_user = true), \
    GET ("/uploads/{ticket}",                          upload_state,      ANYONE, .any_user = true), \
    POST("/uploads/{ticket}",                          upload_piece,      ANYONE, .any_user = true, \
         .no_csrf = true, .raw_body = true, .most_bytes = 16 << 20)

#endif
