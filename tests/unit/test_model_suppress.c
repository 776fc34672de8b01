/* Small numbers in tables: none is shown, and none can be worked out from what is. */
#include "unit.h"

#include <stdlib.h>

#include "model/suppress.h"

#define SUPPRESS_UNDER 5

#define CELLS 8

static unsigned seed;

static unsigned roll(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

static void small_ones_and_their_cover(void **state)
{
    struct figure v[] = {{.n = 3}, {.n = 40}, {.n = 7}, {.n = 7}, {.n = 0}, {.n = 9}};

    (void)state;
    assert_true(suppress(v, 6, SUPPRESS_UNDER));
    assert_true(v[0].hidden);
    assert_true(v[2].hidden && v[3].hidden); /* one of two equal ones alone would tell which it is */
    assert_false(v[1].hidden || v[4].hidden || v[5].hidden);
}

static void large_ones_stay(void **state)
{
    struct figure v[] = {{.n = SUPPRESS_UNDER}, {.n = 12}, {.n = 0}};

    (void)state;
    assert_true(suppress(v, 3, SUPPRESS_UNDER));
    assert_false(v[0].hidden || v[1].hidden || v[2].hidden);
    assert_true(suppress(v, 0, SUPPRESS_UNDER));
}

static void small_ones_alone_are_no_table(void **state)
{
    struct figure one[] = {{.n = 1}}, some[] = {{.n = 4}, {.n = 2}, {.n = 0}};

    (void)state;
    assert_false(suppress(one, 1, SUPPRESS_UNDER));
    assert_false(suppress(some, 3, SUPPRESS_UNDER));
}

/* Does another table look the very same: the same numbers shown, the same ones hidden, the same total? */
static bool same_view(const struct figure *a, const struct figure *b)
{
    int64_t sum = 0;

    for (size_t i = 0; i < CELLS; i++) {
        sum += a[i].n - b[i].n;
        if (a[i].hidden != b[i].hidden || (!a[i].hidden && a[i].n != b[i].n))
            return false;
    }
    return sum == 0;
}

/* For each hidden number there is a table that looks the same in which it is small, and one in which it is not. */
static bool is_open(const struct figure *v, size_t at)
{
    bool small = v[at].n < SUPPRESS_UNDER, large = !small;

    for (size_t i = 0; i < CELLS; i++) {
        struct figure other[CELLS];
        if (i == at || !v[i].hidden)
            continue;
        memcpy(other, v, sizeof other);
        other[at].n = v[i].n;
        other[i].n = v[at].n;
        if (!suppress(other, CELLS, SUPPRESS_UNDER) || !same_view(v, other))
            continue;
        small |= other[at].n < SUPPRESS_UNDER;
        large |= other[at].n >= SUPPRESS_UNDER;
    }
    return small && large;
}

static void nothing_hidden_can_be_worked_out(void **state)
{
    (void)state;
    seed = (unsigned)(getenv("SEED") ? atoi(getenv("SEED")) : 20261126);
    print_message("# SEED=%u\n", seed);
    for (int round = 0; round < 20000; round++) {
        struct figure v[CELLS] = {{0}};
        unsigned most = 2 + roll(40);

        for (size_t i = 0; i < CELLS; i++)
            v[i].n = roll(4) ? roll(most) : roll(6);
        if (!suppress(v, CELLS, SUPPRESS_UNDER))
            continue;
        for (size_t i = 0; i < CELLS; i++) {
            assert_true(v[i].n == 0 || v[i].n >= SUPPRESS_UNDER || v[i].hidden);
            assert_true(!v[i].hidden || is_open(v, i));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(small_ones_and_their_cover), TEST(large_ones_stay),
                                       TEST(small_ones_alone_are_no_table), TEST(nothing_hidden_can_be_worked_out)};

    return cmocka_run_group_tests_name("suppress", tests, NULL, NULL);
}
