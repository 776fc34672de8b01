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

#endif
