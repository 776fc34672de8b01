/* api.h - publications as machines read them: whole records by their ids, for the read interface, for
 * harvesting (OAI-PMH) and for the site map.
 *
 * Only what was ever public can be seen here: published publications and the tombstones of withdrawn
 * ones. Strings and lists live in the pool. */
#ifndef MODEL_API_H
#define MODEL_API_H

#include "kit/base.h"

struct api_text { int64_t resource_id; char *lang, *title, *summary; };
struct api_text_list { struct api_text *v; size_t n; };
struct api_value { /* of a facet */
    int64_t resource_id;
    char   *facet, *value;
    char   *label_en, *label_fr, *label_es; /* a publisher has its name in all three; languages, years: as value */
};
struct api_value_list { struct api_value *v; size_t n; };
struct api_file {
    int64_t id, resource_id;
    char   *lang, *label, *sha256, *name, *mime;
    int64_t size;
    int     pages;
    bool    short_edition;
};
struct api_file_list { struct api_file *v; size_t n; };

struct api_row {
    int64_t        id;
    char          *state; /* published withdrawn */
    int            year;
    char          *lang, *licence, *rights_note;
    char          *series; /* code, or NULL */
    char          *series_en, *series_fr, *series_es;
    int            series_position;
    int64_t        newer_id; /* 0: the newest edition */
    char          *edition, *link, *source;
    struct instant published_at, changed_at;
    int64_t        downloads;
};
struct api_row_list { struct api_row *v; size_t n; };
struct api_record {
    struct api_row        row;
    struct api_text_list  texts;
    struct api_value_list values;
    struct api_file_list  files; /* of a withdrawn one: none */
};
struct api_record_list { struct api_record *v; size_t n; };

/* Those of the ids that were ever public, in the order of the ids. */
enum err api_records(struct db *db, const struct id_list *ids, struct api_record_list *out) MUST_CHECK;
/* The same without texts and files. */
enum err api_headers(struct db *db, const struct id_list *ids, struct api_record_list *out) MUST_CHECK;
/* ERR_NOT_FOUND: never public. */
enum err api_record(struct db *db, int64_t id, struct api_record *out) MUST_CHECK;

/* The text in this language, else the one it was written in, else any; NULL for none at all. */
const struct api_text *api_text_in(const struct api_record *r, const char *lang);
const char *api_label(const struct api_value *v, enum lang l);

struct api_country { char *code, *name_en, *name_fr, *name_es; int64_t n; };
struct api_country_list { struct api_country *v; size_t n; };
/* All countries with the number of listed publications about them, by code. */
enum err api_countries(struct db *db, struct api_country_list *out) MUST_CHECK;
struct api_count { char *facet, *value; int64_t n; };
struct api_count_list { struct api_count *v; size_t n; };
/* Listed publications for each term. */
enum err api_term_counts(struct db *db, struct api_count_list *out) MUST_CHECK;

#endif
