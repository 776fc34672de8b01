#include "unit.h"

#include <time.h>

#include "kit/parse.h"

static void is_day(const char *s, int y, int m, int d)
{
    struct date out;

    assert_true(parse_date(s, &out));
    assert_int_equal(out.year, y);
    assert_int_equal(out.month, m);
    assert_int_equal(out.day, d);
}

static void days(void **state)
{
    (void)state;
    is_day("2024-05-31", 2024, 5, 31);
    is_day("31/05/2024", 2024, 5, 31);
    is_day("31.05.2024", 2024, 5, 31);
    is_day("1/5/2024", 2024, 5, 1);
    is_day("01.5.2024", 2024, 5, 1);
    is_day("0001-01-01", 1, 1, 1);
    is_day("9999-12-31", 9999, 12, 31);
}

static void leap_days(void **state)
{
    struct date d;

    (void)state;
    is_day("2024-02-29", 2024, 2, 29);
    is_day("2000-02-29", 2000, 2, 29);
    is_day("1600-02-29", 1600, 2, 29);
    is_day("29/02/2024", 2024, 2, 29);
    assert_false(parse_date("2023-02-29", &d));
    assert_false(parse_date("1900-02-29", &d));
    assert_false(parse_date("2100-02-29", &d));
    assert_false(parse_date("29.02.2023", &d));
}

static void no_days(void **state)
{
    static const char *const bad[] = {
        "",           "2024",        "2024-05",    "2024-5-31",   "24-05-31",   "2024-13-01", "2024-00-01",
        "2024-01-00", "2024-01-32",  "2024-04-31", "0000-01-01",  "12024-01-01", "2024/05/31", "2024.05.31",
        "31-05-2024", "31/05.2024",  "05/31/2024", "31/5/24",     "031/05/2024", "31/005/2024", "31/05/02024",
        " 2024-05-31", "2024-05-31 ", "2024-05-31x", "2024-05-31T", "-2024-05-31", "2024--5-31", "+024-05-31",
        "/5/2024",    "1//2024",     "1/5/",       "./.",         "tomorrow"};
    struct date d = {.year = 7};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(parse_date(bad[i], &d));
    assert_int_equal(d.year, 7);
}

/* Every day of ten thousand years, next to the C library's calendar. */
static void calendar_agrees(void **state)
{
    time_t end = INT64_C(253402300800);

    for (time_t t = INT64_C(-62135596800); t < end; t += 86400 * 13) {
        struct tm     tm;
        struct date   d = date_of((struct instant){(int64_t)t * 1000000});
        struct instant back;
        gmtime_r(&t, &tm);
        if (d.year != tm.tm_year + 1900 || d.month != tm.tm_mon + 1 || d.day != tm.tm_mday)
            fail_msg("%lld is not %d-%d-%d", (long long)t, d.year, d.month, d.day);
        char *s = instant_iso(*state, (struct instant){(int64_t)t * 1000000});
        assert_true(parse_instant(s, &back));
        assert_true(back.us == (int64_t)t * 1000000);
        talloc_free(s);
    }
}

static void is_instant(const char *s, int64_t us)
{
    struct instant t;

    assert_true(parse_instant(s, &t));
    assert_true(t.us == us);
}

static void instants(void **state)
{
    (void)state;
    is_instant("1970-01-01T00:00:01Z", 1000000);
    is_instant("2024-05-31T12:00:00Z", INT64_C(1717156800000000));
    is_instant("2024-05-31 12:00:00", INT64_C(1717156800000000));
    is_instant("2024-05-31T12:00", INT64_C(1717156800000000));
    is_instant("2024-05-31T12:00Z", INT64_C(1717156800000000));
    is_instant("2024-05-31T12:00:00.5Z", INT64_C(1717156800500000));
    is_instant("2024-05-31 12:00:00.000001", INT64_C(1717156800000001));
    is_instant("2024-05-31 12:00:00.123456789", INT64_C(1717156800123456));
    is_instant("1969-12-31T23:59:59.999999Z", -1);
    is_instant("0001-01-01T00:00:00Z", INT64_C(-62135596800000000));
    is_instant("9999-12-31T23:59:59.999999Z", INT64_C(253402300799999999));
}

static void no_instants(void **state)
{
    static const char *const bad[] = {"",
                                      "2024-05-31",
                                      "2024-05-31T",
                                      "2024-05-31T12",
                                      "2024-05-31T1:00",
                                      "2024-05-31T24:00:00Z",
                                      "2024-05-31T12:60:00Z",
                                      "2024-05-31T12:00:60Z",
                                      "2024-05-31T12:00:0Z",
                                      "2024-05-31T12:00:Z",
                                      "2024-05-31T12:00:00.Z",
                                      "2024-05-31T12:00:00.1234567890Z",
                                      "2024-05-31T12:00:00+02:00",
                                      "2024-05-31T12:00:00ZZ",
                                      "2024-05-31T12:00:00Z ",
                                      "2024-05-31  12:00:00",
                                      "2024-05-31t12:00:00Z",
                                      "2023-02-29T00:00:00Z",
                                      "31/05/2024 12:00"};
    struct instant t = {9};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(parse_instant(bad[i], &t));
    assert_int_equal(t.us, 9);
}

static void printing_and_rounding(void **state)
{
    assert_string_equal(instant_iso(*state, (struct instant){1}), "1970-01-01T00:00:00Z");
    assert_string_equal(instant_iso(*state, (struct instant){-1}), "1969-12-31T23:59:59Z");
    struct date d = date_of((struct instant){-1});
    assert_int_equal(d.year, 1969);
    assert_int_equal(d.day, 31);
    assert_int_equal(date_of((struct instant){INT64_MAX}).year, 0);
    assert_int_equal(date_of((struct instant){INT64_MIN}).year, 0);
    assert_non_null(instant_iso(*state, (struct instant){INT64_MIN}));
    assert_non_null(instant_iso(*state, (struct instant){INT64_MAX}));
}

static void adding(void **state)
{
    (void)state;
    assert_true(instant_add((struct instant){5}, 2).us == 2000005);
    assert_true(instant_add((struct instant){5}, -1).us == -999995);
    assert_true(instant_add((struct instant){5}, INT64_MAX).us == INT64_MAX);
    assert_true(instant_add((struct instant){INT64_MAX}, 1).us == INT64_MAX);
    assert_true(instant_add((struct instant){INT64_MIN}, -1).us == INT64_MIN);
}

static void order(void **state)
{
    struct date a = {2024, 5, 31}, b = {2024, 6, 1}, c = {2025, 1, 1}, none = {0};

    (void)state;
    assert_true(date_cmp(a, b) < 0);
    assert_true(date_cmp(b, c) < 0);
    assert_true(date_cmp(c, a) > 0);
    assert_int_equal(date_cmp(a, a), 0);
    assert_true(date_cmp(none, a) < 0);
    assert_true(date_cmp((struct date){2024, 5, 0}, a) < 0);
}

static void now(void **state)
{
    struct instant before = instant_now();
    struct date    day = today();

    (void)state;
    assert_true(before.us > INT64_C(1700000000000000));
    assert_true(date_cmp(date_of(before), day) <= 0);
    assert_true(date_cmp(day, date_of(instant_now())) <= 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(days),     TEST(leap_days),   TEST(no_days),               TEST(calendar_agrees),
        TEST(instants), TEST(no_instants), TEST(printing_and_rounding), TEST(adding),
        TEST(order),    TEST(now),
    };
    return cmocka_run_group_tests_name("parse_date", tests, NULL, NULL);
}
