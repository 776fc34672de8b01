/* words.h - texts of the short editions, from conf/sample/short/<language>.txt.
 *
 * "@ name" begins a block. In it "- text" is an item, "= text" a heading, any other line a paragraph;
 * in the block "words" each line is "name = text". Lines that begin with # are notes. */
#ifndef SAMPLE_WORDS_H
#define SAMPLE_WORDS_H

#include <stddef.h>
#include <talloc.h>

struct lines { const char **v; size_t n; };
struct block {
    const char  *name;
    const char  *heading; /* or NULL */
    struct lines paras, items;
};
struct words { struct block *v; size_t n; };

/* NULL: the file cannot be read. All of it lives in ctx. */
struct words *words_read(TALLOC_CTX *ctx, const char *path);
/* NULL: there is no such block. */
const struct block *words_block(const struct words *w, const char *name);
/* A text of the block "words"; ends the program with a sentence when it is missing. */
const char *word(const struct words *w, const char *name);

#endif
