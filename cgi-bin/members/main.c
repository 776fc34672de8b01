/* members.fcgi - signing up and in, and what members see of their own account. */
#include "members/pages.h"

/* Strangers' forms are open to people who still have to agree to new terms as well. */
static const struct route routes[] = {
    GET ("/join",              join_show,      ANYONE, .any_user = true),
    POST("/join",              join_do,        ANYONE, .any_user = true),
    GET ("/join/sent",         join_sent,      ANYONE, .any_user = true),
    GET ("/confirm",           confirm_show,   ANYONE, .any_user = true),
    POST("/confirm",           confirm_do,     ANYONE, .any_user = true),
    GET ("/confirm/resend",    resend_show,    ANYONE, .any_user = true),
    POST("/confirm/resend",    resend_do,      ANYONE, .any_user = true),
    GET ("/invitation",        invitation_show, ANYONE, .any_user = true),
    POST("/invitation",        invitation_do,  ANYONE, .any_user = true),
    POST("/invitation/decline", invitation_decline_do, ANYONE, .any_user = true),
    GET ("/invitation/declined", invitation_declined, ANYONE, .any_user = true),
    GET ("/sign-in",           sign_in_show,   ANYONE, .any_user = true),
    POST("/sign-in",           sign_in_do,     ANYONE, .any_user = true),
    POST("/sign-out",          sign_out_do,    ANYONE, .any_user = true),
    GET ("/reset",             reset_show,     ANYONE, .any_user = true),
    POST("/reset",             reset_do,       ANYONE, .any_user = true),
    GET ("/reset/sent",        reset_sent,     ANYONE, .any_user = true),
    GET ("/reset/new",         reset_new_show, ANYONE, .any_user = true),
    POST("/reset/new",         reset_new_do,   ANYONE, .any_user = true),
    GET ("/me",                me_show,        MEMBER),
    GET ("/me/profile",        profile_show,   MEMBER),
    POST("/me/profile",        profile_do,     MEMBER),
    GET ("/me/profile/preview", profile_preview, MEMBER),
    GET ("/me/profile/photo",  photo_show,     MEMBER),
    POST("/me/profile/photo",  photo_do,       MEMBER, .most_bytes = INT64_C(1) << 32, .files = 1, .temp_files = true),
    GET ("/me/profile/photo/remove", photo_remove_show, MEMBER),
    POST("/me/profile/photo/remove", photo_remove_do, MEMBER),
    GET ("/me/settings",       settings_show,  MEMBER),
    POST("/me/settings",       settings_do,    MEMBER),
    GET ("/me/password",       password_show,  MEMBER),
    POST("/me/password",       password_do,    MEMBER, .secret = true),
    GET ("/me/sessions",       sessions_show,  MEMBER),
    POST("/me/sessions/{id}/end", session_end_do, MEMBER),
    POST("/me/sessions/end",   sessions_end_do, MEMBER),
    GET ("/me/mails",          mailbox_show,   MEMBER),
    GET ("/me/mails/{id}",     mailbox_mail_show, MEMBER),
    GET ("/me/terms",          terms_show,     MEMBER, .any_user = true),
    POST("/me/terms",          terms_do,       MEMBER, .any_user = true),
};

int main(int argc, char **argv)
{
    return kit_serve(&(struct app){"members", routes, COUNT(routes)}, argc, argv);
}
