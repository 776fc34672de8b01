/* edit_form.c - the fields of a publication, for staff and for members who propose one. */
#include "model/member.h"
#include "model/object_role.h"
#include "model/series.h"
#include "model/term.h"
#include "resources/staff.h"

#define TEXT_FIELDS                                                                          \
    FIELD_AS(struct resource_edit, title[RES_EN], "title_en", .max = 400),                   \
    FIELD_AS(struct resource_edit, summary[RES_EN], "summary_en", .as = AS_TEXT, .max = 5000), \
    FIELD_AS(struct resource_edit, title[RES_FR], "title_fr", .max = 400),                   \
    FIELD_AS(struct resource_edit, summary[RES_FR], "summary_fr", .as = AS_TEXT, .max = 5000), \
    FIELD_AS(struct resource_edit, title[RES_ES], "title_es", .max = 400),                   \
    FIELD_AS(struct resource_edit, summary[RES_ES], "summary_es", .as = AS_TEXT, .max = 5000), \
    FIELD_AS(struct resource_edit, title[RES_AR], "title_ar", .max = 400),                   \
    FIELD_AS(struct resource_edit, summary[RES_AR], "summary_ar", .as = AS_TEXT, .max = 5000), \
    FIELD(struct resource_edit, type, .required = true, .max = 60,                           \
          .missing = N_("Choose the type of document")),                                     \
    FIELD(struct resource_edit, lang, .required = true, .one_of = res_lang_codes,            \
          .missing = N_("Choose the language it was written in")),                           \
    FIELD(struct resource_edit, year),                                                       \
    FIELD(struct resource_edit, licence, .required = true, .one_of = licence_codes,          \
          .missing = N_("Choose a licence")),                                                \
    FIELD(struct resource_edit, rights_note, .max = 500),                                    \
    FIELD(struct resource_edit, publishers, .as = AS_TEXT, .max = 4000),                     \
    FIELD(struct resource_edit, themes), FIELD(struct resource_edit, focus),                 \
    FIELD(struct resource_edit, countries),                                                  \
    FIELD(struct resource_edit, link, .as = AS_URL, .max = 1000),                            \
    FIELD(struct resource_edit, version)

FORM(whole_form, struct resource_edit, resource_check, TEXT_FIELDS,
     FIELD(struct resource_edit, series, .max = 60), FIELD(struct resource_edit, series_position),
     FIELD(struct resource_edit, edition, .max = 100), FIELD(struct resource_edit, source, .max = 1000));
FORM(proposal_form, struct resource_edit, resource_check, TEXT_FIELDS,
     FIELD(struct resource_edit, submit_note, .as = AS_TEXT, .max = 5000));

static const struct form *form_of(bool whole) { return whole ? &whole_form : &proposal_form; }

void edit_show(struct req *r, bool whole, const struct resource_edit *e) { form_show(r, form_of(whole), e); }

bool edit_read(struct req *r, bool whole, struct resource_edit *e)
{
    e->themes = e->focus = e->countries = (struct text_list){0};
    return form_read(r, form_of(whole), e);
}

void edit_issues(struct req *r, bool whole, const struct resource_edit *e)
{
    form_issues(r, form_of(whole), e);
}

/* ---- choices ---- */

static bool has(const struct text_list *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], code) == 0)
            return true;
    return false;
}

/* Long lists are folded: what is chosen is said outside as well. */
static void put_chosen(struct req *r, const char *field, const char *names)
{
    put_text(r->page, fmt("Form.%s.names", field), empty(names) ? NULL : names);
}

static const char *and_name(const char *names, const char *name)
{
    return fmt("%s%s%s", names, *names ? ", " : "", name);
}

/* Retired terms stay where they are chosen already. */
static void term_choices(struct req *r, const struct term_list *all, const char *vocabulary, const char *field,
                         const struct text_list *chosen)
{
    const char *names = "";

    for (size_t i = 0; i < all->n; i++) {
        const struct term *t = &all->v[i];
        bool               here = has(chosen, t->code);

        if (strcmp(t->vocabulary, vocabulary) != 0 || (t->retired && !here))
            continue;
        form_option(r, field, t->code, term_label(t));
        if (here)
            names = and_name(names, term_label(t));
    }
    put_chosen(r, field, names);
}

static enum err country_choices(struct req *r, const struct resource_edit *e)
{
    struct member_country_list all;
    const char                *names = "";

    TRY(member_countries(r->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        form_option(r, "countries", all.v[i].code, all.v[i].name);
        if (has(&e->countries, all.v[i].code))
            names = and_name(names, all.v[i].name);
    }
    put_chosen(r, "countries", names);
    return OK;
}

enum err edit_choices(struct req *r, const struct resource_edit *e)
{
    struct term_list   terms;
    struct series_list series;
    struct text_list   type = {(const char *[]){e->type ? e->type : ""}, 1};

    TRY(term_all(r->db, &terms));
    TRY(series_all(r->db, &series));
    form_option(r, "type", "", _("Choose …"));
    term_choices(r, &terms, "type", "type", &type);
    form_option(r, "lang", "", _("Choose …"));
    for (int i = 0; i < RES_LANG_N; i++)
        form_option(r, "lang", res_lang_codes[i], res_lang_label(res_lang_codes[i]));
    form_option(r, "licence", "", _("Choose …"));
    for (int i = 0; licence_codes[i]; i++)
        form_option(r, "licence", licence_codes[i], licence_label(licence_codes[i]));
    if (resource_may_manage(r->user) || !resource_may_add(r->user))
        form_option(r, "series", "", _("None"));
    for (size_t i = 0; i < series.n; i++)
        if (resource_may_manage(r->user) || !resource_may_add(r->user) ||
            object_role_has(r->user, SERIES_EDITOR, series.v[i].id))
            form_option(r, "series", series.v[i].code, series_title(&series.v[i]));
    term_choices(r, &terms, "theme", "themes", &e->themes);
    term_choices(r, &terms, "focus", "focus", &e->focus);
    return country_choices(r, e);
}
