#include "kit.h"

static void places_are_filled(void **state)
{
    (void)state;
    assert_string_equal(fill("Hello {name}", "name", "Amina", NULL), "Hello Amina");
    assert_string_equal(fill("{a} {b} {a}", "b", "2", "a", "1", NULL), "1 2 1");
    assert_string_equal(fill("nothing", "a", "1", NULL), "nothing");
    assert_string_equal(fill("", "a", "1", NULL), "");
    assert_string_equal(fill("{a}", "a", NULL, NULL), "");
    assert_string_equal(fill("{unknown} {", "a", "1", NULL), "{unknown} {");
    assert_string_equal(fill("{{a}}", "a", "1", NULL), "{1}");
    assert_string_equal(fill("{a", "a", "1", NULL), "{a");
    assert_string_equal(fill("100% {n}", "n", "%s%n", NULL), "100% %s%n");
}

/* What a person typed is never read as a place. */
static void values_are_not_filled(void **state)
{
    (void)state;
    assert_string_equal(fill("{name}: {link}", "name", "{link}", "link", "secret", NULL), "{link}: secret");
    assert_string_equal(fill("{link} {name}", "link", "{name}", "name", "{link}", NULL), "{name} {link}");
}

static void errors_say_where(void **state)
{
    (void)state;
    assert_string_equal(err_text(), "");
    assert_int_equal(err_set(ERR_CONFLICT, "/a/b/c.c", 12, "seat %d", 3), ERR_CONFLICT);
    assert_string_equal(err_text(), "c.c:12: seat 3");
    char *long_text = talloc_size(pool, 3000);
    memset(long_text, 'x', 2999);
    long_text[2999] = '\0';
    err_set(ERR_INTERNAL, "c.c", 1, "%s", long_text);
    assert_true(strlen(err_text()) < 600);
    err_clear();
    assert_string_equal(err_text(), "");
    assert_string_equal(err_key(), "");
}

struct thing {
    int a, b;
};
static void thing_check(const struct thing *t, struct issues *is)
{
    if (t->a < 0)
        issue(is, &t->a, "a is too small");
    if (t->b < 0)
        issue(is, &t->b, "b is too small");
}
static void rules(void **state)
{
    struct thing t = {1, 1};

    (void)state;
    assert_int_equal(RULES(thing_check, &t), OK);
    assert_int_equal(err_issues()->n, 0);
    t = (struct thing){-1, -1};
    assert_int_equal(RULES(thing_check, &t), ERR_INVALID);
    assert_int_equal(err_issues()->n, 2);
    assert_ptr_equal(err_issues()->v[0].field, &t.a);
    assert_string_equal(err_issues()->v[1].text, "b is too small");
    t = (struct thing){1, -1};
    assert_int_equal(RULES(thing_check, &t), ERR_INVALID);
    assert_int_equal(err_issues()->n, 1);
}

static void lists(void **state)
{
    struct id_list l = {0};

    (void)state;
    assert_false(id_list_has(&l, 1));
    for (int64_t i = 1; i < 100; i++)
        id_list_add(&l, i * i);
    assert_int_equal(l.n, 99);
    assert_true(id_list_has(&l, 81));
    assert_false(id_list_has(&l, 82));
}

static void roles(void **state)
{
    struct user member = {.id = 1, .roles = MEMBER}, admin = {.id = 2, .roles = MEMBER | ADMINISTRATOR};

    (void)state;
    assert_true(user_has(NULL, ANYONE));
    assert_false(user_has(NULL, MEMBER));
    assert_true(user_has(&member, MEMBER));
    assert_false(user_has(&member, EDITOR | MODERATOR));
    assert_true(user_has(&admin, EDITOR));
    assert_true(user_has(&admin, MODERATOR));
}

static void settings(void **state)
{
    (void)state;
    assert_string_equal(conf_text("site_url"), "https://m4d.example");
    assert_string_equal(conf_text("site_name"), "M4D Net");
    assert_int_equal(conf_int("db_port"), 3306);
    assert_false(conf_bool("development"));
    kit_settings("development=yes\n  db_port =  3307  \n");
    assert_true(conf_bool("development"));
    assert_int_equal(conf_int("db_port"), 3307);
    kit_settings("development = no\ndb_port = 3306\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(places_are_filled), KIT_TEST(values_are_not_filled), KIT_TEST(errors_say_where), KIT_TEST(rules),
        KIT_TEST(lists),             KIT_TEST(roles),                 KIT_TEST(settings),
    };
    return KIT_RUN("base", tests);
}
