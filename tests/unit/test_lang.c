#include "kit.h"

#define N "\u202f" /* narrow no-break space */
#define B "\u00a0"
#define IN(l, made, want)                 \
    do {                                  \
        lang_use(l);                      \
        assert_string_equal(made, want);  \
    } while (0)

static void counts(void **state)
{
    (void)state;
    IN(LANG_EN, show_count(0), "0");
    IN(LANG_EN, show_count(999), "999");
    IN(LANG_EN, show_count(1234), "1,234");
    IN(LANG_EN, show_count(1234567), "1,234,567");
    IN(LANG_EN, show_count(-1234), "−1,234");
    IN(LANG_FR, show_count(1234), "1" N "234");
    IN(LANG_FR, show_count(1234567), "1" N "234" N "567");
    IN(LANG_ES, show_count(1234), "1234");
    IN(LANG_ES, show_count(12345), "12" N "345");
    IN(LANG_EN, show_count(INT64_MIN), "−9,223,372,036,854,775,808");
    IN(LANG_EN, show_count(INT64_MAX), "9,223,372,036,854,775,807");
}

static void sizes(void **state)
{
    (void)state;
    IN(LANG_EN, show_size(0), "0" B "bytes");
    IN(LANG_EN, show_size(999), "999" B "bytes");
    IN(LANG_EN, show_size(1000), "1.0" B "KB");
    IN(LANG_EN, show_size(2100000), "2.1" B "MB");
    IN(LANG_EN, show_size(25000000), "25" B "MB");
    IN(LANG_EN, show_size(999499), "999" B "KB");
    IN(LANG_EN, show_size(999600), "1.0" B "MB");
    IN(LANG_EN, show_size(3200000000), "3.2" B "GB");
    IN(LANG_FR, show_size(2100000), "2,1" B "Mo");
    IN(LANG_FR, show_size(12), "12" B "octets");
    IN(LANG_ES, show_size(2100000), "2,1" B "MB");
}

static void dates(void **state)
{
    struct date day = {2026, 5, 5}, first = {2026, 5, 1}, month = {2026, 5, 0}, year = {2026, 0, 0};

    (void)state;
    IN(LANG_EN, show_date(day), "5 May 2026");
    IN(LANG_EN, show_date(month), "May 2026");
    IN(LANG_EN, show_date(year), "2026");
    IN(LANG_FR, show_date(day), "5 mai 2026");
    IN(LANG_FR, show_date(first), "1er mai 2026");
    IN(LANG_FR, show_date(month), "mai 2026");
    IN(LANG_ES, show_date(day), "5 de mayo de 2026");
    IN(LANG_ES, show_date(month), "mayo de 2026");
    IN(LANG_ES, show_date(year), "2026");
    IN(LANG_FR, show_date((struct date){2026, 8, 31}), "31 août 2026");
    IN(LANG_ES, show_date((struct date){2026, 12, 31}), "31 de diciembre de 2026");
}

static void instants(void **state)
{
    struct instant t;

    (void)state;
    assert_true(parse_instant("2026-05-05T14:03:59Z", &t));
    IN(LANG_EN, show_instant(t), "5 May 2026, 14:03 UTC");
    IN(LANG_FR, show_instant(t), "5 mai 2026, 14:03 UTC");
    IN(LANG_ES, show_instant(t), "5 de mayo de 2026, 14:03 UTC");
}

static void codes(void **state)
{
    enum lang l = LANG_EN;

    (void)state;
    assert_true(lang_read("fr", &l));
    assert_int_equal(l, LANG_FR);
    assert_false(lang_read("FR", &l));
    assert_false(lang_read("", &l));
    assert_false(lang_read("frx", &l));
    assert_false(lang_read(NULL, &l));
    assert_int_equal(l, LANG_FR);
    assert_int_equal(lang_use(LANG_ES), LANG_EN);
    assert_int_equal(lang_use(LANG_EN), LANG_ES);
    assert_int_equal(lang_now(), LANG_EN);
}

/* Words change with the language, back and forth, within one process. */
static void words(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        IN(LANG_FR, _("Hello"), "Bonjour");
        IN(LANG_EN, _("Hello"), "Hello");
        IN(LANG_ES, _("Hello"), "Hola");
        lang_use(LANG_FR);
        assert_string_equal(ngettext("One page", "{n} pages", 1), "Une page");
        assert_string_equal(ngettext("One page", "{n} pages", 2), "{n} pages (fr)");
        assert_string_equal(_("Not translated"), "Not translated");
    }
}

static int begin(void **state)
{
    static const char *const po[][2] = {
        {"fr", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n>1;\\n\"\n\n"
               "msgid \"Hello\"\nmsgstr \"Bonjour\"\n\nmsgid \"One page\"\nmsgid_plural \"{n} pages\"\n"
               "msgstr[0] \"Une page\"\nmsgstr[1] \"{n} pages (fr)\"\n"},
        {"es", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Hello\"\nmsgstr \"Hola\"\n"}};
    char command[1000];

    if (kit_begin(state))
        return -1;
    for (int i = 0; i < 2; i++) {
        kit_file("words.po", po[i][1]);
        snprintf(command, sizeof command, "mkdir -p %s/lang/%s/LC_MESSAGES && msgfmt -o %s/lang/%s/LC_MESSAGES/m4d.mo %s/words.po",
                 kit_folder, po[i][0], kit_folder, po[i][0], kit_folder);
        if (system(command))
            return -1;
    }
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(counts),   KIT_TEST(sizes), KIT_TEST(dates),
                                              KIT_TEST(instants), KIT_TEST(codes), KIT_TEST(words)};

    return cmocka_run_group_tests_name("lang", tests, begin, kit_end);
}
