#include "kit.h"

/* By another program than ours. */
#define FORMER_SEAL \
    "01000102030405060708090a0b1acc6c703a7d055125199379e50b5d2e10acfc1b4c27e2f0be877382bc71"
#define FORMER_SEAL_BYTES 43
#define FORMER_MAC "f034f0567f4dde674be1c66a6b5b3aeab3a4d7b992a6ee2e06d15869eddf8aad"

static void hashes(void **state)
{
    unsigned char h[SHA256_LEN];

    (void)state;
    sha256("abc", 3, h);
    assert_string_equal(hex(h, sizeof h), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256("", 0, h);
    assert_string_equal(hex(h, sizeof h), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void hex_and_back(void **state)
{
    unsigned char b[4] = {0};

    (void)state;
    assert_string_equal(hex("\x00\x7f\xff\x10", 4), "007fff10");
    assert_true(unhex("007fff10", b, 4));
    assert_memory_equal(b, "\x00\x7f\xff\x10", 4);
    assert_false(unhex("007fff1", b, 4));
    assert_false(unhex("007fff100", b, 4));
    assert_false(unhex("007fff1g", b, 4));
    assert_false(unhex("007fff1 ", b, 4));
    assert_false(unhex("", b, 4));
    assert_false(unhex(NULL, b, 4));
}

static void tokens(void **state)
{
    char *seen[200];

    (void)state;
    for (int i = 0; i < 200; i++) {
        seen[i] = token_new();
        assert_int_equal(strlen(seen[i]), 43);
        assert_int_equal(strspn(seen[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(seen[i], seen[k]);
    }
    struct blob a = token_hash(seen[0]), b = token_hash(seen[0]), c = token_hash(seen[1]);
    assert_int_equal(a.n, 32);
    assert_memory_equal(a.p, b.p, 32);
    assert_memory_not_equal(a.p, c.p, 32);
}

static void signatures(void **state)
{
    char *mac = sign("form", "text");

    (void)state;
    assert_int_equal(strlen(mac), 64);
    assert_true(signed_ok("form", "text", mac));
    assert_false(signed_ok("form", "texts", mac));
    assert_false(signed_ok("other", "text", mac));
    assert_false(signed_ok("for", "mtext", mac)); /* purpose and text do not run together */
    assert_false(signed_ok("form", "text", NULL));
    assert_false(signed_ok("form", "text", ""));
    mac[0] = mac[0] == 'a' ? 'b' : 'a';
    assert_false(signed_ok("form", "text", mac));
    mac[63] = '\0';
    assert_false(signed_ok("form", "text", mac));
}

static void numbers_in_links(void **state)
{
    char   *text = sign_number("form", 7);
    int64_t n = 0;

    (void)state;
    assert_int_equal(strncmp(text, "7-", 2), 0);
    assert_true(signed_number("form", text, &n));
    assert_int_equal(n, 7);
    assert_true(signed_number("form", "7-f78650a6fca2d4c1c239c859f6b9a113d43155cc01c0d38a565a6e62edaa1f55", &n)); /* the former key */
    n = 1;
    assert_false(signed_number("other", text, &n));
    assert_false(signed_number("form", fmt("77%s", text + 1), &n));
    assert_false(signed_number("form", fmt("%s0", text), &n));
    assert_false(signed_number("form", "7-", &n));
    assert_false(signed_number("form", "7", &n));
    assert_false(signed_number("form", "", &n));
    assert_false(signed_number("form", NULL, &n));
    assert_false(signed_number("form", sign_number("form", 0), &n));
    assert_false(signed_number("form", sign_number("form", -7), &n));
    assert_int_equal(n, 1);
}

static void passwords(void **state)
{
    char *stored, *again;
    bool  ok, renew;

    (void)state;
    assert_int_equal(password_hash("correct horse é", &stored), OK);
    assert_int_equal(password_hash("correct horse é", &again), OK);
    assert_string_not_equal(stored, again); /* each has salt of its own */
    assert_memory_equal(stored, "$argon2id$v=19$m=19456,t=2,p=1$", 31);
    assert_int_equal(password_check("correct horse é", stored, &ok, &renew), OK);
    assert_true(ok);
    assert_false(renew);
    assert_int_equal(password_check("correct horse e", stored, &ok, &renew), OK);
    assert_false(ok);
    assert_int_equal(password_check("", stored, &ok, &renew), OK);
    assert_false(ok);
    assert_int_equal(password_check(NULL, stored, &ok, &renew), OK);
    assert_false(ok);
}

/* What the reference program `argon2` makes of "password", with less memory than we use: right, and to
 * be made anew. */
static void a_hash_of_the_reference_program(void **state)
{
    static const char stored[] = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$yrdGtGIZk/3JHsUHh5gLQUqQppLwvGjf4Z+cJbPLqew";
    bool              ok, renew;

    (void)state;
    assert_int_equal(password_check("password", stored, &ok, &renew), OK);
    assert_true(ok);
    assert_true(renew);
    assert_int_equal(password_check("Password", stored, &ok, &renew), OK);
    assert_false(ok);
    assert_false(renew);
}

static void nothing_stored_is_never_right(void **state)
{
    static const char *const stored[] = {NULL, "", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$$",
                                         "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA",
                                         "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    bool ok, renew;

    (void)state;
    for (size_t i = 0; i < COUNT(stored); i++) {
        ok = true;
        assert_int_equal(password_check("x", stored[i], &ok, &renew), OK);
        assert_false(ok);
    }
}

/* HMAC-SHA-256 of "form\0text" under the former key, as another program computes it. */
static void the_former_key_still_counts(void **state)
{
    (void)state;
    assert_true(signed_ok("form", "text", FORMER_MAC));
    assert_string_not_equal(sign("form", "text"), FORMER_MAC);
    assert_false(signed_ok("form", "other", FORMER_MAC));
}

/* Keys are read once, at first use. */
static struct blob changed(struct blob b, size_t at)
{
    unsigned char *copy_of = talloc_memdup(pool, b.p, b.n);

    copy_of[at] ^= 1;
    return (struct blob){copy_of, b.n};
}

static void seals(void **state)
{
    struct blob plain = {"Attack at dawn", 14}, out, a = seal("two-factor:7", plain), b = seal("two-factor:7", plain);

    (void)state;
    assert_int_equal(a.n, 1 + 12 + 16 + 14);
    assert_memory_not_equal(a.p, b.p, a.n); /* never twice the same */
    assert_null(memmem(a.p, a.n, "Attack", 6));
    assert_int_equal(unseal("two-factor:7", a, &out), OK);
    assert_int_equal(out.n, 14);
    assert_memory_equal(out.p, "Attack at dawn", 14);
    assert_int_equal(unseal("two-factor:8", a, &out), ERR_INTERNAL); /* somebody else's */
    for (size_t i = 0; i < a.n; i++)
        assert_int_equal(unseal("two-factor:7", changed(a, i), &out), ERR_INTERNAL);
    for (size_t n = 0; n < a.n; n++)
        assert_int_equal(unseal("two-factor:7", (struct blob){a.p, n}, &out), ERR_INTERNAL);
    assert_int_equal(unseal("x", seal("x", (struct blob){"", 0}), &out), OK);
    assert_int_equal(out.n, 0);
}

/* Made under the former secret: changing the secret must not lock anybody out. */
static void seals_of_the_former_secret_open(void **state)
{
    unsigned char sealed[FORMER_SEAL_BYTES];
    struct blob   out;

    (void)state;
    assert_true(unhex(FORMER_SEAL, sealed, sizeof sealed));
    assert_int_equal(unseal("two-factor:7", (struct blob){sealed, sizeof sealed}, &out), OK);
    assert_memory_equal(out.p, "Attack at dawn", 14);
}

static void hmacs(void **state)
{
    unsigned char mac[SHA1_LEN];

    (void)state; /* RFC 2202, case 2 */
    hmac_sha1((struct blob){"Jefe", 4}, (struct blob){"what do ya want for nothing?", 28}, mac);
    assert_string_equal(hex(mac, sizeof mac), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

static int begin(void **state)
{
    char option[400];

    if (kit_begin(state))
        return -1;
    kit_file("former", "ffffffffffffffffffffffffffffffffffffffffffffffff\n");
    snprintf(option, sizeof option, "secret_file_former = %s/former\n", kit_folder);
    kit_settings(option);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(hashes),    KIT_TEST(hex_and_back), KIT_TEST(tokens), KIT_TEST(signatures), KIT_TEST(numbers_in_links),
        KIT_TEST(passwords), KIT_TEST(a_hash_of_the_reference_program), KIT_TEST(nothing_stored_is_never_right),
        KIT_TEST(the_former_key_still_counts), KIT_TEST(seals), KIT_TEST(seals_of_the_former_secret_open), KIT_TEST(hmacs),
    };
    return cmocka_run_group_tests_name("crypt", tests, begin, kit_end);
}
