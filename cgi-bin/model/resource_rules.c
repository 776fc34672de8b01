/* resource_rules.c - what a publication must be, and who may do what with it. No database here. */
#include "model/object_role.h"
#include "model/publisher.h"
#include "model/resource.h"

const char *const res_lang_codes[RES_LANG_N + 1] = {"en", "fr", "es", "ar", NULL};

bool res_lang_read(const char *code, enum res_lang *out)
{
    for (int l = 0; l < RES_LANG_N && code; l++)
        if (strcmp(code, res_lang_codes[l]) == 0) {
            *out = l;
            return true;
        }
    return false;
}

const char *res_lang_label(const char *code)
{
    static const char *const names[RES_LANG_N] = {N_("English"), N_("French"), N_("Spanish"), N_("Arabic")};
    enum res_lang l;

    return res_lang_read(code, &l) ? _(names[l]) : code;
}

/* ---- licences ---- */

static const struct licence {
    const char *code, *label, *url;
} licences[] = {
    {"CC-BY-4.0", N_("Creative Commons Attribution 4.0"), "https://creativecommons.org/licenses/by/4.0/"},
    {"CC-BY-SA-4.0", N_("Creative Commons Attribution-ShareAlike 4.0"), "https://creativecommons.org/licenses/by-sa/4.0/"},
    {"CC-BY-NC-4.0", N_("Creative Commons Attribution-NonCommercial 4.0"), "https://creativecommons.org/licenses/by-nc/4.0/"},
    {"CC-BY-NC-SA-4.0", N_("Creative Commons Attribution-NonCommercial-ShareAlike 4.0"), "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
    {"CC-BY-NC-ND-4.0", N_("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0"), "https://creativecommons.org/licenses/by-nc-nd/4.0/"},
    {"CC-BY-3.0-IGO", N_("Creative Commons Attribution 3.0 IGO"), "https://creativecommons.org/licenses/by/3.0/igo/"},
    {"CC-BY-NC-SA-3.0-IGO", N_("Creative Commons Attribution-NonCommercial-ShareAlike 3.0 IGO"), "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/"},
    {"CC-BY-NC-ND-3.0-IGO", N_("Creative Commons Attribution-NonCommercial-NoDerivatives 3.0 IGO"), "https://creativecommons.org/licenses/by-nc-nd/3.0/igo/"},
    {"CC0-1.0", N_("Public domain (CC0)"), "https://creativecommons.org/publicdomain/zero/1.0/"},
    {"free-use", N_("Free to copy and pass on when the source is named"), NULL},
    {"all-rights", N_("All rights reserved; may be read and downloaded here"), NULL},
    {"not-stated", N_("Rights not stated; ask the publisher before copying"), "http://rightsstatements.org/vocab/CNE/1.0/"},
};
const char *const licence_codes[] = {
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "CC-BY-3.0-IGO",
    "CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-ND-3.0-IGO", "CC0-1.0", "free-use", "all-rights", "not-stated", NULL};

static const struct licence *licence_find(const char *code)
{
    for (size_t i = 0; i < COUNT(licences) && code; i++)
        if (strcmp(licences[i].code, code) == 0)
            return &licences[i];
    return NULL;
}

const char *licence_label(const char *code)
{
    const struct licence *l = licence_find(code);
    return l ? _(l->label) : code;
}

const char *licence_url(const char *code)
{
    const struct licence *l = licence_find(code);
    return l ? l->url : NULL;
}

/* ---- rules ---- */

static void check_length(struct issues *is, const void *field, const char *text, size_t most)
{
    if (text && utf8_length(text) > most)
        issue(is, field, fill(_("Shorten this to {n} characters"), "n", show_count(most), NULL));
}

static void check_texts(const struct resource_edit *e, struct issues *is)
{
    enum res_lang own = RES_EN;
    bool          any = false;

    for (int l = 0; l < RES_LANG_N; l++) {
        any |= !empty(e->title[l]);
        check_length(is, &e->title[l], e->title[l], 400);
        check_length(is, &e->summary[l], e->summary[l], 5000);
        if (empty(e->title[l]) && !empty(e->summary[l]))
            issue(is, &e->title[l], _("There is a summary in this language, so give the title too"));
    }
    res_lang_read(e->lang, &own);
    if (!any)
        issue(is, &e->title[own], _("Give the title in at least one language"));
}

static void check_sort(const struct resource_edit *e, struct issues *is)
{
    if (empty(e->type))
        issue(is, &e->type, _("Choose the type of document"));
    if (!licence_find(e->licence))
        issue(is, &e->licence, _("Choose a licence: readers must know what they may do with it"));
    enum res_lang l;
    if (!res_lang_read(e->lang, &l))
        issue(is, &e->lang, _("Choose the language it was written in"));
    int newest = today().year + 1;
    if (e->year != 0 && (e->year < 1900 || e->year > newest))
        issue(is, &e->year, fill(_("Enter a year between 1900 and {year}"), "year", fmt("%d", newest), NULL));
    if (e->themes.n > 20)
        issue(is, &e->themes, _("Choose twenty themes at most"));
    if (e->focus.n > 20)
        issue(is, &e->focus, _("Choose twenty focus areas at most"));
    if (e->countries.n > 80)
        issue(is, &e->countries, _("Choose eighty countries at most; leave all out for a text about the whole world"));
}

void resource_check(const struct resource_edit *e, struct issues *is)
{
    check_texts(e, is);
    check_sort(e, is);
    check_length(is, &e->rights_note, e->rights_note, 500);
    check_length(is, &e->edition, e->edition, 100);
    check_length(is, &e->source, e->source, 1000);
    check_length(is, &e->submit_note, e->submit_note, 5000);
    if (!empty(e->link) && (strlen(e->link) > 1000 || !parse_url(pool, e->link)))
        issue(is, &e->link, _("Enter a whole web address, such as https://www.example.org/report.pdf"));
    if (e->series_position < 0 || e->series_position > 9999)
        issue(is, &e->series_position, _("Enter a number between 0 and 9999"));

    struct text_list names = publisher_names(e->publishers);
    if (names.n > 20)
        issue(is, &e->publishers, _("Name twenty publishers at most"));
    for (size_t i = 0; i < names.n; i++)
        if (utf8_length(names.v[i]) > 200) {
            issue(is, &e->publishers, _("Shorten each name to 200 characters"));
            break;
        }
}

/* ---- rights ---- */

static bool is(const struct resource_head *h, const char *state) { return strcmp(h->state, state) == 0; }

bool resource_may_manage(const struct user *by) { return user_has(by, EDITOR); }

/* Proposals are the moderators': a series editor sees them once they are accepted. */
bool resource_may_manage_one(const struct user *by, const struct resource_head *h)
{
    return resource_may_manage(by) || (!is(h, "proposed") && !is(h, "refused") &&
                                       object_role_has(by, SERIES_EDITOR, h->series_id));
}

bool resource_may_add(const struct user *by)
{
    return resource_may_manage(by) || object_role_ids(by, SERIES_EDITOR).n > 0;
}

bool resource_may_decide(const struct user *by, const struct resource_head *h)
{
    return is(h, "proposed") && user_has(by, MODERATOR | EDITOR);
}

bool resource_may_take_back(const struct user *by, const struct resource_head *h)
{
    return by && h->submitted_by == by->id && (is(h, "proposed") || is(h, "refused"));
}

bool resource_may_edit(const struct user *by, const struct resource_head *h)
{
    return resource_may_manage_one(by, h) || resource_may_decide(by, h) || resource_may_take_back(by, h);
}

/* ---- differences ---- */

static bool same_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

static bool same_list(const struct text_list *a, const struct text_list *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) { /* order says nothing */
        bool found = false;
        for (size_t j = 0; j < b->n && !found; j++)
            found = strcmp(a->v[i], b->v[j]) == 0;
        if (!found)
            return false;
    }
    return true;
}

