/* join_page.c - signing up. */
#include "members/pages.h"
#include "model/member_join.h"
#include "model/member_limits.h"
#include "model/password_rules.h"
#include "model/profile.h"

FORM(join_form, struct member_join, NULL,
     FIELD(struct member_join, name, .required = true, .max = 120, .missing = N_("Enter your name")),
     FIELD(struct member_join, email, .as = AS_EMAIL, .required = true, .max = 254,
           .missing = N_("Enter your e-mail address")),
     FIELD(struct member_join, password, .as = AS_PASSWORD, .required = true, .max = PASSWORD_MOST,
           .missing = N_("Choose a password of 8 characters or more")),
     FIELD(struct member_join, country, .max = 2),
     FIELD(struct member_join, organisation, .max = 200),
     FIELD(struct member_join, lang, .required = true, .max = 2, .missing = N_("Choose a language")),
     FIELD(struct member_join, listed, .required = true, .max = 7, .one_of = profile_seen_by,
           .missing = N_("Choose who may find you")),
     FIELD(struct member_join, agreed, .required = true,
           .missing = N_("Tick the box once you have read how we use your data")),
     FIELD(struct member_join, website, .max = 200));

static struct reply again(struct req *r)
{
    enum err e = choices_put(r);

    return e ? reply_error(r, e) : reply_form(r, "members/join.cst");
}

struct reply join_show(struct req *r)
{
    struct member_join j = {.lang = copy(lang_code[r->lang])};
    enum err           e;

    if (r->user)
        return reply_see_other(r, "/me");
    put_text(r->page, "next", next_read(r));
    if ((e = choices_put(r)) != OK)
        return reply_error(r, e);
    form_show(r, &join_form, &j);
    return reply_page(r, "members/join.cst");
}

/* Counts, then signs up. Typing mistakes are not counted. */
static enum err join_counted(struct req *r, const struct member_join *j)
{
    TRY(member_join_rules(r->db, j));
    TRY(limit_join(r->db, r->ip));
    TRY(limit_mail_to(r->db, j->email, r->ip));
    return member_join(r->db, j, form_key(r));
}

struct reply join_do(struct req *r)
{
    struct member_join j = {0};
    const char        *next = next_read(r);
    enum err           e;

    put_text(r->page, "next", next);
    if (!form_read(r, &join_form, &j))
        return again(r);
    if (!empty(j.website))
        return reply_see_other(r, "/join/sent"); /* a program: it learns nothing */

    if (next && strlen(next) <= 300)
        j.joined_for = copy(next);
    e = join_counted(r, &j);
    if (e == ERR_INVALID) {
        form_issues(r, &join_form, &j);
        return again(r);
    }
    if (e == ERR_LIMIT && choices_put(r) == OK)
        return too_often(r, "members/join.cst",
                         _("There were too many sign-ups from your network or for this address. If you have signed up already, look for our mail, also among unwanted mail. Otherwise try again later."));
    if (e)
        return reply_error(r, e);
    return reply_see_other(r, "/join/sent");
}

struct reply join_sent(struct req *r)
{
    return reply_page(r, "members/join_sent.cst");
}
