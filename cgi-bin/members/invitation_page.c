/* invitation_page.c - somebody whom staff invited answers. Opening the link changes nothing: mail scanners
 * open links. */
#include "members/pages.h"
#include "model/member_invite.h"
#include "model/password_rules.h"
#include "model/profile.h"

FORM(answer_form, struct invite_answer, invite_answer_check,
     FIELD(struct invite_answer, name, .required = true, .max = 120, .missing = N_("Enter your name")),
     FIELD(struct invite_answer, password, .as = AS_PASSWORD, .required = true, .max = PASSWORD_MOST,
           .missing = N_("Choose a password of 8 characters or more")),
     FIELD(struct invite_answer, lang, .required = true, .max = 2, .missing = N_("Choose a language")),
     FIELD(struct invite_answer, listed, .required = true, .max = 7, .one_of = profile_seen_by,
           .missing = N_("Choose who may find you")),
     FIELD(struct invite_answer, agreed, .required = true,
           .missing = N_("Tick the box once you have read how we use your data")));

static void put(struct req *r, const struct invite_seen *i, const char *token)
{
    HDF *h = put_node(r->page, "invitation");

    secret_page(r);
    put_text(h, "t", token);
    if (i->state == INVITE_GOOD || i->state == INVITE_EXPIRED)
        put_text(h, "email", i->email);
    put_bool(h, "good", i->state == INVITE_GOOD);
    put_bool(h, "expired", i->state == INVITE_EXPIRED);
    put_bool(h, "used", i->state == INVITE_USED);
    put_instant(h, "expires_at", i->expires_at);
    for (int l = 0; l < LANG_N; l++)
        form_option(r, "lang", lang_code[l], lang_name[l]);
    listed_choices_put(r);
}

static int status_of(const struct invite_seen *i)
{
    return i->state == INVITE_GOOD ? 200 : i->state == INVITE_UNKNOWN ? 404 : 410;
}

struct reply invitation_show(struct req *r)
{
    const char        *token = query_text(r, "t");
    struct invite_seen i;
    enum err           e = invite_look(r->db, token, &i);

    if (e)
        return reply_error(r, e);
    if (i.state == INVITE_GOOD)
        form_show(r, &answer_form, &(struct invite_answer){.name = i.name, .lang = copy(lang_code[r->lang])});
    put(r, &i, token);
    return reply_page_as(r, status_of(&i), "members/invitation.cst");
}

struct reply invitation_do(struct req *r)
{
    const char          *token = form_text(r, "t");
    struct invite_answer a = {0};
    struct invite_seen   i;
    bool                 read = form_read(r, &answer_form, &a);
    enum err             e = read ? invite_accept(r->db, token, &a, &i) : invite_look(r->db, token, &i);

    if (e == ERR_INVALID) { /* a rule about the password */
        form_issues(r, &answer_form, &a);
        read = false;
        e = invite_look(r->db, token, &i);
    }
    if (e)
        return reply_error(r, e);
    if (read && i.state == INVITE_GOOD)
        return reply_see_other(r, "/sign-in?said=confirmed");
    put(r, &i, token);
    return i.state == INVITE_GOOD ? reply_form(r, "members/invitation.cst")
                                  : reply_page_as(r, status_of(&i), "members/invitation.cst");
}

struct reply invitation_decline_do(struct req *r)
{
    const char        *token = form_text(r, "t");
    struct invite_seen i;
    enum err           e = invite_decline(r->db, token, &i);

    if (e)
        return reply_error(r, e);
    if (i.state == INVITE_GOOD || i.state == INVITE_EXPIRED)
        return reply_see_other(r, "/invitation/declined");
    put(r, &i, token);
    return reply_page_as(r, status_of(&i), "members/invitation.cst");
}

struct reply invitation_declined(struct req *r)
{
    put_bool(r->page, "declined", true);
    return reply_page(r, "members/invitation.cst");
}
