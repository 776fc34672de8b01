/* sample.c - m4d-admin sample-people: people who do not exist, from a table, with their profiles. */
#include "model/member.h"
#include "model/member_tool.h"
#include "model/profile.h"
#include "model/term.h"
#include "tool/tool.h"

static const char *const columns[] = {"email", "name", "lang", "country", "place", "organisation", "position", "languages",
    "themes", "about", "listed", "seen"};
enum { EMAIL, NAME, LANG, COUNTRY, PLACE, ORGANISATION, POSITION, LANGUAGES, THEMES, ABOUT, LISTED, SEEN };

static const char *or_null(const char *s)
{
    return *s ? s : NULL;
}

static enum err put_themes(struct db *db, const char *codes, struct profile *p)
{
    struct text_list l = table_words(codes);
    struct term_list all;

    TRY(term_all(db, &all));
    for (size_t i = 0; i < l.n; i++) {
        const struct term *t = term_find(&all, "theme", l.v[i]);

        if (!t)
            FAIL(ERR_INVALID, "there is no theme %s", l.v[i]);
        id_list_add(&p->themes, t->id);
    }
    return OK;
}

/* "all=public about=members": who sees what. */
static void put_seen(const char *text, struct profile *p)
{
    struct { const char *name; char **seen; } parts[] = {
        {"photo", &p->photo_seen},     {"position", &p->position_seen}, {"organisation", &p->organisation_seen},
        {"country", &p->country_seen}, {"place", &p->place_seen},       {"languages", &p->languages_seen},
        {"themes", &p->themes_seen},   {"about", &p->about_seen}};
    struct text_list l = table_words(text);

    for (size_t i = 0; i < l.n; i++) {
        const char *is = strchrnul(l.v[i], '=');
        size_t      n = (size_t)(is - l.v[i]);

        for (size_t k = 0; k < COUNT(parts); k++)
            if (strncmp(l.v[i], "all", n) == 0 || strncmp(l.v[i], parts[k].name, n) == 0)
                *parts[k].seen = copy(*is ? is + 1 : is);
    }
}

static enum err make(struct db *db, const char *const *v, bool *made)
{
    struct member_tool account = {.email = v[EMAIL], .name = v[NAME], .country = or_null(v[COUNTRY]),
                                  .organisation = or_null(v[ORGANISATION]), .lang = v[LANG]};
    struct member      m;
    struct profile     p;
    enum err           e;

    DB_TX(tx, db);
    e = member_by_email(db, v[EMAIL], &m);
    if (e == ERR_NOT_FOUND) {
        TRY(member_tool_make(db, &account, made));
        e = member_by_email(db, v[EMAIL], &m);
    }
    TRY(e);
    TRY(profile_read(db, m.id, &p));
    if (p.version > 0) /* was here before, or has told more herself */
        return OK;
    p.place = copy(or_null(v[PLACE]));
    p.position = copy(or_null(v[POSITION]));
    p.about = copy(or_null(v[ABOUT]));
    p.languages = table_words(v[LANGUAGES]);
    p.listed = copy(v[LISTED]);
    put_seen(v[SEEN], &p);
    TRY(put_themes(db, v[THEMES], &p));
    TRY(profile_save(db, NULL, &p));
    return db_commit(&tx);
}

int cmd_sample_people(struct db *db, int argc, char **argv)
{
    if (!conf_bool("development"))
        return failed("people who do not exist: only where development = yes");
    return table_take(db, argv[0], columns, COUNT(columns), make);
}
