/* organisations.h - handlers of organisations and of the partner finder, and what they share. */
#ifndef NETWORK_ORGANISATIONS_H
#define NETWORK_ORGANISATIONS_H

#include "kit/web.h"
#include "model/organisation_list.h"

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
/* Those of its routes and the chosen ones first, for which <field>_near is set. */
enum err country_checks(struct req *r, const char *field, int64_t organisation_id, const struct text_list *chosen) MUST_CHECK;
void lang_options(struct req *r, const char *field);
/* What the staff's list is narrowed to: words and state. */
struct organisation_filter organisation_filter_read(const struct req *r);
/* What there is to say of a merge that can be undone. */
struct organisation_merged;
void organisation_put_merged(const struct organisation_merged *m, HDF *h);
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
struct reply organisation_csv_send(struct req *r); /* organisation_export_page.c */
struct reply organisation_xlsx_send(struct req *r);
struct reply organisation_offers_csv_send(struct req *r);
struct reply organisation_offers_xlsx_send(struct req *r);
struct reply organisation_imports_show(struct req *r); /* organisation_import_page.c */
struct reply organisation_import_create(struct req *r);
struct reply organisation_import_template(struct req *r);
struct reply organisation_import_offers_template(struct req *r);
struct reply organisation_import_show(struct req *r);
struct reply organisation_import_confirm_do(struct req *r);
struct reply organisation_import_cancel_do(struct req *r);
struct reply organisation_import_report(struct req *r);

struct reply organisation_merge_show(struct req *r); /* organisation_merge_page.c */
struct reply organisation_merge_do(struct req *r);
struct reply organisation_unmerge_show(struct req *r); /* organisation_unmerge_page.c */
struct reply organisation_unmerge_do(struct req *r);

struct reply partners_show(struct req *r); /* partner_page.c */

#endif
