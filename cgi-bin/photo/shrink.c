/* shrink.c - the middle square of a picture, made small. Source points are `to` wide and points of the
 * result `side` wide on a common scale, so that all weights are whole numbers. */
#include <stdlib.h>
#include <string.h>

#include "photo/picture.h"

bool shrink_begin(struct shrink *s, unsigned width, unsigned height, unsigned to)
{
    unsigned side = width < height ? width : height;

    *s = (struct shrink){.width = width, .height = height, .side = side, .left = (width - side) / 2,
                         .top = (height - side) / 2, .to = side < to ? side : to};
    s->across = calloc(3 * (size_t)s->to, sizeof *s->across);
    s->down = calloc(3 * (size_t)s->to, sizeof *s->down);
    s->rgb = calloc(3 * (size_t)s->to, s->to);
    return s->across && s->down && s->rgb;
}

void shrink_end(struct shrink *s)
{
    free(s->across);
    free(s->down);
    free(s->rgb);
    *s = (struct shrink){0};
}

bool shrink_done(const struct shrink *s)
{
    return s->to && s->out_row == s->to;
}

static void add_point(uint64_t *sum, const uint8_t *rgb, uint64_t weight)
{
    for (int c = 0; c < 3; c++)
        sum[c] += rgb[c] * weight;
}

static void sum_across(struct shrink *s, const uint8_t *rgb)
{
    uint64_t at = 0; /* where the point begins */
    unsigned o = 0;  /* point of the result that it begins in */

    memset(s->across, 0, 3 * (size_t)s->to * sizeof *s->across);
    for (unsigned x = 0; x < s->side; x++, at += s->to, rgb += 3) {
        uint64_t edge = (uint64_t)(o + 1) * s->side, end = at + s->to;

        if (end <= edge) {
            add_point(s->across + 3 * o, rgb, s->to);
            o += end == edge;
        } else {
            add_point(s->across + 3 * o, rgb, edge - at);
            o++;
            add_point(s->across + 3 * o, rgb, end - edge);
        }
    }
}

static void add_rows(struct shrink *s, uint64_t weight)
{
    for (size_t i = 0; i < 3 * (size_t)s->to; i++)
        s->down[i] += s->across[i] * weight;
}

static void row_out(struct shrink *s)
{
    uint64_t all = (uint64_t)s->side * s->side;
    uint8_t *out = s->rgb + 3 * (size_t)s->to * s->out_row++;

    for (size_t i = 0; i < 3 * (size_t)s->to; i++)
        out[i] = (uint8_t)((s->down[i] + all / 2) / all);
    memset(s->down, 0, 3 * (size_t)s->to * sizeof *s->down);
}

void shrink_row(struct shrink *s, const uint8_t *rgb)
{
    unsigned y = s->row++;

    if (y < s->top || y >= s->top + s->side || s->out_row == s->to)
        return;
    uint64_t at = (uint64_t)(y - s->top) * s->to, end = at + s->to;
    uint64_t edge = (uint64_t)(s->out_row + 1) * s->side;

    sum_across(s, rgb + 3 * (size_t)s->left);
    if (end < edge) {
        add_rows(s, s->to);
        return;
    }
    add_rows(s, edge - at);
    row_out(s);
    if (end > edge)
        add_rows(s, end - edge);
}
