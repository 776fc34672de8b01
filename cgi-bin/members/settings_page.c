/* settings_page.c - how the site speaks to the member: language and time zone. */
#include "members/pages.h"
#include "model/member.h"

FORM(settings_form, struct member_settings, member_settings_check,
     FIELD(struct member_settings, lang, .required = true, .max = 2, .missing = N_("Choose a language")),
     FIELD(struct member_settings, zone, .max = 64));

static enum err put_choices(struct req *r, const struct member *m)
{
    for (int l = 0; l < LANG_N; l++)
        form_option(r, "lang", lang_code[l], lang_name[l]);
    return zone_choices_put(r, m->country);
}

struct reply settings_show(struct req *r)
{
    struct member          m;
    struct member_settings s;
    enum err               e = member_get(r->db, r->user->id, &m);

    if (!e)
        e = put_choices(r, &m);
    if (e)
        return reply_error(r, e);
    s = member_settings_of(&m);
    form_show(r, &settings_form, &s);
    return reply_page(r, "members/settings.cst");
}

static struct reply again(struct req *r)
{
    struct member m;
    enum err      e = member_get(r->db, r->user->id, &m);

    if (!e)
        e = put_choices(r, &m);
    return e ? reply_error(r, e) : reply_form(r, "members/settings.cst");
}

struct reply settings_do(struct req *r)
{
    struct member_settings s = {0};
    enum lang              l = r->lang;
    enum err               e;

    if (!form_read(r, &settings_form, &s))
        return again(r);
    e = member_settings_save(r->db, r->user, r->user->id, &s);
    if (e == ERR_INVALID) {
        form_issues(r, &settings_form, &s);
        return again(r);
    }
    if (e)
        return reply_error(r, e);
    if (lang_read(s.lang, &l))
        lang_use(r->lang = l); /* the next page is in the language just chosen */
    flash(r, _("Your settings are saved."));
    return reply_see_other(r, "/me");
}
