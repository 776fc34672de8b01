/* resource_hdf.c - publications, their files and their history as template data for staff. */
#include <jansson.h>

#include "model/resource.h"
#include "model/series.h"
#include "model/term.h"
#include "model/upload.h"

const char *resource_state_label(const char *state)
{
    static const char *const labels[][2] = {
        {"draft", N_("Draft")},        {"proposed", N_("Waiting for a moderator")},
        {"published", N_("Published")}, {"refused", N_("Not taken")},
        {"withdrawn", N_("Withdrawn")}};
    for (size_t i = 0; i < COUNT(labels); i++)
        if (strcmp(labels[i][0], state) == 0)
            return _(labels[i][1]);
    return state;
}

static void put_state(HDF *h, const char *state)
{
    put_text(h, "state", state);
    put_text(h, "state_label", resource_state_label(state));
    put_text(h, "badge", strcmp(state, "published") == 0   ? "badge full good"
                         : strcmp(state, "proposed") == 0  ? "badge half warn"
                         : strcmp(state, "refused") == 0   ? "badge bad"
                         : strcmp(state, "withdrawn") == 0 ? "badge off"
                                                           : "badge");
}

void resource_line_to_hdf(const struct resource_line *l, HDF *h)
{
    put_int(h, "id", l->id);
    put_state(h, l->state);
    put_text(h, "title", l->title);
    if (strcmp(l->title_lang, lang_code[lang_now()]) != 0)
        put_text(h, "title_lang", l->title_lang);
    put_text(h, "type", lang_now() == LANG_FR ? l->type_fr : lang_now() == LANG_ES ? l->type_es : l->type_en);
    if (l->year)
        put_int(h, "year", l->year);
    put_instant(h, "changed_at", l->changed_at);
    put_instant(h, "created_at", l->created_at);
    put_count(h, "downloads", l->downloads);
    put_int(h, "files", l->files);
    if (l->warnings)
        put_int(h, "warnings", l->warnings);
    put_bool(h, "older", l->newer_id != 0);
    char *codes = copy(l->file_langs ? l->file_langs : ""), *one;
    for (size_t i = 0; (one = strsep(&codes, " "));)
        if (*one) {
            HDF *f = put_item(h, "langs", i++);
            put_text(f, "code", one);
            put_text(f, "label", res_lang_label(one));
        }
    put_text(h, "by_name", l->by_name);
    put_text(h, "decision_note", l->decision_note);
}

/* ---- files ---- */

static const char *warning_text(const char *code)
{
    return strcmp(code, "no_text") == 0    ? _("No text layer: a scan that cannot be searched or read aloud")
           : strcmp(code, "no_title") == 0 ? _("No title in the document’s properties")
           : strcmp(code, "no_lang") == 0  ? _("The document does not say its language: readers’ voices may mispronounce it")
           : strcmp(code, "no_tags") == 0  ? _("No tags: people who use a screen reader get the text without headings")
                                           : NULL;
}

void resource_file_to_hdf(const struct resource_file *f, HDF *h)
{
    put_int(h, "id", f->id);
    put_text(h, "lang", f->lang);
    put_text(h, "lang_label", res_lang_label(f->lang));
    put_text(h, "label", f->label);
    put_text(h, "name", f->name);
    put_text(h, "type", filetype_label(f->mime));
    put_size(h, "size", f->size);
    if (f->pages)
        put_text(h, "pages", fill(ngettext("{n} page", "{n} pages", (unsigned long)f->pages), "n",
                                  show_count(f->pages), NULL));
    put_bool(h, "short_edition", f->short_edition);
    put_text(h, "sha256", f->sha256);
    put_text(h, "scan_state", f->scan_state);
    put_text(h, "text_state", f->text_state);
    put_bool(h, "removed", f->removed_at.us != 0);
    char *codes = copy(f->warnings ? f->warnings : ""), *one;
    for (size_t i = 0; (one = strsep(&codes, " ,"));)
        if (warning_text(one))
            put_text(put_item(h, "warnings", i++), "text", warning_text(one));
}

/* ---- fields ---- */

static const char *const field_labels[][2] = {
    {"title_en", N_("Title in English")},     {"title_fr", N_("Title in French")},
    {"title_es", N_("Title in Spanish")},     {"title_ar", N_("Title in Arabic")},
    {"summary_en", N_("Summary in English")}, {"summary_fr", N_("Summary in French")},
    {"summary_es", N_("Summary in Spanish")}, {"summary_ar", N_("Summary in Arabic")},
    {"type", N_("Type of document")},         {"year", N_("Year of publication")},
    {"lang", N_("Language it was written in")}, {"licence", N_("Licence")},
    {"rights_note", N_("Who holds the rights")}, {"publishers", N_("Publishers")},
    {"themes", N_("Themes")},                 {"focus", N_("Focus areas")},
    {"countries", N_("Countries")},           {"series", N_("Series")},
    {"series_position", N_("Place in the series")}, {"edition", N_("Edition")},
    {"link", N_("Where else it can be read")}, {"source", N_("Where the facts come from")},
    {"submit_note", N_("Note to the moderator")}, {"terms", N_("Themes and types")},
};

