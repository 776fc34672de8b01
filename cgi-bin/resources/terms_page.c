/* terms_page.c - taxonomies: types of document, themes, focus areas; and series. */
#include "model/series.h"
#include "model/term.h"
#include "model/term_network.h"
#include "resources/staff.h"


FORM(term_form, struct term, NULL,
     FIELD(struct term, vocabulary, .required = true, .one_of = term_vocabularies),
     FIELD(struct term, code, .required = true, .max = 60),
     FIELD(struct term, label_en, .required = true, .max = 200),
     FIELD(struct term, label_fr, .required = true, .max = 200),
     FIELD(struct term, label_es, .required = true, .max = 200),
     FIELD(struct term, parent_id));
FORM(save_form, struct term, NULL,
     FIELD(struct term, label_en, .required = true, .max = 200),
     FIELD(struct term, label_fr, .required = true, .max = 200),
     FIELD(struct term, label_es, .required = true, .max = 200),
     FIELD(struct term, parent_id), FIELD(struct term, retired), FIELD(struct term, version));

static void put_term(const struct term *t, HDF *h)
{
    put_int(h, "id", t->id);
    put_text(h, "code", t->code);
    put_text(h, "vocabulary", t->vocabulary);
    put_text(h, "label", term_label(t));
    put_text(h, "label_en", t->label_en);
    put_text(h, "label_fr", t->label_fr);
    put_text(h, "label_es", t->label_es);
    put_bool(h, "retired", t->retired);
    put_count(h, "used", t->used);
    put_bool(h, "in_use", t->used > 0);
    put_bool(h, "narrower", t->parent_id != 0);
}

static void put_vocabulary(struct req *r, size_t v, const struct term_list *all)
{
    HDF   *h = put_item(r->page, "lists", v);
    size_t n = 0;
    HDF   *last = NULL;

    put_text(h, "code", term_vocabularies[v]);
    put_text(h, "label", term_vocabulary_label(term_vocabularies[v]));
    for (size_t i = 0; i < all->n; i++) {
        if (strcmp(all->v[i].vocabulary, term_vocabularies[v]) != 0)
            continue;
        HDF *t = put_item(h, "terms", n);
        put_term(&all->v[i], t);
        const struct term *up = term_by_id(all, all->v[i].parent_id);
        put_text(t, "parent", up ? term_label(up) : NULL);
        put_bool(t, "up", n > 0);
        if (last)
            put_bool(last, "down", true);
        last = t;
        n++;
    }
}

struct reply terms_list(struct req *r)
{
    struct term_list   all;
    struct series_list series;
    enum err           e = term_all_used(r->db, &all);

    if (e == OK)
        e = series_all(r->db, &series);
    if (e)
        return reply_error(r, e);
    for (size_t v = 0; term_vocabularies[v]; v++)
        put_vocabulary(r, v, &all);
    for (size_t i = 0; i < series.n; i++) {
        HDF *h = put_item(r->page, "series", i);
        put_int(h, "id", series.v[i].id);
        put_text(h, "code", series.v[i].code);
        put_text(h, "title", series_title(&series.v[i]));
        put_count(h, "used", series.v[i].used);
        put_bool(h, "untranslated", empty(series.v[i].title_fr) || empty(series.v[i].title_es));
    }
    return reply_page(r, "resources/terms.cst");
}

/* Wider terms to choose from: those of the same list that are not the term itself. */
static enum err parent_choices(struct req *r, const char *vocabulary, int64_t self)
{
    struct term_list all;

    TRY(term_all(r->db, &all));
    form_option(r, "parent_id", "", _("None: it stands at the top"));
    for (size_t i = 0; i < all.n; i++)
        if (vocabulary && strcmp(all.v[i].vocabulary, vocabulary) == 0 && all.v[i].id != self)
            form_option(r, "parent_id", fmt("%" PRId64, all.v[i].id), term_label(&all.v[i]));
    return OK;
}

