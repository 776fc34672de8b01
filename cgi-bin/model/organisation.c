/* organisation.c - who may what with an organisation, the rules of its page, and saving it. */
#include <ctype.h>

#include "model/directory.h"
#include "model/member.h"
#include "model/organisation_int.h"
#include "model/organisation_member.h"
#include "model/profile.h"
#include "model/term.h"

bool organisation_is(const struct organisation *o, const char *state) { return strcmp(o->state, state) == 0; }

const char *organisation_type_label(const struct organisation *o)
{
    return lang_now() == LANG_FR ? o->type_fr : lang_now() == LANG_ES ? o->type_es : o->type_en;
}

const char *organisation_state_label(const char *state)
{
    if (strcmp(state, "proposed") == 0)
        return _("Waits for a moderator");
    if (strcmp(state, "active") == 0)
        return _("Listed");
    if (strcmp(state, "hidden") == 0)
        return _("Hidden by staff");
    if (strcmp(state, "merged") == 0)
        return _("Merged into another one");
    return _("Refused");
}

/* Letters, digits and what is not ASCII; one blank for everything else. The database compares it without
 * regard to case and accents. */
char *organisation_words_key(const char *name)
{
    char *out = talloc_size(pool, strlen(name) + 1), *w = out;

    for (const char *p = name; *p; p++) {
        if (isalnum((unsigned char)*p) || (unsigned char)*p >= 0x80)
            *w++ = *p;
        else if (w > out && w[-1] != ' ')
            *w++ = ' ';
    }
    while (w > out && w[-1] == ' ')
        w--;
    *w = '\0';
    return *out ? out : copy(name);
}

char *organisation_host(const char *website)
{
    const char *p = website ? strstr(website, "://") : NULL;
    size_t      n;

    if (!p)
        return NULL;
    p += 3;
    if (strncmp(p, "www.", 4) == 0)
        p += 4;
    n = strcspn(p, "/?#:");
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)p[i] >= 0x80)
            return NULL; /* a host that was not written in ASCII: found by its name alone */
    return n && n <= 253 ? talloc_strndup(pool, p, n) : NULL;
}

/* ---- who may what ---- */

enum err organisation_rights(struct db *db, const struct user *u, const struct organisation *o,
                             struct organisation_rights *out)
{
    struct organisation_membership m = {0};
    bool admin = user_has(u, ADMINISTRATOR), moderator = user_has(u, MODERATOR);
    bool active = organisation_is(o, "active"), proposed = organisation_is(o, "proposed");
    bool theirs = u && o->created_by == u->id;

    if (u)
        TRY(organisation_membership(db, o->id, u->id, &m));
    *out = (struct organisation_rights){
        .member = m.confirmed, .asked = m.found && !m.confirmed,
        .responsible = m.confirmed && m.responsible, .shown = m.found && m.shown,
        .decide = proposed && moderator, .staff = admin,
    };
    out->see = active || organisation_is(o, "merged") || moderator || (organisation_is(o, "hidden") ? out->responsible : theirs);
    out->edit = admin || (active && out->responsible) || (proposed && (theirs || moderator));
    out->people = active && (out->responsible || moderator);
    return OK;
}

enum err organisation_open(struct db *db, const struct user *u, int64_t id, enum organisation_need need,
                           struct organisation *out, struct organisation_rights *rights)
{
    struct organisation_rights may;
    bool                       ok;

    TRY(organisation_get(db, id, out));
    TRY(organisation_rights(db, u, out, &may));
    if (!may.see)
        FAIL(ERR_NOT_FOUND, "organisation %" PRId64 " is not for this person to know of", id);
    ok = need == ORGANISATION_SEE || (need == ORGANISATION_EDIT && may.edit) ||
         (need == ORGANISATION_PEOPLE && may.people) || (need == ORGANISATION_STAFF && may.staff);
    if (!ok)
        FAIL(ERR_FORBIDDEN, "organisation %" PRId64, id);
    if (rights)
        *rights = may;
    return OK;
}

/* The same in a transaction that changes it: others wait. */
static enum err lock(struct db *db, const struct user *by, int64_t id, enum organisation_need need,
                     struct organisation *out)
{
    TRY(organisation_sql_lock(db, id, out));
    return organisation_open(db, by, id, need, out, NULL);
}

/* ---- rules ---- */

void organisation_check(const struct organisation_edit *e, struct issues *is)
{
    enum lang l;

    if (!empty(e->name) && utf8_length(e->name) < 3)
        issue(is, &e->name, _("Write the name out; an abbreviation has a field of its own"));
    if (!empty(e->about_lang) && !lang_read(e->about_lang, &l))
        issue(is, &e->about_lang, _("Choose a language"));
    if (e->themes.n > ORGANISATION_THEMES)
        issue(is, &e->themes, fill(_("Choose {n} themes at most: those that you do most for"), "n",
                                   show_count(ORGANISATION_THEMES), NULL));
    if (e->languages.n > ORGANISATION_LANGUAGES)
        issue(is, &e->languages, fill(_("Choose {n} languages at most"), "n", show_count(ORGANISATION_LANGUAGES), NULL));
}