static void note_if(struct text_list *l, bool differs, const char *name)
{
    if (!differs)
        return;
    l->v = talloc_realloc(pool, l->v, const char *, l->n + 1);
    l->v[l->n++] = name;
}

struct text_list resource_differences(const struct resource_edit *a, const struct resource_edit *b)
{
    struct text_list l = {0}, pa = publisher_names(a->publishers), pb = publisher_names(b->publishers);

    for (int i = 0; i < RES_LANG_N; i++) {
        note_if(&l, !same_text(a->title[i], b->title[i]), fmt("title_%s", res_lang_codes[i]));
        note_if(&l, !same_text(a->summary[i], b->summary[i]), fmt("summary_%s", res_lang_codes[i]));
    }
    note_if(&l, !same_text(a->type, b->type), "type");
    note_if(&l, a->year != b->year, "year");
    note_if(&l, !same_text(a->lang, b->lang), "lang");
    note_if(&l, !same_text(a->licence, b->licence), "licence");
    note_if(&l, !same_text(a->rights_note, b->rights_note), "rights_note");
    note_if(&l, !same_list(&pa, &pb), "publishers");
    note_if(&l, !same_list(&a->themes, &b->themes), "themes");
    note_if(&l, !same_list(&a->focus, &b->focus), "focus");
    note_if(&l, !same_list(&a->countries, &b->countries), "countries");
    note_if(&l, !same_text(a->series, b->series), "series");
    note_if(&l, a->series_position != b->series_position, "series_position");
    note_if(&l, !same_text(a->edition, b->edition), "edition");
    note_if(&l, !same_text(a->link, b->link), "link");
    note_if(&l, !same_text(a->source, b->source), "source");
    note_if(&l, !same_text(a->submit_note, b->submit_note), "submit_note");
    return l;
}
