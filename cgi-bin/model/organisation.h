/* organisation.h - a local authority, association, university, agency ... that takes part.
 *
 * Members propose one, a moderator takes it in (organisation_propose.h), people belong to it
 * (organisation_member.h), and it says what it offers and seeks (offer.h) and which migration routes it
 * stands at one end of: that is what partners are found by (partner.h).
 *
 * Ownership: every string and list filled in here lives in the request's pool. Out parameters come last and
 * are written only on OK. */
#ifndef MODEL_ORGANISATION_H
#define MODEL_ORGANISATION_H

#include "kit/base.h"

enum {
    ORGANISATION_ROUTES = 20,    /* most routes of one organisation */
    ORGANISATION_THEMES = 12,
    ORGANISATION_LANGUAGES = 12,
};

struct organisation {
    int64_t        id;
    char          *name, *short_name;
    char          *type; /* code of the vocabulary "organisation" */
    char          *type_en, *type_fr, *type_es;
    char          *country, *place, *website, *about, *about_lang;
    char          *state; /* "proposed", "active", "hidden", "merged", "refused" */
    int64_t        merged_into; /* 0: not merged */
    bool           sample;
    char          *source, *decision_note;
    int64_t        created_by; /* 0: nobody who is here */
    char          *created_name; /* of that member */
    struct instant created_at, decided_at;
    int            version;
};
struct organisation_list { struct organisation *v; size_t n; };

/* ERR_NOT_FOUND when there is none, whatever its state. */
enum err organisation_get(struct db *db, int64_t id, struct organisation *out) MUST_CHECK;
bool organisation_is(const struct organisation *o, const char *state);
const char *organisation_type_label(const struct organisation *o);
const char *organisation_state_label(const char *state);

/* ---- what belongs to it ---- */

struct organisation_term { int64_t id; char *code, *label_en, *label_fr, *label_es; };
struct organisation_term_list { struct organisation_term *v; size_t n; };
struct organisation_language { char *code, *name; };
struct organisation_language_list { struct organisation_language *v; size_t n; };
struct organisation_route { char *from, *to; };
struct organisation_route_list { struct organisation_route *v; size_t n; };

enum err organisation_themes(struct db *db, int64_t id, struct organisation_term_list *out) MUST_CHECK;
/* Names in the language in use. */
enum err organisation_languages(struct db *db, int64_t id, struct organisation_language_list *out) MUST_CHECK;
enum err organisation_routes(struct db *db, int64_t id, struct organisation_route_list *out) MUST_CHECK;

/* ---- who may what ---- */

/* How somebody stands to one organisation. */
struct organisation_rights {
    bool member;      /* belongs to it, confirmed */
    bool asked;       /* waits to belong */
    bool responsible; /* confirmed, and edits it and approves joiners */
    bool shown;       /* chose to be shown on its page */
    bool see;         /* may know of it at all */
    bool edit;        /* its facts, routes, offers */
    bool people;      /* approves and removes people */
    bool decide;      /* takes a proposal or refuses it */
    bool staff;       /* hides, merges */
};
enum err organisation_rights(struct db *db, const struct user *u, const struct organisation *o,
                             struct organisation_rights *out) MUST_CHECK;
/* Reads it for somebody who needs this right; ERR_NOT_FOUND also when he may not know of it, ERR_FORBIDDEN
 * when he may know of it and no more. */
enum organisation_need { ORGANISATION_SEE, ORGANISATION_EDIT, ORGANISATION_PEOPLE, ORGANISATION_STAFF };
enum err organisation_open(struct db *db, const struct user *u, int64_t id, enum organisation_need need,
                           struct organisation *out, struct organisation_rights *rights) MUST_CHECK;

/* ---- changing ---- */

/* The form of its page. */
struct organisation_edit {
    int64_t          id;
    char            *name, *short_name, *type, *country, *place, *website, *about, *about_lang;
    struct text_list themes, languages; /* codes */
    int              version;
};
enum err organisation_edit_read(struct db *db, int64_t id, struct organisation_edit *out) MUST_CHECK;
/* Shape; what needs the database (kind, country, themes, languages) is checked when it is saved. */
void organisation_check(const struct organisation_edit *e, struct issues *is);
enum err organisation_check_all(struct db *db, const struct organisation_edit *e) MUST_CHECK;
/* ERR_CONFLICT: somebody saved it since e->version. */
enum err organisation_save(struct db *db, const struct user *by, const struct organisation_edit *e) MUST_CHECK;
/* All routes at once; `version` as in the form. */
enum err organisation_save_routes(struct db *db, const struct user *by, int64_t id, int version,
                                  const struct organisation_route_list *routes) MUST_CHECK;
/* Staff: "hidden" or "active" again. ERR_CONFLICT: it is neither. */
enum err organisation_set_state(struct db *db, const struct user *by, int64_t id, const char *state) MUST_CHECK;

/* ---- for others of the model ---- */

/* Its name without punctuation, as words_key has it; the host of a website without "www.", or NULL. */
char *organisation_words_key(const char *name);
char *organisation_host(const char *website);
enum err organisation_sql_lock(struct db *db, int64_t id, struct organisation *out) MUST_CHECK;
enum err organisation_sql_insert(struct db *db, const struct user *by, const char *state,
                                 const struct organisation_edit *e, int64_t *out_id) MUST_CHECK;
enum err organisation_sql_sets(struct db *db, int64_t id, const struct organisation_edit *e) MUST_CHECK;
enum err organisation_sql_route(struct db *db, int64_t id, const char *from, const char *to) MUST_CHECK;
/* Which end its seat is at, whether it is a local authority: after anything of that changed. */
enum err organisation_sql_seats(struct db *db, int64_t id) MUST_CHECK;
enum err organisation_sql_state(struct db *db, int64_t id, const char *state) MUST_CHECK;

/* ---- template data ---- */

void organisation_to_hdf(const struct organisation *o, HDF *h);

#endif
