/* profile.h - what a person tells about herself, and to whom.
 *
 * Everybody with an account has a profile; who has told nothing yet has the defaults of its columns. Name,
 * country and organisation are columns of the account. An e-mail address is no part of a profile: nobody
 * is shown one. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "kit/base.h"

enum audience { AUDIENCE_PUBLIC, AUDIENCE_MEMBERS, AUDIENCE_SELF };

enum { PROFILE_ABOUT_MOST = 2000, PROFILE_LANGUAGES_MOST = 20, PROFILE_THEMES_MOST = 12 };

/* What `listed` and each `.._seen` may be: "public", "members", "me", NULL. */
extern const char *const profile_seen_by[];

struct profile_organisation { /* that has confirmed the person, and has a page */
    int64_t id;
    char   *name;
};
struct profile_organisation_list {
    struct profile_organisation *v;
    size_t                       n;
};

struct profile {
    int64_t          id; /* of the member */
    char            *name;
    char            *position;
    char            *organisation; /* as typed */
    char            *country;      /* ISO code */
    char            *place;
    char            *about;
    struct text_list languages; /* codes */
    struct id_list   themes;    /* terms */
    char            *photo, *photo_small; /* SHA-256 of both sizes in the file store */
    struct profile_organisation_list organisations;
    char *listed; /* who may know that the person is here; bounds all others */
    char *photo_seen, *position_seen, *organisation_seen, *country_seen, *place_seen, *languages_seen,
        *themes_seen, *about_seen;
    bool active; /* not waiting, suspended or resting: those are shown to nobody else */
    bool sample; /* made up, and marked so */
    int  version;
};

/* All of it, for the person herself. ERR_NOT_FOUND: no such account. */
enum err profile_read(struct db *db, int64_t id, struct profile *out) MUST_CHECK;

/* The one place that decides who sees what: *out is what this audience may see of p, all else blank. False:
 * it may not even know that the person is here. */
bool profile_as(const struct profile *p, enum audience a, struct profile *out) MUST_CHECK;
/* Which audience somebody belongs to; NULL: a stranger. */
enum audience profile_audience(const struct user *viewer, int64_t id);
/* Both: ERR_NOT_FOUND when the viewer may not know of the person. */
enum err profile_for(struct db *db, const struct user *viewer, int64_t id, struct profile *out) MUST_CHECK;

void profile_check(const struct profile *p, struct issues *is);
/* All but the photo; organisations are the business of organisations. by NULL: the system. ERR_CONFLICT:
 * changed since p->version. The directory and the audit line are in the same transaction. */
enum err profile_save(struct db *db, const struct user *by, const struct profile *p) MUST_CHECK;
/* Only that the pictures are others; NULL: none. */
enum err profile_save_photo(struct db *db, const struct user *by, int64_t id, const char *large,
                            const char *small) MUST_CHECK;
/* The picture in the store whose SHA-256 begins so, when the viewer may see it; ERR_NOT_FOUND otherwise. */
enum err profile_photo(struct db *db, const struct user *viewer, int64_t id, const char *start, char **sha256) MUST_CHECK;

/* How much is told: of PROFILE_PARTS parts. */
enum { PROFILE_PARTS = 8 };
int profile_told(const struct profile *p);

/* Codes of a profile as words, in the language in use. */
struct profile_word {
    char *code;
    char *name;
};
struct profile_word_list {
    struct profile_word *v;
    size_t               n;
};
struct profile_words {
    char                    *country; /* or NULL */
    struct profile_word_list languages, themes;
};
/* All languages that there are, by name; theirs to read, not to change: they are kept for the next. */
enum err profile_languages(struct db *db, struct profile_word_list *out) MUST_CHECK;
enum err profile_words(struct db *db, const struct profile *p, struct profile_words *out) MUST_CHECK;

/* The address of a person's page, without the language: "/members/5-awa-diop". */
char *profile_path(int64_t id, const char *name);
/* Address of a photo: browsers may keep it, another photo has another one. */
char *photo_path(int64_t id, const char *sha256);
enum err profile_to_hdf(struct db *db, const struct profile *p, HDF *h) MUST_CHECK;
/* What stands for a person in lists and on pages, into h: .src (address of the photo, when there is one) and
 * .initials. The templates' face() shows it. */
void face_to_hdf(int64_t id, const char *name, const char *photo_sha256, HDF *h);
/* "Everyone", "Members", "Only me" */
const char *profile_seen_label(const char *seen);

#endif
