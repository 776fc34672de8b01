/* resource_item.h - one publication as readers see it, with all that its page shows.
 *
 * Strings and lists live in the pool. */
#ifndef MODEL_RESOURCE_ITEM_H
#define MODEL_RESOURCE_ITEM_H

#include "kit/base.h"

struct item_head {
    int64_t        id;
    char          *state;
    int64_t        newer_id, series_id, submitted_by;
    char          *type; /* code */
    char          *type_en, *type_fr, *type_es;
    int            year;
    char          *lang, *licence, *rights_note, *edition, *link, *source, *decision_note;
    struct instant published_at, changed_at;
    int64_t        downloads;
    char          *series_en, *series_fr, *series_es;
    bool           has_older, has_related;
    int            countries; /* from which it was downloaded */
};

struct item_text { char *lang, *title, *summary; };
struct item_text_list { struct item_text *v; size_t n; };

struct item_file {
    int64_t id;
    char   *lang, *label, *sha256, *name, *mime;
    int64_t size;
    int     pages;
    bool    short_edition;
    char   *scan_state;
    bool    has_text; /* its text can be read as a page */
};
struct item_file_list { struct item_file *v; size_t n; };

/* What it is sorted by, with names in three languages; publishers have one name for all. */
struct item_word { char *facet, *value, *en, *fr, *es; };
struct item_word_list { struct item_word *v; size_t n; };

/* Another publication: of the series, an edition, or one that goes well with it. */
struct item_other {
    char   *kind; /* "series", "edition", "related" */
    int64_t id;
    char   *title_lang, *title, *edition, *type;
    int     year;
    char   *type_en, *type_fr, *type_es;
    int64_t newer_id; /* 0: the newest edition */
};
struct item_other_list { struct item_other *v; size_t n; };

struct item {
    struct item_head       head;
    struct item_text_list  texts;
    struct item_file_list  files; /* those that may be downloaded, the reader's language first */
    struct item_word_list  words;
    struct item_other_list others;
    const struct item_text *text; /* shown to the reader: own language, else the original's, else any */
};

/* The whole. ERR_NOT_FOUND: no such publication. */
enum err item_read(struct db *db, int64_t id, const char *lang, struct item *out) MUST_CHECK;
/* Head and texts only. */
enum err item_read_head(struct db *db, int64_t id, const char *lang, struct item *out) MUST_CHECK;

/* Whether this person may see it: everybody what is published; staff and its submitter the rest. */
bool item_may_see(const struct user *u, const struct item_head *h);
bool item_is_public(const struct item_head *h);

const char *item_type_label(const struct item_head *h);
const char *item_series_title(const struct item_head *h); /* NULL: in no series */
const char *item_word_label(const struct item_word *w);
const struct item_text *item_text_in(const struct item *i, const char *lang); /* NULL: none */
/* Names of the publishers, "JMDI; IOM", or NULL. */
char *item_publishers(const struct item *i, const char *between);

/* ---- text of its files, page by page ---- */

struct item_page { int page; char *text; };
struct item_page_list { struct item_page *v; size_t n; };
#define ITEM_TEXT_PAGES 25 /* on one page of the site */
/* Pages from..from+ITEM_TEXT_PAGES-1 of a file that has text. */
enum err item_file_pages(struct db *db, int64_t file_id, int from, struct item_page_list *out) MUST_CHECK;

/* ---- a file by its number ---- */

struct item_download {
    int64_t        id, resource_id, submitted_by;
    char          *lang, *sha256, *name, *mime, *scan_state, *state;
    struct instant removed_at;
    int64_t        current_id; /* of the file that took its place, or 0 */
    char          *current_name;
};
enum err item_download_read(struct db *db, int64_t file_id, struct item_download *out) MUST_CHECK;

#endif
