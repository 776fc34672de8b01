/* settings_page.c - settings of the site: the form, the history, the file. */
#include "admin/pages.h"
#include "model/setting.h"

#define SETTING(i, name, ...) FIELD_AS(struct settings, v[i], name, __VA_ARGS__)
/* In the order of the table in model/setting.c. */
FORM(settings_form, struct settings, settings_check,
     SETTING(0, "staff_two_factor", .max = 1),
     SETTING(1, "statistics_least", .required = true, .max = 20, .missing = N_("Enter a number")),
     SETTING(2, "invitations_per_hour", .required = true, .max = 20, .missing = N_("Enter a number")),
     SETTING(3, "still_you_days", .required = true, .max = 20, .missing = N_("Enter a number")),
     SETTING(4, "export_days", .required = true, .max = 20, .missing = N_("Enter a number")),
     SETTING(5, "notice_en", .max = 300),
     SETTING(6, "notice_fr", .max = 300),
     SETTING(7, "notice_es", .max = 300),
     SETTING(8, "notice_from", .max = 40),
     SETTING(9, "notice_until", .max = 40),
     FIELD(struct settings, version));
_Static_assert(SETTING_N == 10, "each setting has its field");

static const char *const tpl = "admin/settings.cst";

static void put_known(struct req *r)
{
    static const char *const kinds[] = {"yes", "number", "moment", "text"};

    for (size_t i = 0; i < SETTING_N; i++) {
        const struct setting_known *k = &setting_known[i];
        HDF                        *h = put_item(r->page, "known", i);

        put_text(h, "name", k->name);
        put_text(h, "kind", kinds[k->kind]);
        put_text(h, "label", _(k->label));
        put_text(h, "hint", *k->hint ? _(k->hint) : NULL);
        put_bool(h, "first_of_notice", strcmp(k->name, "notice_en") == 0);
    }
}

/* A box that is not ticked has no value; moments without the T and the Z of machines. */
static void for_people(struct settings *s)
{
    for (size_t i = 0; i < SETTING_N; i++) {
        if (setting_known[i].kind == SETTING_YES && strcmp(s->v[i], "0") == 0)
            s->v[i] = NULL;
        else if (setting_known[i].kind == SETTING_MOMENT && strlen(s->v[i]) >= 16)
            s->v[i] = fmt("%.10s %.5s", s->v[i], s->v[i] + 11);
    }
}

struct reply site_settings_show(struct req *r)
{
    struct settings s;
    enum err        e = settings_read(r->db, &s);

    if (e)
        return reply_error(r, e);
    for_people(&s);
    form_show(r, &settings_form, &s);
    put_int(r->page, "Form.version.value", s.version);
    put_known(r);
    return reply_page(r, tpl);
}

/* With the version of now, so that a second try counts. */
static struct reply again(struct req *r)
{
    struct settings now;
    enum err        e = settings_read(r->db, &now);

    if (e)
        return reply_error(r, e);
    put_int(r->page, "Form.version.value", now.version);
    put_known(r);
    return reply_form(r, tpl);
}

static char *changed_text(int64_t n)
{
    return n == 0 ? copy(_("Nothing was different."))
                  : fill(ngettext("{n} setting is changed.", "{n} settings are changed.", (unsigned long)n), "n", show_count(n), NULL);
}

struct reply site_settings_do(struct req *r)
{
    struct settings s = {0};
    int64_t         n;
    enum err        e;

    if (!form_read(r, &settings_form, &s))
        return again(r);
    e = settings_save(r->db, r->user, &s, &n);
    if (e == ERR_CONFLICT) {
        form_error_at(r, NULL, _("Settings were changed by somebody else in the meantime. Look at the history, then save once more."));
        return again(r);
    }
    if (e)
        return reply_error(r, e);
    flash(r, changed_text(n));
    return reply_see_other(r, "/admin/settings");
}

/* ---- history ---- */

struct reply site_settings_history(struct req *r)
{
    enum { PAGE = 50 };
    struct cursor          place = cursor_read(r);
    struct setting_changes l;
    struct beyond          b;
    enum err               e;

    do
        e = setting_history(r->db, place.back ? 0 : place.id, place.back ? place.id : 0, PAGE + 1, &l);
    while (!e && cursor_again(&place, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, PAGE, &place);
    for (size_t i = 0; i < l.n; i++) {
        const struct setting_change *c = &l.v[i];
        const struct setting_known  *k = setting_find(c->name);
        HDF                         *h = put_item(r->page, "changes", i);

        put_text(h, "label", k ? _(k->label) : c->name);
        put_text(h, "from", k ? setting_words(k, c->before_value) : c->before_value);
        put_text(h, "to", k ? setting_words(k, c->after_value) : c->after_value);
        put_text(h, "by", c->member_name ? c->member_name : _("Nobody any more"));
        put_instant_zone(h, "at", c->at, r->user->zone);
    }
    pager_put(r, "/admin/settings/history", b, l.n ? l.v[0].id : 0, l.n ? l.v[l.n - 1].id : 0);
    return reply_page(r, "admin/settings_history.cst");
}

/* ---- as a file ---- */

struct reply site_settings_send(struct req *r)
{
    struct settings s;
    enum err        e = settings_read(r->db, &s);
    char           *text;

    if (e)
        return reply_error(r, e);
    text = settings_json(&s);
    reply_header(r, "Content-Disposition", "attachment; filename=\"m4d-settings.json\"");
    return reply_bytes(r, "application/json", text, strlen(text));
}
