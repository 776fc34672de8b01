/* profile_hdf.c - profiles as template data. */
#include <ctype.h>

#include "model/member.h"
#include "model/profile.h"
#include "model/term.h"

const char *profile_seen_label(const char *seen)
{
    return strcmp(seen, "public") == 0 ? _("Everyone") : strcmp(seen, "members") == 0 ? _("Members") : _("Only me");
}

/* ---- addresses ---- */

char *profile_path(int64_t id, const char *name)
{
    char *s = slug(name);

    return fmt("/members/%" PRId64 "-%s", id, empty(s) ? "member" : s);
}

char *photo_path(int64_t id, const char *sha256)
{
    return fmt("/photos/%" PRId64 "/%.24s.jpg", id, sha256);
}

/* ---- faces ---- */

/* The first letter of a word: a whole character, in capitals where that is plain ASCII. */
static char *initial(const char *word)
{
    uint32_t code;
    size_t   n = utf8_next(word, strlen(word), &code);
    char    *s = talloc_strndup(pool, word, n);

    if (n == 1)
        *s = (char)toupper((unsigned char)*s);
    return s;
}

/* Of the first and the last word. */
static char *initials(const char *name)
{
    const char *last = strrchr(name, ' ');

    return last && last[1] ? fmt("%s%s", initial(name), initial(last + 1)) : initial(name);
}

void face_to_hdf(int64_t id, const char *name, const char *photo_sha256, HDF *h)
{
    put_text(h, "initials", initials(name));
    if (!empty(photo_sha256))
        put_text(h, "src", photo_path(id, photo_sha256));
}

/* ---- words ---- */

static void add(struct profile_word_list *l, const char *code, const char *name)
{
    l->v = talloc_realloc(pool, l->v, struct profile_word, (unsigned)l->n + 1);
    l->v[l->n++] = (struct profile_word){copy(code), copy(name)};
}

static enum err language_words(struct db *db, const struct profile *p, struct profile_word_list *out)
{
    struct profile_word_list all;

    TRY(profile_languages(db, &all));
    for (size_t i = 0; i < all.n; i++)
        for (size_t j = 0; j < p->languages.n; j++)
            if (strcmp(all.v[i].code, p->languages.v[j]) == 0)
                add(out, all.v[i].code, all.v[i].name);
    return OK;
}

static enum err theme_words(struct db *db, const struct profile *p, struct profile_word_list *out)
{
    struct term_list all;

    TRY(term_all(db, &all));
    for (size_t i = 0; i < p->themes.n; i++) {
        const struct term *t = term_by_id(&all, p->themes.v[i]);

        if (t)
            add(out, t->code, term_label(t));
    }
    return OK;
}

enum err profile_words(struct db *db, const struct profile *p, struct profile_words *out)
{
    struct profile_words w = {.country = NULL};

    TRY(member_country_name(db, p->country, &w.country));
    if (p->languages.n)
        TRY(language_words(db, p, &w.languages));
    if (p->themes.n)
        TRY(theme_words(db, p, &w.themes));
    *out = w;
    return OK;
}

/* ---- the page ---- */

static void put_words(HDF *h, const char *list, const struct profile_word_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        HDF *w = put_item(h, list, i);

        put_text(w, "code", l->v[i].code);
        put_text(w, "name", l->v[i].name);
    }
}

static void put_seen(const struct profile *p, HDF *h)
{
    const struct { const char *name, *seen; } all[] = {
        {"listed", p->listed}, {"photo", p->photo_seen}, {"position", p->position_seen},
        {"organisation", p->organisation_seen}, {"country", p->country_seen}, {"place", p->place_seen},
        {"languages", p->languages_seen}, {"themes", p->themes_seen}, {"about", p->about_seen}};

    for (size_t i = 0; i < COUNT(all); i++) {
        put_text(h, fmt("seen.%s", all[i].name), all[i].seen);
        put_text(h, fmt("seen.%s.label", all[i].name), profile_seen_label(all[i].seen));
    }
}

enum err profile_to_hdf(struct db *db, const struct profile *p, HDF *h)
{
    struct profile_words w;

    TRY(profile_words(db, p, &w));
    put_int(h, "id", p->id);
    put_text(h, "path", profile_path(p->id, p->name));
    put_text(h, "name", p->name);
    put_text(h, "position", p->position);
    put_text(h, "organisation", p->organisation);
    put_text(h, "country", p->country);
    put_text(h, "country_name", w.country);
    put_text(h, "place", p->place);
    put_text(h, "about", p->about);
    put_bool(h, "sample", p->sample);
    for (size_t i = 0; i < p->organisations.n; i++) {
        HDF *o = put_item(h, "organisations", i);

        put_int(o, "id", p->organisations.v[i].id);
        put_text(o, "name", p->organisations.v[i].name);
    }
    put_words(h, "languages", &w.languages);
    put_words(h, "themes", &w.themes);
    put_seen(p, h);
    face_to_hdf(p->id, p->name, p->photo, put_node(h, "face"));
    return OK;
}
