/* resource_item_int.h - between resource_item.c and its statements. */
#ifndef MODEL_RESOURCE_ITEM_INT_H
#define MODEL_RESOURCE_ITEM_INT_H

#include "model/resource_item.h"

enum err item_head_row(struct db *db, int64_t id, struct item_head *out) MUST_CHECK;
enum err item_texts(struct db *db, int64_t id, struct item_text_list *out) MUST_CHECK;
/* scanned: a virus scanner is at work, so files that wait for it are left out. */
enum err item_files(struct db *db, int64_t id, const char *lang, bool scanned, struct item_file_list *out) MUST_CHECK;
enum err item_words(struct db *db, int64_t id, struct item_word_list *out) MUST_CHECK;
enum err item_others(struct db *db, const struct item_head *h, const char *lang, struct item_other_list *out) MUST_CHECK;

#endif