const char *resource_field_label(const char *name)
{
    for (size_t i = 0; i < COUNT(field_labels); i++)
        if (strcmp(field_labels[i][0], name) == 0)
            return _(field_labels[i][1]);
    return name;
}

static char *term_words(const struct term_list *all, const char *vocabulary, const struct text_list *codes)
{
    char *s = copy("");
    for (size_t i = 0; i < codes->n; i++) {
        const struct term *t = term_find(all, vocabulary, codes->v[i]);
        s = fmt("%s%s%s", s, i ? "; " : "", t ? term_label(t) : codes->v[i]);
    }
    return s;
}

static char *joined(const struct text_list *l)
{
    char *s = copy("");
    for (size_t i = 0; i < l->n; i++)
        s = fmt("%s%s%s", s, i ? "; " : "", l->v[i]);
    return s;
}

enum err resource_field_text(struct db *db, const struct resource_edit *e, const char *name, char **out)
{
    struct term_list   terms;
    struct series_list series;
    const char        *s = NULL;

    TRY(term_all(db, &terms));
    TRY(series_all(db, &series));
    for (int i = 0; i < RES_LANG_N; i++) {
        if (strcmp(name, fmt("title_%s", res_lang_codes[i])) == 0)
            s = e->title[i];
        if (strcmp(name, fmt("summary_%s", res_lang_codes[i])) == 0)
            s = e->summary[i];
    }
    const struct term   *t = term_find(&terms, "type", e->type);
    const struct series *in = series_find(&series, e->series);
    if (strcmp(name, "type") == 0) s = t ? term_label(t) : e->type;
    if (strcmp(name, "year") == 0 && e->year) s = fmt("%d", e->year);
    if (strcmp(name, "lang") == 0) s = res_lang_label(e->lang);
    if (strcmp(name, "licence") == 0) s = licence_label(e->licence);
    if (strcmp(name, "rights_note") == 0) s = e->rights_note;
    if (strcmp(name, "publishers") == 0) s = e->publishers;
    if (strcmp(name, "themes") == 0) s = term_words(&terms, "theme", &e->themes);
    if (strcmp(name, "focus") == 0) s = term_words(&terms, "focus", &e->focus);
    if (strcmp(name, "countries") == 0) s = joined(&e->countries);
    if (strcmp(name, "series") == 0) s = in ? series_title(in) : e->series;
    if (strcmp(name, "series_position") == 0 && e->series_position) s = fmt("%d", e->series_position);
    if (strcmp(name, "edition") == 0) s = e->edition;
    if (strcmp(name, "link") == 0) s = e->link;
    if (strcmp(name, "source") == 0) s = e->source;
    if (strcmp(name, "submit_note") == 0) s = e->submit_note;
    *out = copy(empty(s) ? "–" : s);
    return OK;
}

/* ---- history ---- */

static const char *const actions[][2] = {
    {"resource.add", N_("Added")},
    {"resource.propose", N_("Proposed")},
    {"resource.edit", N_("Changed")},
    {"resource.publish", N_("Published")},
    {"resource.accept", N_("Proposal taken and published")},
    {"resource.refuse", N_("Proposal not taken")},
    {"resource.withdraw", N_("Withdrawn")},
    {"resource.edition", N_("Begun as a new edition")},
    {"resource.relate", N_("Linked to another publication")},
    {"resource.part", N_("Link to another publication taken away")},
    {"resource.file.add", N_("File added")},
    {"resource.file.edit", N_("File described anew")},
    {"resource.file.move", N_("Files put in another order")},
    {"resource.file.remove", N_("File removed")},
    {"resource.file.restore", N_("File put back")},
};

void resource_event_to_hdf(const struct resource_event *e, HDF *h)
{
    const char *label = e->action;

    for (size_t i = 0; i < COUNT(actions); i++)
        if (strcmp(actions[i][0], e->action) == 0)
            label = _(actions[i][1]);
    put_text(h, "action", label);
    put_instant(h, "at", e->at);
    put_text(h, "by", e->by_name ? e->by_name : _("the system"));
    json_t *j = e->detail ? json_loads(e->detail, 0, NULL) : NULL, *one;
    size_t  i;
    char   *fields = NULL;
    json_array_foreach(json_object_get(j, "fields"), i, one)
        fields = fmt("%s%s%s", fields ? fields : "", fields ? ", " : "",
                     resource_field_label(json_string_value(one) ? json_string_value(one) : ""));
    put_text(h, "fields", fields);
    const char *note = json_string_value(json_object_get(j, "reason"));
    put_text(h, "note", note ? note : json_string_value(json_object_get(j, "note")));
    const json_t *other = json_object_get(j, "other") ? json_object_get(j, "other") : json_object_get(j, "of");
    if (json_is_integer(other))
        put_int(h, "other", json_integer_value(other));
    json_decref(j);
}
