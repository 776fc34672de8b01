/* profile_hdf.c - profiles as template data. */
#include <ctype.h>

#include "model/member.h"
#include "model/profile.h"
#include "model/term.h"

const char *profile_seen_label(const char *seen)
{
    return strcmp(seen, "public") == 0 ? _("Everyone") : strcmp(seen, "members") == 0 ? _("Members") : _("Only me");
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
        put_text(h, "src", fmt("/photos/%" PRId64 "/%.24s.jpg", id, photo_sha256));
}

/* ---- the page ---- */

char *profile_slug(const char *name)
{
    char *s = slug(name);

    return empty(s) ? copy("member") : s;
}

char *profile_path(int64_t id, const char *name)
{
    return fmt("/members/%" PRId64 "-%s", id, profile_slug(name));
}

static enum err put_languages(struct db *db, const struct profile *p, HDF *h)
{
    struct profile_language_list all;
    size_t                       k = 0;

    if (p->languages.n == 0)
        return OK;
    TRY(profile_languages(db, &all));
    for (size_t i = 0; i < all.n; i++)
        for (size_t j = 0; j < p->languages.n; j++)
            if (strcmp(all.v[i].code, p->languages.v[j]) == 0) {
                HDF *l = put_item(h, "languages", k++);

                put_text(l, "code", all.v[i].code);
                put_text(l, "name", all.v[i].name);
            }
    return OK;
}

static enum err put_themes(struct db *db, const struct profile *p, HDF *h)
{
    struct term_list all;
    size_t           k = 0;

    if (p->themes.n == 0)
        return OK;
    TRY(term_all(db, &all));
    for (size_t i = 0; i < p->themes.n; i++) {
        const struct term *t = term_by_id(&all, p->themes.v[i]);

        if (!t)
            continue;
        HDF *x = put_item(h, "themes", k++);
        put_text(x, "code", t->code);
        put_text(x, "name", term_label(t));
    }
    return OK;
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
    char *country;

    TRY(member_country_name(db, p->country, &country));
    put_int(h, "id", p->id);
    put_text(h, "path", profile_path(p->id, p->name));
    put_text(h, "name", p->name);
    put_text(h, "position", p->position);
    put_text(h, "organisation", p->organisation);
    put_text(h, "country", p->country);
    put_text(h, "country_name", country);
    put_text(h, "place", p->place);
    put_text(h, "about", p->about);
    put_bool(h, "sample", p->sample);
    for (size_t i = 0; i < p->organisations.n; i++) {
        HDF *o = put_item(h, "organisations", i);

        put_int(o, "id", p->organisations.v[i].id);
        put_text(o, "name", p->organisations.v[i].name);
    }
    TRY(put_languages(db, p, h));
    TRY(put_themes(db, p, h));
    put_seen(p, h);
    face_to_hdf(p->id, p->name, p->photo, put_node(h, "face"));
    return OK;
}
