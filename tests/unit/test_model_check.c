/* "Is this still you?": what is due when. */
#include "kit.h"

#include "model/member_check.h"

#define DAY (INT64_C(86400) * 1000000)
#define AT(days) ((struct instant){(days) * DAY})
#define YEAR 365

static struct instant again;

static enum check_step next(struct check_state s, int64_t day)
{
    again = (struct instant){0};
    return check_next(&s, AT(day), YEAR, &again);
}

static void asked_after_a_year(void **state)
{
    struct check_state s = {.last = AT(1000)};

    (void)state;
    assert_int_equal(next(s, 1364), CHECK_WAIT);
    assert_true(again.us == AT(1365).us);
    assert_int_equal(next(s, 1365), CHECK_ASK);
    assert_int_equal(next(s, 9000), CHECK_ASK);
}

static void asked_again_then_rests(void **state)
{
    struct check_state s = {.last = AT(1000), .asked = 1, .asked_at = AT(1365)};

    (void)state;
    assert_int_equal(next(s, 1394), CHECK_WAIT);
    assert_true(again.us == AT(1395).us);
    assert_int_equal(next(s, 1395), CHECK_ASK);
    s.asked = 2;
    s.asked_at = AT(1395);
    assert_int_equal(next(s, 1424), CHECK_WAIT);
    assert_int_equal(next(s, 1425), CHECK_REST);
}

static void an_answer_begins_anew(void **state)
{
    struct check_state s = {.last = AT(1400), .asked = 2, .asked_at = AT(1395)};

    (void)state;
    assert_int_equal(next(s, 1764), CHECK_WAIT);
    assert_true(again.us == AT(1765).us);
    assert_int_equal(next(s, 1765), CHECK_ASK); /* the first of a new round */
}

static void resting_accounts(void **state)
{
    struct check_state s = {.last = AT(1000), .asked = 2, .asked_at = AT(1395), .dormant_at = AT(1425)};

    (void)state;
    assert_int_equal(next(s, 1425 + 699), CHECK_WAIT);
    assert_true(again.us == AT(1425 + 700).us);
    assert_int_equal(next(s, 1425 + 700), CHECK_CALL);
    s.asked = 3;
    s.asked_at = AT(1425 + 700);
    assert_int_equal(next(s, 1425 + 729), CHECK_WAIT);
    assert_int_equal(next(s, 1425 + 730), CHECK_ERASE);
    s.asked_at = AT(1425 + 900); /* the worker stood still: 30 days from the mail all the same */
    assert_int_equal(next(s, 1425 + 929), CHECK_WAIT);
    assert_int_equal(next(s, 1425 + 930), CHECK_ERASE);
    s.staff = true;
    assert_int_equal(next(s, 9000), CHECK_WAIT);
    s.staff = false;
    s.last = AT(1425 + 10);
    assert_int_equal(next(s, 1425 + 730), CHECK_WAKE);
}

static void tokens(void **state)
{
    (void)state;
    assert_string_not_equal(member_still_token(7), member_still_token(77));
    assert_string_equal(member_still_token(7), member_still_token(7));
    assert_int_equal(strncmp(member_still_token(7), "7-", 2), 0);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        KIT_TEST(asked_after_a_year), KIT_TEST(asked_again_then_rests), KIT_TEST(an_answer_begins_anew),
        KIT_TEST(resting_accounts), KIT_TEST(tokens),
    };

    return KIT_RUN("check", all);
}
