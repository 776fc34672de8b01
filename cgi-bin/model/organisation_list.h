/* organisation_list.h - all organisations whatever their state, for staff: list, search, export. */
#ifndef MODEL_ORGANISATION_LIST_H
#define MODEL_ORGANISATION_LIST_H

#include "model/organisation.h"

struct organisation_filter {
    const char *q;      /* words of a name, beginning of a name or short name; NULL: any */
    const char *state;  /* "asked": somebody asks to join; NULL: any */
    int64_t     before; /* the page after this id; 0: from the newest */
    int64_t     newer;  /* instead: those after this id, oldest first; 0: not */
    int         limit;
};
/* Newest first. Of the rows: id, name, short_name, type labels, country, place, state, sample, created_at,
 * created_name, version. */
struct organisation_line {
    int64_t        id;
    char          *name, *short_name, *type_en, *type_fr, *type_es, *country, *place, *state, *created_name;
    bool           sample;
    int64_t        people;  /* who belong to it, confirmed */
    int64_t        waiting; /* who ask to join it, once it is active */
    struct instant created_at;
};
struct organisation_line_list { struct organisation_line *v; size_t n; };
enum err organisation_lines(struct db *db, const struct organisation_filter *f, struct organisation_line_list *out) MUST_CHECK;

/* Rows of the table that is exported, by id above `after`, as the import of organisations reads them. No person is in
 * it. f: q, state and limit count; without a state those that are merged or refused are left out. */
struct organisation_row {
    int64_t id;
    char   *name, *short_name, *type, *country, *place, *website, *state, *about_lang, *about, *themes, *languages,
        *routes, *source;
    bool    sample;
};
struct organisation_row_list { struct organisation_row *v; size_t n; };
enum err organisation_rows(struct db *db, const struct organisation_filter *f, int64_t after,
                           struct organisation_row_list *out) MUST_CHECK;
/* What the same organisations offer and seek, by number of the entry. */
struct organisation_offer_row { int64_t id; char *organisation, *country, *side, *what, *lang, *text, *themes, *countries; };
struct organisation_offer_rows { struct organisation_offer_row *v; size_t n; };
enum err organisation_offer_rows(struct db *db, const struct organisation_filter *f, int64_t after,
                                 struct organisation_offer_rows *out) MUST_CHECK;
/* All of them as a table: format "csv" or "xlsx", as sheet.h has it. */
enum err organisation_export(struct db *db, const struct organisation_filter *f, const char *format, char **bytes, size_t *n) MUST_CHECK;
enum err organisation_offer_export(struct db *db, const struct organisation_filter *f, const char *format, char **bytes,
                                   size_t *n) MUST_CHECK;

#endif
