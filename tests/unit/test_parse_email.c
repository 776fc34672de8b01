#include "unit.h"

#include "kit/parse.h"

#define IS(in, out) assert_string_equal(parse_email(*state, in), out)
#define NONE(in) assert_null(parse_email(*state, in))

static void addresses(void **state)
{
    IS("amina@example.org", "amina@example.org");
    IS(" \tAmina.Diallo+m4d@Example.ORG\r\n", "Amina.Diallo+m4d@example.org");
    IS("a@b", "a@b");
    IS("o'neil!#$%&*/=?^_`{|}~-@x-y.example", "o'neil!#$%&*/=?^_`{|}~-@x-y.example");
    IS(".a..b.@example.org", ".a..b.@example.org");
    IS("a@1.2", "a@1.2");
}

static void no_addresses(void **state)
{
    NONE("");
    NONE(" ");
    NONE("@");
    NONE("a");
    NONE("a@");
    NONE("@example.org");
    NONE("a@b@c");
    NONE("a b@example.org");
    NONE("a@exam ple.org");
    NONE("a@example..org");
    NONE("a@.example.org");
    NONE("a@example.org.");
    NONE("a@-example.org");
    NONE("a@example-.org");
    NONE("a@exa_mple.org");
    NONE("Amina <amina@example.org>");
    NONE("a@example.org,b@example.org");
    NONE("a@example.org\nBcc: x@example.org");
    NONE("a\n@example.org");
    NONE("\"a b\"@example.org");
    NONE("amína@example.org");
    NONE("a@exämple.org");
    NONE("a@[192.0.2.1]");
}

static void lengths(void **state)
{
    char s[300];

    memset(s, 'a', sizeof(s));
    memcpy(s + 242, "@example.org", 13); /* 254 bytes */
    assert_int_equal(strlen(s), 254);
    IS(s, s);
    memset(s, 'a', sizeof(s));
    memcpy(s + 243, "@example.org", 13);
    NONE(s);

    memset(s, 'a', sizeof(s)); /* a label of 63, then of 64 */
    s[1] = '@';
    memcpy(s + 2 + 63, ".org", 5);
    IS(s, s);
    memset(s, 'a', sizeof(s));
    s[1] = '@';
    memcpy(s + 2 + 64, ".org", 5);
    NONE(s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(addresses), TEST(no_addresses), TEST(lengths)};

    return cmocka_run_group_tests_name("parse_email", tests, NULL, NULL);
}
