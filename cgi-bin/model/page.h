/* page.h - pages of text that staff edit in the browser: about, privacy, accessibility.
 *
 * A page has one text per language, and every text it ever had is kept as a revision; the newest of a
 * language is shown. A translation remembers the English revision that it was last brought in line
 * with. Strings and lists live in the pool. Out parameters are written on OK. */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "kit/base.h"

struct page {
    int64_t id;
    char   *slug; /* its address: "about" */
};
struct page_list { struct page *v; size_t n; };

struct page_text { /* one revision */
    int64_t        id;
    int64_t        page_id;
    char          *slug;
    char          *lang; /* "en", "fr", "es" */
    char          *title;
    char          *body;      /* Markdown */
    char          *note;      /* what was changed */
    int64_t        source_id; /* English revision it says the same as; 0: not known, or English itself */
    int64_t        english_id; /* newest English revision now; 0: there is none */
    char          *author;    /* NULL: came with the product, or has left */
    struct instant created_at;
};
struct page_text_list { struct page_text *v; size_t n; };

enum page_state { PAGE_MISSING, PAGE_STALE, PAGE_CURRENT };
/* NULL: missing. A translation is stale when the English text has changed since. */
enum page_state page_state(const struct page_text *t);

/* Edits of one text, as typed in the form. */
struct page_edit {
    int64_t page_id;
    char   *lang;
    int64_t seen;  /* revision that the writer started from; 0: there was none */
    char   *title;
    char   *body;
    char   *note;
    bool    in_line; /* a translation that now says the same as the newest English text */
};
void page_check(const struct page_edit *e, struct issues *is);

enum err page_all(struct db *db, struct page_list *out) MUST_CHECK;
enum err page_one(struct db *db, int64_t id, struct page *out) MUST_CHECK;
/* What visitors see: in this language, else in English, else in any. */
enum err page_shown(struct db *db, const char *slug, const char *lang, struct page_text *out) MUST_CHECK;
/* Newest text in exactly this language; ERR_NOT_FOUND when there is none. */
enum err page_newest(struct db *db, int64_t page_id, const char *lang, struct page_text *out) MUST_CHECK;
enum err page_revision(struct db *db, int64_t page_id, int64_t revision_id, struct page_text *out) MUST_CHECK;
/* Revisions of one language before `before` (0: from the newest), newest first, without bodies; or those after
 * `newer`, oldest first. */
enum err page_history(struct db *db, int64_t page_id, const char *lang, int64_t before, int64_t newer, int64_t limit,
                      struct page_text_list *out) MUST_CHECK;

/* Keeps e as the newest text. ERR_CONFLICT: somebody saved this text since e->seen. *id: its revision;
 * that of the newest one when nothing was changed. */
enum err page_save(struct db *db, const struct user *by, const struct page_edit *e, int64_t *id) MUST_CHECK;

void page_text_to_hdf(const struct page_text *t, HDF *h); /* body as HTML in h.html */

#endif
