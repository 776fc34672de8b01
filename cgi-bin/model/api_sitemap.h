/* api_sitemap.h - addresses of the library for search engines. */
#ifndef MODEL_API_SITEMAP_H
#define MODEL_API_SITEMAP_H

#include "kit/base.h"

struct sitemap_row {
    int64_t        id;
    char          *title_en, *title_fr, *title_es; /* as the page in that language shows it */
    struct instant changed_at;
};
struct sitemap_row_list { struct sitemap_row *v; size_t n; };

/* Listed publications with numbers after `after` up to `to`, by number. */
enum err sitemap_rows(struct db *db, int64_t after, int64_t to, struct sitemap_row_list *out) MUST_CHECK;
/* The next number after `after` that a listed publication has; 0: there is none. */
enum err sitemap_next(struct db *db, int64_t after, int64_t *out) MUST_CHECK;

struct sitemap_page { char *slug; struct instant changed_at; };
struct sitemap_page_list { struct sitemap_page *v; size_t n; };
/* Pages of text. */
enum err sitemap_texts(struct db *db, struct sitemap_page_list *out) MUST_CHECK;

#endif
