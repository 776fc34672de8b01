#include "kit.h"

struct thing {
    char            *name, *text, *email, *web, *kind, *password;
    int64_t          pages;
    int              year;
    bool             agreed;
    struct date      on;
    struct id_list   countries;
    struct text_list langs;
};
static const char *const kinds[] = {"report", "manual", NULL};

static void thing_check(const struct thing *t, struct issues *is)
{
    if (t->pages == 13)
        issue(is, &t->pages, "Not thirteen");
    if (t->year == 13)
        issue(is, NULL, "All of it is odd");
}

FORM(thing_form, struct thing, thing_check,
     FIELD(struct thing, name, .required = true, .max = 10),
     FIELD(struct thing, text, .as = AS_TEXT),
     FIELD(struct thing, email, .as = AS_EMAIL),
     FIELD(struct thing, web, .as = AS_URL),
     FIELD(struct thing, kind, .one_of = kinds),
     FIELD(struct thing, password, .as = AS_PASSWORD),
     FIELD(struct thing, pages, .low = 1, .high = 500),
     FIELD(struct thing, year),
     FIELD(struct thing, agreed),
     FIELD(struct thing, on),
     FIELD(struct thing, countries),
     FIELD(struct thing, langs));
FORM(strict_form, struct thing, NULL,
     FIELD_AS(struct thing, email, "mail", .as = AS_EMAIL, .required = true),
     FIELD(struct thing, pages, .required = true),
     FIELD(struct thing, agreed, .required = true),
     FIELD(struct thing, on, .required = true),
     FIELD(struct thing, countries, .required = true));

static struct req   r;
static struct thing m;

static bool read_form(const struct form *f, const char *body)
{
    if (r.page)
        hdf_destroy(&r.page);
    r = (struct req){.page = tpl_data(), .form = pairs_of(body)};
    m = (struct thing){0};
    return form_read(&r, f, &m);
}
static const char *value(const char *name)
{
    return hdf_get_value(r.page, fmt("Form.%s", name), NULL);
}
static void refused(const char *body, const char *field, const char *text)
{
    assert_false(read_form(&thing_form, body));
    assert_string_equal(value(fmt("%s.error", field)), text);
    assert_string_equal(value("errors.0.name"), field);
    assert_string_equal(value("errors.0.text"), text);
    assert_null(value("errors.1.text"));
}

static void good_values(void **state)
{
    (void)state;
    assert_true(read_form(&thing_form, "name=+A%0Ab+&text=+one%0D%0Atwo+&email=a%40B.ORG&web=https://x.example&kind=manual"
                                       "&password=+p+&pages=500&year=-5&agreed=1&on=31.05.2024&countries=3&countries=5"
                                       "&langs=en&langs=fr&unknown=x&_token=y"));
    assert_string_equal(m.name, "A b");
    assert_string_equal(m.text, "one\ntwo");
    assert_string_equal(m.email, "a@b.org");
    assert_string_equal(m.web, "https://x.example");
    assert_string_equal(m.kind, "manual");
    assert_string_equal(m.password, " p ");
    assert_int_equal(m.pages, 500);
    assert_int_equal(m.year, -5);
    assert_true(m.agreed);
    assert_int_equal(m.on.day, 31);
    assert_int_equal(m.countries.n, 2);
    assert_int_equal(m.countries.v[1], 5);
    assert_int_equal(m.langs.n, 2);
    assert_string_equal(m.langs.v[1], "fr");
    assert_null(value("errors"));
    assert_null(value("unknown.value"));
}

static void blanks_are_nothing(void **state)
{
    (void)state;
    assert_true(read_form(&thing_form, "name=x&web=+www.X.example/A+"));
    assert_string_equal(m.web, "https://www.x.example/A");
    assert_true(read_form(&thing_form, "name=x&text=+%0A&email=+&web=&kind=&password=&pages=+&year=&on=&countries=&langs="));
    assert_null(m.text);
    assert_null(m.email);
    assert_null(m.web);
    assert_null(m.kind);
    assert_null(m.password);
    assert_int_equal(m.pages, 0);
    assert_int_equal(m.on.year, 0);
    assert_false(m.agreed);
    assert_int_equal(m.countries.n, 0);
    assert_true(read_form(&thing_form, "name=x"));
    assert_null(m.text);
    assert_true(read_form(&thing_form, "name=x&on=++"));
}

static void wrong_values(void **state)
{
    (void)state;
    refused("", "name", "Fill this in");
    refused("name=+%C2%A0+", "name", "Fill this in");
    refused("name=12345678901", "name", "Use at most 10 characters; these are 11");
    refused("name=x&email=nobody", "email", "Enter an e-mail address such as name@example.org");
    refused("name=x&web=javascript:alert(1)", "web", "Enter a web address such as https://www.example.org");
    refused("name=x&web=a%40b.example", "web", "Enter a web address such as https://www.example.org");
    refused("name=x&kind=novel", "kind", "Choose one of the values offered");
    refused("name=x&pages=ten", "pages", "Enter a whole number, for example 160");
    refused("name=x&pages=0", "pages", "Enter a number from 1 to 500");
    refused("name=x&pages=501", "pages", "Enter a number from 1 to 500");
    refused("name=x&pages=99999999999999999999", "pages", "Enter a whole number, for example 160");
    refused("name=x&year=2147483648", "year", "Enter a whole number, for example 160");
    refused("name=x&on=30.02.2024", "on", "Enter a date such as 2024-05-31");
    refused("name=x&countries=0", "countries", "Choose one of the values offered");
    refused("name=x&countries=a", "countries", "Choose one of the values offered");
    refused("name=a%00b", "name", "This holds characters that cannot be read; please type it anew");
    refused("name=a%FF", "name", "This holds characters that cannot be read; please type it anew");
    refused("name=x&langs=%FF", "langs", "Choose one of the values offered");
    refused("name=x&pages=13", "pages", "Not thirteen");
    refused("name=x&password=%00", "password", "This holds characters that cannot be read; please type it anew");
}

