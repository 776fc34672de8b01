#include "unit.h"

#include "kit/parse.h"

#define IS(header, value) assert_string_equal(parse_cookie(*state, header, "sid"), value)
#define NONE(header) assert_null(parse_cookie(*state, header, "sid"))

static void found(void **state)
{
    IS("sid=abc", "abc");
    IS("lang=fr; sid=abc; x=1", "abc");
    IS("lang=fr;sid=abc;x=1", "abc");
    IS("  sid = abc  ; x=1", "abc");
    IS("sid=\"abc\"", "abc");
    IS("sid=a=b==", "a=b==");
    IS("sid=", "");
    IS(";;; ;sid=abc;;", "abc");
    IS("\t;\tsid\t=\tabc\t", "abc");
}

static void the_first_one_wins(void **state)
{
    IS("sid=one; sid=two", "one");
    NONE("sid=o ne; sid=two");
}

static void not_there(void **state)
{
    NONE("");
    NONE("sid");
    NONE("SID=abc");
    NONE("sidx=abc");
    NONE("xsid=abc");
    NONE("x=sid=abc");
    NONE(";");
    NONE("=abc");
    NONE("x=1; si");
}

static void bytes_that_no_value_may_hold(void **state)
{
    NONE("sid=a b");
    NONE("sid=a,b");
    NONE("sid=a\"b");
    NONE("sid=\"");
    NONE("sid=\"abc");
    NONE("sid=a\\b");
    NONE("sid=\xc3\xa9");
    NONE("sid=a\x01");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(found), TEST(the_first_one_wins), TEST(not_there),
                                              TEST(bytes_that_no_value_may_hold)};

    return cmocka_run_group_tests_name("parse_cookie", tests, NULL, NULL);
}
