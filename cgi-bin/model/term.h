/* term.h - the words that publications are sorted by: document types, themes, focus areas.
 *
 * There are some hundred of them at most, so they are read all at once. A term in use is retired, not
 * deleted; its code never changes. */
#ifndef MODEL_TERM_H
#define MODEL_TERM_H

#include "kit/base.h"

extern const char *const term_vocabularies[]; /* "type" "theme" "focus" NULL */

struct term {
    int64_t id;
    char   *vocabulary, *code;
    int64_t parent_id; /* 0: none */
    int     position;
    char   *label_en, *label_fr, *label_es;
    bool    retired;
    int     version;
    int64_t used; /* publications that have it; only term_all_used() counts them */
};
struct term_list { struct term *v; size_t n; };

const char *term_label(const struct term *t);              /* in the language in use */
const char *term_label_in(const struct term *t, enum lang l);
const char *term_vocabulary_label(const char *vocabulary); /* "Themes" */

/* By vocabulary, position and code. */
enum err term_all(struct db *db, struct term_list *out) MUST_CHECK;
/* The same with .used filled. */
enum err term_all_used(struct db *db, struct term_list *out) MUST_CHECK;
/* NULL: no such term. */
const struct term *term_find(const struct term_list *l, const char *vocabulary, const char *code);
const struct term *term_by_id(const struct term_list *l, int64_t id);

/* Rules: code, labels, no circle of parents (checked by term_add and term_save). */
void term_check(const struct term *t, struct issues *is);
/* ERR_CONFLICT: the code is taken in this vocabulary. form_key as in resource_add(). */
enum err term_add(struct db *db, const struct user *by, const char *form_key, const struct term *t,
                  int64_t *out_id) MUST_CHECK;
/* Labels, parent, position, retired. ERR_CONFLICT: changed by somebody else since t->version. */
enum err term_save(struct db *db, const struct user *by, const struct term *t) MUST_CHECK;
enum err term_move(struct db *db, const struct user *by, int64_t id, int by_places) MUST_CHECK;
/* ERR_CONFLICT: in use, or wider than others. */
enum err term_delete(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* Publications and narrower terms of `id` go over to `into`, of the same vocabulary; `id` is deleted. */
enum err term_merge(struct db *db, const struct user *by, int64_t id, int64_t into) MUST_CHECK;

/* Job "term.index", payload {"term":id}: after its labels changed, publications are found by the new ones. */
enum err term_index(struct db *db, int64_t id) MUST_CHECK;

#endif
