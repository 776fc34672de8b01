/* pages.h - the pages of the admin program. */
#ifndef ADMIN_PAGES_H
#define ADMIN_PAGES_H

#include "kit/web.h"

/* overview_page.c */
struct reply overview_show(struct req *r);
/* mail_page.c */
struct reply mails_show(struct req *r);
struct reply mail_show(struct req *r);
struct reply mail_resend_ask(struct req *r);
struct reply mail_resend_do(struct req *r);
struct reply mail_stop_do(struct req *r);
/* job_page.c */
struct reply jobs_show(struct req *r);
struct reply job_again_do(struct req *r);
struct reply job_drop_do(struct req *r);
struct reply schedule_run_do(struct req *r);
/* audit_page.c */
struct reply audit_show(struct req *r);
struct reply audit_csv_send(struct req *r);
/* people_page.c */
struct reply people_show(struct req *r);
/* person_page.c */
struct reply person_show(struct req *r);
struct reply person_roles_do(struct req *r);
struct reply person_rights_do(struct req *r);
struct reply person_rights_end_do(struct req *r);
struct reply person_ask(struct req *r);
struct reply person_sessions_do(struct req *r);
struct reply person_resend_do(struct req *r);
struct reply person_copy_do(struct req *r);
/* bulk_page.c */
struct reply bulks_show(struct req *r);
struct reply bulk_begin_do(struct req *r);
struct reply bulk_show(struct req *r);
struct reply bulk_confirm_do(struct req *r);
struct reply bulk_undo_do(struct req *r);
struct reply bulk_drop_do(struct req *r);
/* merge_page.c */
struct reply merge_show(struct req *r);
struct reply merge_do(struct req *r);
/* export_page.c */
struct reply export_show(struct req *r);
struct reply export_do(struct req *r);
struct reply export_send(struct req *r);
/* invite_page.c */
struct reply invitations_show(struct req *r);
struct reply invite_new(struct req *r);
struct reply invite_do(struct req *r);
struct reply invite_resend_do(struct req *r);
struct reply invite_withdraw_ask(struct req *r);
struct reply invite_withdraw_do(struct req *r);
/* imports_page.c */
struct reply imports_show(struct req *r);
struct reply imports_create(struct req *r);
struct reply imports_template(struct req *r);
struct reply import_page_show(struct req *r);
struct reply import_page_confirm_do(struct req *r);
struct reply import_page_cancel_do(struct req *r);
struct reply import_page_hold_do(struct req *r);
struct reply import_page_invite_do(struct req *r);
struct reply import_page_report(struct req *r);
/* operations_page.c */
struct reply operations_show(struct req *r);
struct reply operations_json(struct req *r);
/* erase_page.c */
struct reply erase_ask(struct req *r);
struct reply erase_do(struct req *r);
/* address_page.c */
struct reply person_address_ask(struct req *r);
struct reply person_address_do(struct req *r);
/* suspend_page.c */
struct reply suspend_ask(struct req *r);
struct reply suspend_do(struct req *r);
struct reply restore_do(struct req *r);

/* two_factor_page.c */
struct reply two_factor_off_ask(struct req *r);
struct reply two_factor_off_do(struct req *r);
/* settings_page.c */
struct reply site_settings_show(struct req *r);
struct reply site_settings_do(struct req *r);
struct reply site_settings_history(struct req *r);
struct reply site_settings_send(struct req *r);
/* settings_import_page.c */
struct reply settings_import_show(struct req *r);
struct reply settings_import_do(struct req *r);
struct reply settings_diff_show(struct req *r);
struct reply settings_diff_do(struct req *r);

/* ---- filter.c: lists with filters in the address ---- */

/* One choice of the filter `name`: filter.<name>.options.<i>; the one in the address is checked. */
void filter_option(struct req *r, const char *name, const char *value, const char *label);
/* What the address says, when it is one of these; NULL: all. Puts nothing. */
const char *filter_one_of(const struct req *r, const char *name, const struct text_list *codes);
/* Text as typed, into filter.<name>.value; NULL: nothing typed. */
const char *filter_text(struct req *r, const char *name);
/* The same for a day; .year 0: none, or one that is not understood, and then filter.<name>.error says so. */
struct date filter_day(struct req *r, const char *name);
/* Links of a list by number; last_id 0: the page is empty. */
void pager_put(struct req *r, const char *path, struct beyond b, int64_t first_id, int64_t last_id);

#endif
