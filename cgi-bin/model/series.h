/* series.h - publications that belong together, such as the Toolbox. */
#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include "kit/base.h"

struct series {
    int64_t id;
    char   *code;
    char   *title_en, *title_fr, *title_es; /* French and Spanish may be NULL */
    int     version;
    int64_t used; /* publications in it */
};
struct series_list { struct series *v; size_t n; };

const char *series_title(const struct series *s); /* in the language in use, else English */
enum err series_all(struct db *db, struct series_list *out) MUST_CHECK; /* by English title */
const struct series *series_find(const struct series_list *l, const char *code);

void series_check(const struct series *s, struct issues *is);
/* ERR_CONFLICT: the code is taken. */
enum err series_add(struct db *db, const struct user *by, const char *form_key, const struct series *s,
                    int64_t *out_id) MUST_CHECK;
enum err series_save(struct db *db, const struct user *by, const struct series *s) MUST_CHECK;
/* ERR_CONFLICT: publications are in it. */
enum err series_delete(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

#endif
