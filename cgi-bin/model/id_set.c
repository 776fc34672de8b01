#include "model/id_set.h"

static uint64_t word_at(const unsigned char *bits)
{
    uint64_t w;

    memcpy(&w, bits, sizeof w);
    return w;
}

/* The bits of a block, or NULL outside of the set. */
static unsigned char *at(const struct id_set *s, int64_t block)
{
    return block >= s->first && block - s->first < (int64_t)s->blocks
               ? s->bits + (size_t)(block - s->first) * ID_BLOCK_BYTES : NULL;
}

/* Makes room for one more block, in front or behind. */
static unsigned char *reach(struct id_set *s, int64_t block)
{
    int64_t first = s->blocks && s->first < block ? s->first : block;
    int64_t end = s->first + (int64_t)s->blocks > block && s->blocks ? s->first + (int64_t)s->blocks : block + 1;
    struct id_set more = {first, (size_t)(end - first), NULL};

    if (more.blocks > s->blocks) {
        more.bits = talloc_zero_array(pool, unsigned char, (unsigned)(more.blocks * ID_BLOCK_BYTES));
        if (s->blocks)
            memcpy(more.bits + (size_t)(s->first - first) * ID_BLOCK_BYTES, s->bits, s->blocks * ID_BLOCK_BYTES);
        talloc_free(s->bits);
        *s = more;
    }
    return at(s, block);
}

void id_set_add(struct id_set *s, int64_t block, struct blob bits)
{
    unsigned char *to;

    if (bits.n != ID_BLOCK_BYTES)
        return;
    to = reach(s, block);
    for (size_t i = 0; i < ID_BLOCK_BYTES; i++)
        to[i] |= ((const unsigned char *)bits.p)[i];
}

void id_set_add_id(struct id_set *s, int64_t id)
{
    reach(s, id / ID_BLOCK)[id % ID_BLOCK / 8] |= (unsigned char)(1 << id % 8);
}

void id_set_meet(struct id_set *s, const struct id_set *other)
{
    for (size_t b = 0; b < s->blocks; b++) {
        unsigned char *to = s->bits + b * ID_BLOCK_BYTES;
        const unsigned char *from = at(other, s->first + (int64_t)b);
        for (size_t i = 0; i < ID_BLOCK_BYTES; i++)
            to[i] &= from ? from[i] : 0;
    }
}

bool id_set_has(const struct id_set *s, int64_t id)
{
    const unsigned char *bits = at(s, id / ID_BLOCK);

    return bits && bits[id % ID_BLOCK / 8] >> id % 8 & 1;
}

int64_t id_set_count(const struct id_set *s)
{
    int64_t n = 0;

    for (size_t i = 0; i < s->blocks * ID_BLOCK_BYTES; i += sizeof(uint64_t))
        n += __builtin_popcountll(word_at(s->bits + i));
    return n;
}

int64_t id_set_common(const struct id_set *s, int64_t block, struct blob bits)
{
    const unsigned char *own = at(s, block);
    int64_t n = 0;

    if (own == NULL || bits.n != ID_BLOCK_BYTES)
        return 0;
    for (size_t i = 0; i < ID_BLOCK_BYTES; i += sizeof(uint64_t))
        n += __builtin_popcountll(word_at(own + i) & word_at((const unsigned char *)bits.p + i));
    return n;
}

struct id_list id_set_ids(const struct id_set *s, size_t most)
{
    struct id_list l = {talloc_array(pool, int64_t, (unsigned)most + 1), 0};

    for (size_t i = 0; i < s->blocks * ID_BLOCK_BYTES && l.n < most; i++)
        for (int bit = 0; s->bits[i] >> bit && l.n < most; bit++)
            if (s->bits[i] >> bit & 1)
                l.v[l.n++] = s->first * ID_BLOCK + (int64_t)i * 8 + bit;
    return l;
}

struct id_set id_set_keep(TALLOC_CTX *ctx, const struct id_set *s)
{
    struct id_set kept = *s;

    kept.bits = talloc_memdup(ctx, s->bits, s->blocks * ID_BLOCK_BYTES);
    return kept;
}
