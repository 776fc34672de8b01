/* Sets of publications as bits. */
#include "kit.h"

#include "model/id_set.h"

static struct id_set set_of(const int64_t *ids, size_t n)
{
    struct id_set s = {0};

    for (size_t i = 0; i < n; i++)
        id_set_add_id(&s, ids[i]);
    return s;
}
#define SET(...) set_of((const int64_t[]){__VA_ARGS__}, COUNT(((const int64_t[]){__VA_ARGS__})))

static char *shown(const struct id_set *s)
{
    struct id_list l = id_set_ids(s, 100);
    char *out = copy("");

    for (size_t i = 0; i < l.n; i++)
        out = fmt("%s%s%" PRId64, out, i ? " " : "", l.v[i]);
    return out;
}

static void holds_what_was_added(void **state)
{
    (void)state;
    /* Before and after what is there, with blocks between that nothing is in. */
    struct id_set s = SET(5000, 1, 4095, 4096, 100000, 12288, 5000);

    assert_string_equal(shown(&s), "1 4095 4096 5000 12288 100000");
    assert_int_equal(id_set_count(&s), 6);
    assert_true(id_set_has(&s, 4096));
    assert_false(id_set_has(&s, 4097));
    assert_false(id_set_has(&s, 1000000));
    assert_int_equal(id_set_ids(&s, 2).n, 2);
}

static void nothing(void **state)
{
    (void)state;
    struct id_set s = {0}, other = SET(7), kept;

    assert_int_equal(id_set_count(&s), 0);
    assert_false(id_set_has(&s, 0));
    id_set_meet(&s, &other);
    assert_int_equal(id_set_count(&s), 0);
    id_set_meet(&other, &s);
    assert_int_equal(id_set_count(&other), 0);
    kept = id_set_keep(pool, &s);
    assert_int_equal(id_set_count(&kept), 0);
}

static void meets(void **state)
{
    (void)state;
    struct id_set a = SET(1, 2, 9000, 20000), b = SET(2, 3, 20000, 50000);

    id_set_meet(&a, &b);
    assert_string_equal(shown(&a), "2 20000");
    assert_string_equal(shown(&b), "2 3 20000 50000");
}

static void blocks_of_the_table(void **state)
{
    (void)state;
    unsigned char bits[ID_BLOCK_BYTES] = {0};
    struct id_set s = SET(3 * ID_BLOCK + 9, 3 * ID_BLOCK + 4095);

    bits[1] = 1 << 1 | 1 << 2;
    bits[ID_BLOCK_BYTES - 1] = 1 << 7;
    assert_int_equal(id_set_common(&s, 3, (struct blob){bits, sizeof bits}), 2);
    assert_int_equal(id_set_common(&s, 4, (struct blob){bits, sizeof bits}), 0);
    assert_int_equal(id_set_common(&s, 3, (struct blob){bits, 511}), 0);
    id_set_add(&s, 2, (struct blob){bits, sizeof bits});
    assert_string_equal(shown(&s), "8201 8202 12287 12297 16383");
    id_set_add(&s, 2, (struct blob){bits, 0});
    assert_int_equal(id_set_count(&s), 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(holds_what_was_added), KIT_TEST(nothing), KIT_TEST(meets),
                                              KIT_TEST(blocks_of_the_table)};

    return KIT_RUN("id_set", tests);
}
