/* member.h - a person with an account.
 *
 * Ownership: every string and list filled in here lives in the request's pool. Never free it, never
 * keep it past the request. Out parameters come last and are written only on OK. */
#ifndef MODEL_MEMBER_H
#define MODEL_MEMBER_H

#include "kit/base.h"

/* Version of the privacy notice that people agree to. Raise it when the notice changes in substance:
 * everybody is asked once more at the next page after signing in. */
enum { MEMBER_TERMS_VERSION = 2 };

struct member {
    int64_t        id;
    char          *email;
    char          *name;
    char          *country; /* ISO code or NULL */
    char          *organisation;
    char          *lang;  /* "en", "fr", "es" */
    char          *zone;  /* IANA name, or NULL: UTC only */
    char          *state; /* "pending", "active", "suspended" */
    char          *roles; /* "editor,moderator", "" */
    int            terms_version;
    struct instant terms_at;
    struct instant created_at;
    struct instant confirmed_at;
    struct instant signed_in_at;
    int            version;
};
struct member_list {
    struct member *v;
    size_t         n;
};

/* ERR_NOT_FOUND when there is none. */
enum err member_get(struct db *db, int64_t id, struct member *out) MUST_CHECK;
/* By any of its addresses. */
enum err member_by_email(struct db *db, const char *email, struct member *out) MUST_CHECK;

bool member_is(const struct member *m, const char *state);
enum lang member_lang(const struct member *m);
/* Bits of enum role for an active member, MEMBER included. */
unsigned member_roles(const struct member *m);
/* For the `roles` column: "editor,administrator". */
char *member_roles_text(unsigned roles);
/* Who a mail or an audit line is about. */
struct user member_user(const struct member *m);

/* How the site speaks to a person; what she tells about herself is in model/profile.h. */
struct member_settings {
    char *lang;
    char *zone; /* NULL: UTC only */
};
struct member_settings member_settings_of(const struct member *m);
void member_settings_check(const struct member_settings *s, struct issues *is);
enum err member_settings_save(struct db *db, const struct user *by, int64_t id,
                              const struct member_settings *s) MUST_CHECK;

/* Agreed to this version of the privacy notice, now. */
enum err member_accept_terms(struct db *db, int64_t id, int version) MUST_CHECK;
/* Every version that this person agreed to, newest first. */
struct member_consent {
    int            version;
    struct instant at;
};
struct member_consent_list {
    struct member_consent *v;
    size_t                 n;
};
enum err member_consents(struct db *db, int64_t id, struct member_consent_list *out) MUST_CHECK;

/* Countries in the language in use, by name. Kept by the process from the first time on: asking costs nothing, and
 * nobody changes what is returned. */
struct member_country {
    char *code;
    char *name;
};
struct member_country_list {
    struct member_country *v;
    size_t                 n;
};
enum err member_countries(struct db *db, struct member_country_list *out) MUST_CHECK;
/* Does it look like a code of a country? The database compares those in ASCII alone. */
bool member_country_code(const char *code);
/* Is there such a country? NULL is fine: not told. */
enum err member_country_known(struct db *db, const char *code, bool *out) MUST_CHECK;
/* Its name in the language in use; NULL when there is none. */
enum err member_country_name(struct db *db, const char *code, char **out) MUST_CHECK;

void member_to_hdf(const struct member *m, HDF *h);

#endif
