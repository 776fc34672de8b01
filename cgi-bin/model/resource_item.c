#include "model/resource_item_int.h"

const struct item_text *item_text_in(const struct item *i, const char *lang)
{
    for (size_t k = 0; k < i->texts.n; k++)
        if (strcmp(i->texts.v[k].lang, lang) == 0)
            return &i->texts.v[k];
    return NULL;
}

enum err item_read_head(struct db *db, int64_t id, const char *lang, struct item *out)
{
    static struct item_text none = {.lang = (char *)"en", .title = (char *)"", .summary = NULL};

    *out = (struct item){0};
    TRY(item_head_row(db, id, &out->head));
    TRY(item_texts(db, id, &out->texts));
    out->text = item_text_in(out, lang);
    if (out->text == NULL)
        out->text = item_text_in(out, out->head.lang);
    if (out->text == NULL)
        out->text = out->texts.n ? &out->texts.v[0] : &none;
    return OK;
}

enum err item_read(struct db *db, int64_t id, const char *lang, struct item *out)
{
    TRY(item_read_head(db, id, lang, out));
    TRY(item_files(db, id, lang, !empty(conf_text("clamd_socket")), &out->files));
    TRY(item_words(db, id, &out->words));
    return item_others(db, &out->head, lang, &out->others);
}

bool item_is_public(const struct item_head *h)
{
    return strcmp(h->state, "published") == 0;
}

bool item_may_see(const struct user *u, const struct item_head *h)
{
    if (item_is_public(h) || user_has(u, EDITOR))
        return true;
    if (user_has(u, MODERATOR) && strcmp(h->state, "draft") != 0)
        return true;
    return u != NULL && h->submitted_by == u->id;
}

static const char *in_language(const char *en, const char *fr, const char *es)
{
    const char *own = lang_now() == LANG_FR ? fr : lang_now() == LANG_ES ? es : en;

    return empty(own) ? en : own;
}

const char *item_type_label(const struct item_head *h)
{
    return in_language(h->type_en, h->type_fr, h->type_es);
}

const char *item_series_title(const struct item_head *h)
{
    return h->series_id ? in_language(h->series_en, h->series_fr, h->series_es) : NULL;
}

const char *item_word_label(const struct item_word *w)
{
    return in_language(w->en, w->fr, w->es);
}

char *item_publishers(const struct item *i, const char *between)
{
    char *out = NULL;

    for (size_t k = 0; k < i->words.n; k++)
        if (strcmp(i->words.v[k].facet, "publisher") == 0)
            out = out ? talloc_asprintf_append(out, "%s%s", between, i->words.v[k].en)
                      : talloc_strdup(pool, i->words.v[k].en);
    return out;
}
