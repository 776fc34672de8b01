/* page_sql.h - statements of pages that only page.c uses. */
#ifndef MODEL_PAGE_SQL_H
#define MODEL_PAGE_SQL_H

#include "model/page.h"

/* Counts one more change of the page and holds its row until the transaction ends. */
enum err page_lock(struct db *db, int64_t page_id) MUST_CHECK;
/* Newest English revision into *id, or 0. */
enum err page_english(struct db *db, int64_t page_id, int64_t *id) MUST_CHECK;
enum err page_insert(struct db *db, const struct user *by, const struct page_edit *e, int64_t source_id,
                     int64_t *id) MUST_CHECK;

#endif
