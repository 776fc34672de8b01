/* id_set.h - sets of publications as bits, in blocks of numbers as table facet_set holds them.
 *
 * All live in the pool, or in the context that id_set_keep() is given. An empty set is {0}. */
#ifndef MODEL_ID_SET_H
#define MODEL_ID_SET_H

#include "kit/base.h"

#define ID_BLOCK 4096                 /* numbers of one block */
#define ID_BLOCK_BYTES (ID_BLOCK / 8) /* bytes of its bits */

struct id_set {
    int64_t        first;  /* block that bits[0] belongs to */
    size_t         blocks; /* how many there are, with no gap */
    unsigned char *bits;
};

/* Adds all that is in the bits of one block; bits of any other length count for nothing. */
void id_set_add(struct id_set *s, int64_t block, struct blob bits);
void id_set_add_id(struct id_set *s, int64_t id);
/* Leaves only what is in both. */
void id_set_meet(struct id_set *s, const struct id_set *other);
bool id_set_has(const struct id_set *s, int64_t id);
int64_t id_set_count(const struct id_set *s);
/* How many of one block's bits are in the set. */
int64_t id_set_common(const struct id_set *s, int64_t block, struct blob bits);
/* The first `most` of its members, rising. */
struct id_list id_set_ids(const struct id_set *s, size_t most);
/* A copy that hangs on ctx. */
struct id_set id_set_keep(TALLOC_CTX *ctx, const struct id_set *s);

#endif