static const char *known_vocabulary(const char *v)
{
    for (size_t i = 0; term_vocabularies[i] && v; i++)
        if (strcmp(term_vocabularies[i], v) == 0)
            return term_vocabularies[i];
    return NULL;
}

static struct reply new_page(struct req *r, const char *vocabulary, bool rejected)
{
    enum err e = parent_choices(r, vocabulary, 0);

    if (e)
        return reply_error(r, e);
    put_text(r->page, "vocabulary.code", vocabulary);
    put_text(r->page, "vocabulary.label", vocabulary ? term_vocabulary_label(vocabulary) : NULL);
    return rejected ? reply_form(r, "resources/term_new.cst") : reply_page(r, "resources/term_new.cst");
}

struct reply term_new(struct req *r)
{
    const char *v = known_vocabulary(query_text(r, "vocabulary"));

    if (!v)
        return reply_see_other(r, "/resources/terms");
    form_show(r, &term_form, &(struct term){.vocabulary = copy(v)});
    return new_page(r, v, false);
}

struct reply term_create(struct req *r)
{
    struct term t = {0};
    int64_t     id;

    if (!form_read(r, &term_form, &t))
        return new_page(r, known_vocabulary(t.vocabulary), true);
    enum err e = term_add(r->db, r->user, form_key(r), &t, &id);
    if (e == ERR_INVALID)
        form_issues(r, &term_form, &t);
    else if (e == ERR_CONFLICT)
        form_error(r, &term_form, &t, &t.code, _("There is a term with this code already"));
    else if (e)
        return reply_error(r, e);
    else {
        flash(r, _("The term is added, at the end of its list"));
        return reply_see_other(r, "/resources/terms");
    }
    return new_page(r, t.vocabulary, true);
}

static enum err read_term(struct req *r, struct term *t)
{
    struct term_list all;
    int64_t          people;

    TRY(term_all_used(r->db, &all));
    const struct term *found = term_by_id(&all, path_id(r, "id"));
    if (!found)
        FAIL(ERR_NOT_FOUND, "term %" PRId64, path_id(r, "id"));
    *t = *found;
    put_term(t, put_node(r->page, "term"));
    TRY(term_network_used(r->db, t->id, &people));
    put_bool(r->page, "term.in_use", t->used > 0 || people > 0);
    put_text(r->page, "vocabulary.label", term_vocabulary_label(t->vocabulary));
    return parent_choices(r, t->vocabulary, t->id);
}

struct reply term_edit(struct req *r)
{
    struct term t;
    enum err    e = read_term(r, &t);

    if (e)
        return reply_error(r, e);
    form_show(r, &save_form, &t);
    return reply_page(r, "resources/term_edit.cst");
}

struct reply term_save_do(struct req *r)
{
    struct term t;
    enum err    e = read_term(r, &t);

    if (e)
        return reply_error(r, e);
    struct term before = t;
    t.version = 0;
    t.parent_id = 0;
    if (!form_read(r, &save_form, &t))
        return reply_form(r, "resources/term_edit.cst");
    e = term_save(r->db, r->user, &t);
    if (e == ERR_INVALID)
        form_issues(r, &save_form, &t);
    else if (e == ERR_CONFLICT) {
        put_int(r->page, "Form.version.value", before.version);
        form_error_at(r, NULL, fill(_("Somebody else changed this term meanwhile, to: {en} / {fr} / {es}. Save again to keep yours"),
                                    "en", before.label_en, "fr", before.label_fr, "es", before.label_es, NULL));
    } else if (e)
        return reply_error(r, e);
    else {
        flash(r, _("Saved"));
        return reply_see_other(r, "/resources/terms");
    }
    return reply_form(r, "resources/term_edit.cst");
}

struct reply term_move_do(struct req *r)
{
    int places = up_or_down(r);

    if (places == 0)
        return reply_status(r, 400);
    enum err e = term_move(r->db, r->user, path_id(r, "id"), places);
    return e ? reply_error(r, e) : reply_see_other(r, "/resources/terms");
}