static void ten_letters_are_ten_whatever_their_bytes(void **state)
{
    (void)state;
    assert_true(read_form(&thing_form, "name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"));
    refused("name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", "name", "Use at most 10 characters; these are 11");
}

static void what_must_be_there(void **state)
{
    static const char *const fields[] = {"mail", "pages", "agreed", "on", "countries"};

    (void)state;
    assert_false(read_form(&strict_form, ""));
    for (size_t i = 0; i < COUNT(fields); i++) {
        assert_non_null(value(fmt("%s.error", fields[i])));
        assert_string_equal(value(fmt("%s.required", fields[i])), "1");
        assert_string_equal(value(fmt("errors.%zu.name", i)), fields[i]); /* in the order of the form */
    }
    assert_true(read_form(&strict_form, "mail=a@b&pages=1&agreed=1&on=2024-05-31&countries=1"));
}

static void what_was_typed_stays(void **state)
{
    (void)state;
    assert_false(read_form(&thing_form, "name=&text=a%0D%0Ab&email=no+body&pages=ten&on=soon&password=secret&countries=3&countries=x&agreed=1"));
    assert_string_equal(value("text.value"), "a\r\nb");
    assert_string_equal(value("email.value"), "no body");
    assert_string_equal(value("pages.value"), "ten");
    assert_string_equal(value("on.value"), "soon");
    assert_string_equal(value("countries.chosen.0"), "3");
    assert_string_equal(value("agreed.value"), "1");
    assert_null(value("password.value")); /* but this never comes back */
}

static void the_first_of_two_counts(void **state)
{
    (void)state;
    assert_true(read_form(&thing_form, "name=one&name=two&pages=1&pages=x"));
    assert_string_equal(m.name, "one");
    assert_int_equal(m.pages, 1);
}

static void lists_have_an_end(void **state)
{
    char *body = talloc_strdup(pool, "name=x");

    (void)state;
    for (int i = 1; i <= 300; i++)
        body = talloc_asprintf_append(body, "&countries=%d", i);
    assert_true(read_form(&thing_form, body));
    assert_int_equal(m.countries.n, 300);
    refused(talloc_asprintf_append(body, "&countries=301"), "countries", "Choose one of the values offered");
}

static void messages_find_their_fields(void **state)
{
    (void)state;
    assert_true(read_form(&thing_form, "name=x"));
    form_error(&r, &thing_form, &m, &m.web, "Web is taken");
    form_error(&r, &thing_form, &m, &m.web, "Said twice");
    form_error(&r, &thing_form, &m, NULL, "As a whole");
    assert_string_equal(value("web.error"), "Web is taken");
    assert_string_equal(value("errors.0.text"), "Web is taken");
    assert_string_equal(value("errors.1.text"), "As a whole");
    assert_null(value("errors.1.name"));

    assert_true(read_form(&thing_form, "name=x"));
    m.pages = m.year = 13;
    assert_int_equal(RULES(thing_check, &m), ERR_INVALID);
    form_issues(&r, &thing_form, &m);
    assert_string_equal(value("pages.error"), "Not thirteen");
    assert_string_equal(value("errors.1.text"), "All of it is odd");
}

static void showing_what_is_there(void **state)
{
    int64_t     ids[] = {3, 5};
    struct thing t = {.name = "A", .password = "secret", .pages = 7, .agreed = true, .on = {2024, 5, 31}, .countries = {ids, 2}};

    (void)state;
    if (r.page)
        hdf_destroy(&r.page);
    r = (struct req){.page = tpl_data()};
    form_option(&r, "countries", "3", "Mali");
    form_option(&r, "countries", "4", "Nepal");
    form_show(&r, &thing_form, &t);
    assert_string_equal(value("name.value"), "A");
    assert_string_equal(value("name.max"), "10");
    assert_string_equal(value("pages.value"), "7");
    assert_string_equal(value("agreed.value"), "1");
    assert_string_equal(value("on.value"), "2024-05-31");
    assert_string_equal(value("countries.chosen.1"), "5");
    assert_string_equal(value("countries.options.1.label"), "Nepal");
    assert_null(value("password.value"));
    assert_null(value("text.value"));
    assert_null(value("errors"));
}

static void keys(void **state)
{
    (void)state;
    read_form(&thing_form, "_key=00112233445566778899aabbccddeeff");
    assert_string_equal(form_key(&r), "00112233445566778899aabbccddeeff");
    read_form(&thing_form, "_key=00112233445566778899AABBCCDDEEFF");
    assert_null(form_key(&r));
    read_form(&thing_form, "_key=0011");
    assert_null(form_key(&r));
    read_form(&thing_form, "");
    assert_null(form_key(&r));
}

static int end(void **state)
{
    if (r.page)
        hdf_destroy(&r.page);
    return kit_end(state);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(good_values),
        KIT_TEST(blanks_are_nothing),
        KIT_TEST(wrong_values),
        KIT_TEST(ten_letters_are_ten_whatever_their_bytes),
        KIT_TEST(what_must_be_there),
        KIT_TEST(what_was_typed_stays),
        KIT_TEST(the_first_of_two_counts),
        KIT_TEST(lists_have_an_end),
        KIT_TEST(messages_find_their_fields),
        KIT_TEST(showing_what_is_there),
        KIT_TEST(keys),
    };
    return cmocka_run_group_tests_name("form", tests, kit_begin, end);
}
