/* profile.c - see profile.h. */
#include "model/profile.h"

#include "model/directory.h"
#include "model/member.h"
#include "model/profile_sql.h"
#include "model/term.h"

const char *const profile_seen_by[] = {"public", "members", "me", NULL};

/* ---- who sees what ---- */

static bool sees(enum audience a, const char *seen)
{
    return a == AUDIENCE_SELF || strcmp(seen, "public") == 0 ||
           (a == AUDIENCE_MEMBERS && strcmp(seen, "members") == 0);
}

bool profile_as(const struct profile *p, enum audience a, struct profile *out)
{
    if (a != AUDIENCE_SELF && (!p->active || !sees(a, p->listed)))
        return false;
    *out = *p;
    if (!sees(a, p->photo_seen))
        out->photo = out->photo_small = NULL;
    if (!sees(a, p->position_seen))
        out->position = NULL;
    if (!sees(a, p->organisation_seen)) {
        out->organisation = NULL;
        out->organisations.n = 0;
    }
    if (!sees(a, p->country_seen))
        out->country = NULL;
    if (!sees(a, p->place_seen))
        out->place = NULL;
    if (!sees(a, p->languages_seen))
        out->languages.n = 0;
    if (!sees(a, p->themes_seen))
        out->themes.n = 0;
    if (!sees(a, p->about_seen))
        out->about = NULL;
    return true;
}

enum audience profile_audience(const struct user *viewer, int64_t id)
{
    return !viewer ? AUDIENCE_PUBLIC : viewer->id == id ? AUDIENCE_SELF : AUDIENCE_MEMBERS;
}

enum err profile_for(struct db *db, const struct user *viewer, int64_t id, struct profile *out)
{
    struct profile all;

    TRY(profile_read(db, id, &all));
    if (!profile_as(&all, profile_audience(viewer, id), out))
        FAIL(ERR_NOT_FOUND, "profile %" PRId64 " is not for this viewer", id);
    return OK;
}

enum err profile_photo(struct db *db, const struct user *viewer, int64_t id, const char *start, char **sha256)
{
    struct profile all, seen;
    size_t         n = strlen(start);

    TRY(profile_sql_row(db, id, &all));
    if (!profile_as(&all, profile_audience(viewer, id), &seen) || !seen.photo || n < 16 || n > 64)
        FAIL(ERR_NOT_FOUND, "no photo of %" PRId64 " for this viewer", id);
    *sha256 = strncmp(seen.photo, start, n) == 0               ? seen.photo
              : seen.photo_small && strncmp(seen.photo_small, start, n) == 0 ? seen.photo_small
                                                                             : NULL;
    if (!*sha256)
        FAIL(ERR_NOT_FOUND, "another photo of %" PRId64, id);
    return OK;
}

int profile_told(const struct profile *p)
{
    return (p->photo != NULL) + !empty(p->position) + (!empty(p->organisation) || p->organisations.n) +
           !empty(p->country) + !empty(p->place) + (p->languages.n > 0) + (p->themes.n > 0) + !empty(p->about);
}

/* ---- rules ---- */

static bool seen_ok(const char *s)
{
    for (const char *const *c = profile_seen_by; *c; c++)
        if (s && strcmp(*c, s) == 0)
            return true;
    return false;
}

void profile_check(const struct profile *p, struct issues *is)
{
    char *const *seen[] = {&p->listed,       &p->photo_seen, &p->position_seen,  &p->organisation_seen, &p->country_seen,
                           &p->place_seen,   &p->languages_seen, &p->themes_seen, &p->about_seen};

    if (empty(p->name))
        issue(is, &p->name, _("Enter your name"));
    for (size_t i = 0; i < COUNT(seen); i++)
        if (!seen_ok(*seen[i]))
            issue(is, seen[i], _("Choose who sees it"));
    if (p->languages.n > PROFILE_LANGUAGES_MOST)
        issue(is, &p->languages, fill(_("Choose at most {n} languages"), "n", show_count(PROFILE_LANGUAGES_MOST), NULL));
    if (p->themes.n > PROFILE_THEMES_MOST)
        issue(is, &p->themes, fill(_("Choose at most {n} themes: those that you work on most"), "n",
                                   show_count(PROFILE_THEMES_MOST), NULL));
}

static enum err check_languages(struct db *db, const struct profile *p)
{
    struct profile_word_list all;

    TRY(profile_languages(db, &all));
    for (size_t i = 0; i < p->languages.n; i++) {
        bool known = false;

        for (size_t k = 0; k < all.n && !known; k++)
            known = strcmp(all.v[k].code, p->languages.v[i]) == 0;
        if (!known) {
            issue(rules_list(), &p->languages, _("Choose languages from the list"));
            return OK;
        }
    }
    return OK;
}

/* A theme that has been retired stays with those who have it. */
static enum err check_themes(struct db *db, const struct profile *p, const struct profile *now)
{
    struct term_list all;

    TRY(term_all(db, &all));
    for (size_t i = 0; i < p->themes.n; i++) {
        const struct term *t = term_by_id(&all, p->themes.v[i]);

        if (!t || strcmp(t->vocabulary, "theme") != 0 || (t->retired && !id_list_has(&now->themes, t->id))) {
            issue(rules_list(), &p->themes, _("Choose themes from the list"));
            return OK;
        }
    }
    return OK;
}

static enum err check_lists(struct db *db, const struct profile *p, const struct profile *now)
{
    bool known;

    rules_begin();
    TRY(member_country_known(db, p->country, &known));
    if (!known)
        issue(rules_list(), &p->country, _("Choose a country from the list"));
    TRY(check_languages(db, p));
    TRY(check_themes(db, p, now));
    return rules_end();
}

/* ---- saving ---- */

static enum err may_change(const struct user *by, int64_t id)
{
    if (by && by->id != id)
        FAIL(ERR_FORBIDDEN, "profile %" PRId64 " is somebody else's", id);
    return OK;
}

enum err profile_save(struct db *db, const struct user *by, const struct profile *p)
{
    struct profile now;

    TRY(may_change(by, p->id));
    TRY(RULES(profile_check, p));
    DB_TX(tx, db);
    TRY(profile_sql_hold(db, p->id));
    TRY(profile_read(db, p->id, &now));
    TRY(check_lists(db, p, &now));
    if (now.version != p->version)
        FAIL(ERR_CONFLICT, "profile %" PRId64 " has version %d, not %d", p->id, now.version, p->version);
    TRY(profile_sql_save(db, p));
    TRY(directory_person(db, p->id));
    TRY(audit(db, by, "member.profile", "member", p->id, NULL));
    return db_commit(&tx);
}

enum err profile_save_photo(struct db *db, const struct user *by, int64_t id, const char *large, const char *small)
{
    TRY(may_change(by, id));
    DB_TX(tx, db);
    TRY(profile_sql_hold(db, id));
    TRY(profile_sql_photo(db, id, large, small));
    TRY(directory_person(db, id));
    TRY(audit(db, by, large ? "member.photo" : "member.photo.remove", "member", id, NULL));
    return db_commit(&tx);
}