static bool language_known(const struct profile_word_list *all, const char *code)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].code, code) == 0)
            return true;
    return false;
}

enum err organisation_check_all(struct db *db, const struct organisation_edit *e)
{
    struct term_list             terms;
    struct profile_word_list languages;
    const struct term           *type;
    bool                         known;

    TRY(term_all(db, &terms));
    TRY(profile_languages(db, &languages));
    rules_begin();
    organisation_check(e, rules_list());
    type = term_find(&terms, "organisation", e->type);
    if (!type)
        issue(rules_list(), &e->type, _("Choose what kind of organisation it is"));
    TRY(member_country_known(db, e->country, &known));
    if (!known)
        issue(rules_list(), &e->country, _("Choose a country from the list"));
    for (size_t i = 0; i < e->themes.n; i++)
        if (!term_find(&terms, "theme", e->themes.v[i]))
            issue(rules_list(), &e->themes, _("Choose one of the values offered"));
    for (size_t i = 0; i < e->languages.n; i++)
        if (!language_known(&languages, e->languages.v[i]))
            issue(rules_list(), &e->languages, _("Choose one of the values offered"));
    return rules_end();
}

/* ---- changing ---- */

enum err organisation_edit_read(struct db *db, int64_t id, struct organisation_edit *out)
{
    struct organisation               o;
    struct organisation_term_list     t;
    struct organisation_language_list l;

    TRY(organisation_get(db, id, &o));
    TRY(organisation_themes(db, id, &t));
    TRY(organisation_languages(db, id, &l));
    *out = (struct organisation_edit){
        .id = id, .name = o.name, .short_name = o.short_name, .type = o.type, .country = o.country, .place = o.place,
        .website = o.website, .about = o.about, .about_lang = o.about_lang, .version = o.version,
        .themes.v = talloc_array(pool, const char *, (unsigned)t.n + 1),
        .languages.v = talloc_array(pool, const char *, (unsigned)l.n + 1)};
    for (size_t i = 0; i < t.n; i++)
        out->themes.v[out->themes.n++] = t.v[i].code;
    for (size_t i = 0; i < l.n; i++)
        out->languages.v[out->languages.n++] = l.v[i].code;
    return OK;
}

enum err organisation_save(struct db *db, const struct user *by, const struct organisation_edit *e)
{
    struct organisation before;

    TRY(organisation_check_all(db, e));
    DB_TX(tx, db);
    TRY(lock(db, by, e->id, ORGANISATION_EDIT, &before));
    TRY(organisation_sql_save(db, e));
    TRY(directory_organisation(db, e->id, strcmp(before.name, e->name) != 0));
    TRY(audit(db, by, "organisation.edit", "organisation", e->id, NULL));
    return db_commit(&tx);
}

static enum err check_routes(struct db *db, const struct organisation_route_list *l)
{
    bool from, to;

    rules_begin();
    if (l->n > ORGANISATION_ROUTES)
        issue(rules_list(), l, fill(_("Give {n} routes at most: those that you do most for"), "n",
                                    show_count(ORGANISATION_ROUTES), NULL));
    for (size_t i = 0; i < l->n && i < ORGANISATION_ROUTES; i++) {
        const struct organisation_route *r = &l->v[i];

        if (empty(r->from) || empty(r->to)) {
            issue(rules_list(), r, _("Choose both countries of this route, or neither"));
            continue;
        }
        TRY(member_country_known(db, r->from, &from));
        TRY(member_country_known(db, r->to, &to));
        if (!from || !to)
            issue(rules_list(), r, _("Choose a country from the list"));
        else if (strcmp(r->from, r->to) == 0)
            issue(rules_list(), r, _("Choose two different countries"));
    }
    return rules_end();
}

enum err organisation_save_routes(struct db *db, const struct user *by, int64_t id, int version,
                                  const struct organisation_route_list *routes)
{
    struct organisation o;

    TRY(check_routes(db, routes));
    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_EDIT, &o));
    TRY(organisation_sql_routes(db, id, version, routes));
    TRY(directory_organisation(db, id, false));
    TRY(audit(db, by, "organisation.routes", "organisation", id, fmt("{\"n\":%zu}", routes->n)));
    return db_commit(&tx);
}

enum err organisation_set_state(struct db *db, const struct user *by, int64_t id, const char *state)
{
    struct organisation o;
    bool                hide = strcmp(state, "hidden") == 0;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_STAFF, &o));
    if (!organisation_is(&o, hide ? "active" : "hidden"))
        FAIL(ERR_CONFLICT, "organisation %" PRId64 " is %s", id, o.state);
    TRY(organisation_sql_state(db, id, state));
    TRY(directory_organisation(db, id, true));
    TRY(audit(db, by, hide ? "organisation.hide" : "organisation.show", "organisation", id, NULL));
    return db_commit(&tx);
}
