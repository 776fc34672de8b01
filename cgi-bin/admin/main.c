/* main.c - the map of the administrators' program: people, mail, jobs, the audit log. */
#include "admin/pages.h"

static const struct route routes[] = {
    GET("/admin",                        overview_show,      EDITOR | MODERATOR | ADMINISTRATOR),
    GET("/admin/mails",                  mails_show,         ADMINISTRATOR),
    GET("/admin/mails/{id}",             mail_show,          ADMINISTRATOR),
    GET("/admin/mails/{id}/resend",      mail_resend_ask,    ADMINISTRATOR),
    POST("/admin/mails/{id}/resend",     mail_resend_do,     ADMINISTRATOR),
    POST("/admin/mails/{id}/stop",       mail_stop_do,       ADMINISTRATOR),
    GET("/admin/jobs",                   jobs_show,          ADMINISTRATOR),
    POST("/admin/jobs/{id}/again",       job_again_do,       ADMINISTRATOR),
    POST("/admin/jobs/{id}/drop",        job_drop_do,        ADMINISTRATOR),
    POST("/admin/schedule/{kind}/run",   schedule_run_do,    ADMINISTRATOR),
    GET("/admin/audit",                  audit_show,         ADMINISTRATOR),
    GET("/admin/audit.csv",              audit_csv_send,     ADMINISTRATOR),
    GET("/admin/people",                 people_show,        ADMINISTRATOR),
    GET("/admin/people/{id}",            person_show,        ADMINISTRATOR),
    POST("/admin/people/{id}/roles",     person_roles_do,    ADMINISTRATOR),
    POST("/admin/people/{id}/sessions",  person_sessions_do, ADMINISTRATOR),
    GET("/admin/people/{id}/suspend",    suspend_ask,        ADMINISTRATOR),
    POST("/admin/people/{id}/suspend",   suspend_do,         ADMINISTRATOR),
    GET("/admin/people/{id}/erase",      erase_ask,          ADMINISTRATOR),
    POST("/admin/people/{id}/erase",     erase_do,           ADMINISTRATOR, .secret = true),
    POST("/admin/people/{id}/restore",   restore_do,         ADMINISTRATOR),
    GET("/admin/people/{id}/two-factor", two_factor_off_ask, ADMINISTRATOR),
    POST("/admin/people/{id}/two-factor", two_factor_off_do, ADMINISTRATOR),
    /* settings of the site */
    GET("/admin/settings",               site_settings_show, ADMINISTRATOR),
    POST("/admin/settings",              site_settings_do,   ADMINISTRATOR),
    GET("/admin/settings/history",       site_settings_history, ADMINISTRATOR),
    GET("/admin/settings.json",          site_settings_send, ADMINISTRATOR),
    GET("/admin/settings/import",        settings_import_show, ADMINISTRATOR),
    POST("/admin/settings/import",       settings_import_do, ADMINISTRATOR, .files = 1, .temp_files = true),
    GET("/admin/settings/import/{id}",   settings_diff_show, ADMINISTRATOR),
    POST("/admin/settings/import/{id}",  settings_diff_do,   ADMINISTRATOR),
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"admin", routes, COUNT(routes)}, argc, argv);
}
