/* Rules and rights that need no database. */
#include "kit.h"

#include "model/member.h"
#include "model/page.h"
#include "model/password_rules.h"
#include "model/publisher.h"
#include "model/resource.h"
#include "model/term.h"

/* ---- passwords ---- */

static void passwords(void **state)
{
    static const char *const bad[] = {"", "short", "1234567", "éééé", "password", "PASSWORD", "12345678", "M4D-Net 2026!",
                                      "m4dnet99", "Amina Diallo", "amina.diallo1", "amina.diallo@example.org"};
    static const char *const good[] = {"correct horse battery staple", "Zürich-Kayes 19:40", "ééééèèèè", "  a b c d  "};
    char long_one[600];

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!password_problem(bad[i], "Amina Diallo", "amina.diallo@example.org"))
            fail_msg("\"%s\" was taken", bad[i]);
    for (size_t i = 0; i < COUNT(good); i++)
        if (password_problem(good[i], "Amina Diallo", "amina.diallo@example.org"))
            fail_msg("\"%s\" was refused", good[i]);
    memset(long_one, 'x', sizeof long_one);
    for (size_t i = 0; i < 128; i++)
        long_one[i] = "abcdefghijklmnopq"[i * 7 % 17];
    long_one[128] = '\0';
    assert_null(password_problem(long_one, NULL, NULL));
    long_one[128] = 'x';
    long_one[129] = '\0';
    assert_non_null(password_problem(long_one, NULL, NULL));
    assert_non_null(password_problem("abcdefgh\xff", NULL, NULL));
    assert_non_null(password_problem(NULL, NULL, NULL));
}

/* ---- people ---- */

static void roles_of_members(void **state)
{
    struct member m = {.state = "active", .roles = "editor,administrator"};

    (void)state;
    assert_int_equal(member_roles(&m), MEMBER | EDITOR | ADMINISTRATOR);
    m.roles = NULL;
    assert_int_equal(member_roles(&m), MEMBER);
    m.roles = "";
    assert_int_equal(member_roles(&m), MEMBER);
    m = (struct member){.state = "suspended", .roles = "administrator"};
    assert_int_equal(member_roles(&m), ANYONE);
    for (unsigned bits = 0; bits < 16; bits += 2) {
        m = (struct member){.state = "active", .roles = member_roles_text(bits)};
        assert_int_equal(member_roles(&m), bits | MEMBER);
    }
}

static void settings(void **state)
{
    struct member_settings s = {.lang = "fr"};

    (void)state;
    assert_int_equal(RULES(member_settings_check, &s), OK);
    s.lang = "xx";
    assert_int_equal(RULES(member_settings_check, &s), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &s.lang);
}

/* ---- publications ---- */

static struct resource_edit good_edit(void)
{
    return (struct resource_edit){.type = "report", .year = 2020, .lang = "en", .licence = "CC-BY-4.0", .title = {"A title"}};
}
static void fails_at(struct resource_edit *e, const void *field)
{
    assert_int_equal(RULES(resource_check, e), ERR_INVALID);
    assert_int_equal(err_issues()->n, 1);
    assert_ptr_equal(err_issues()->v[0].field, field);
    *e = good_edit();
}

static void publications(void **state)
{
    struct resource_edit e = good_edit();
    char                 text[6000];

    (void)state;
    memset(text, 'x', sizeof text);
    text[5001] = '\0';
    assert_int_equal(RULES(resource_check, &e), OK);
    e.title[RES_EN] = NULL;
    fails_at(&e, &e.title[RES_EN]);
    e.lang = "fr";
    e.title[RES_EN] = NULL;
    fails_at(&e, &e.title[RES_FR]); /* asked for in the language of the document */
    e.summary[RES_FR] = "Résumé";
    fails_at(&e, &e.title[RES_FR]);
    e.summary[RES_EN] = text;
    fails_at(&e, &e.summary[RES_EN]);
    e.title[RES_ES] = copy(text) + 5001 - 401;
    fails_at(&e, &e.title[RES_ES]);
    e.type = NULL;
    fails_at(&e, &e.type);
    e.licence = "WTFPL";
    fails_at(&e, &e.licence);
    e.lang = "de";
    fails_at(&e, &e.lang);
    e.year = 1899;
    fails_at(&e, &e.year);
    e.year = today().year + 2;
    fails_at(&e, &e.year);
    e.link = "javascript:x()";
    fails_at(&e, &e.link);
    e.series_position = -1;
    fails_at(&e, &e.series_position);
    e.publishers = copy(text) + 5001 - 201;
    fails_at(&e, &e.publishers);
    e.year = 0;
    e.year = today().year + 1;
    assert_int_equal(RULES(resource_check, &e), OK);
}

static void rights(void **state)
{
    static const struct user editor = {.id = 1, .roles = MEMBER | EDITOR}, moderator = {.id = 2, .roles = MEMBER | MODERATOR},
                             admin = {.id = 3, .roles = MEMBER | ADMINISTRATOR}, owner = {.id = 4, .roles = MEMBER},
                             other = {.id = 5, .roles = MEMBER};
    static const struct {
        const char *state;
        /* editor, moderator, administrator, submitter, another member, stranger */
        const char *edit, *decide, *take_back;
    } table[] = {
        {"draft",     "101000", "000000", "000000"},
        {"proposed",  "111100", "111000", "000100"},
        {"published", "101000", "000000", "000000"},
        {"refused",   "101100", "000000", "000100"},
        {"withdrawn", "101000", "000000", "000000"},
    };
    const struct user *people[] = {&editor, &moderator, &admin, &owner, &other, NULL};

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++)
        for (size_t p = 0; p < COUNT(people); p++) {
            struct resource_head h = {.id = 1, .state = (char *)table[i].state, .submitted_by = 4};
            if (resource_may_edit(people[p], &h) != (table[i].edit[p] == '1'))
                fail_msg("%s: may person %zu edit?", table[i].state, p);
            if (resource_may_decide(people[p], &h) != (table[i].decide[p] == '1'))
                fail_msg("%s: may person %zu decide?", table[i].state, p);
            if (resource_may_take_back(people[p], &h) != (table[i].take_back[p] == '1'))
                fail_msg("%s: may person %zu take it back?", table[i].state, p);
        }
    assert_true(resource_may_manage(&editor) && resource_may_manage(&admin));
    assert_false(resource_may_manage(&moderator) || resource_may_manage(&owner) || resource_may_manage(NULL));
}

static void names_of_publishers(void **state)
{
    struct text_list l = publisher_names(" IOM ;UNDP\n\nIOM;; UN  Women \n");

    (void)state;
    assert_int_equal(l.n, 3);
    assert_string_equal(l.v[0], "IOM");
    assert_string_equal(l.v[1], "UNDP");
    assert_string_equal(l.v[2], "UN Women");
    assert_int_equal(publisher_names(NULL).n, 0);
    assert_int_equal(publisher_names(" ;\n; ").n, 0);
}

static void licences(void **state)
{
    (void)state;
    for (size_t i = 0; licence_codes[i]; i++) {
        assert_string_not_equal(licence_label(licence_codes[i]), licence_codes[i]);
        const char *url = licence_url(licence_codes[i]);
        if (url)
            assert_string_equal(parse_url(pool, url), url);
    }
    assert_string_equal(licence_label("x"), "x");
    assert_null(licence_url("x"));
    assert_null(licence_url(NULL));
}

/* ---- pages and terms ---- */

static void pages(void **state)
{
    struct page_edit e = {.page_id = 1, .lang = "fr", .title = "À propos", .body = "Texte"};
    struct page_text english = {.id = 5, .lang = "en", .english_id = 5}, french = {.id = 7, .lang = "fr", .source_id = 5, .english_id = 5};

    (void)state;
    assert_int_equal(RULES(page_check, &e), OK);
    e.body = "Text\n\n## Fine\n#hashtag\n";
    assert_int_equal(RULES(page_check, &e), OK);
    e.body = "Text\n\n# Heading\n";
    assert_int_equal(RULES(page_check, &e), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.body);
    assert_int_equal(page_state(NULL), PAGE_MISSING);
    assert_int_equal(page_state(&english), PAGE_CURRENT);
    assert_int_equal(page_state(&french), PAGE_CURRENT);
    french.english_id = 9;
    assert_int_equal(page_state(&french), PAGE_STALE);
}

static void terms(void **state)
{
    struct term t = {.vocabulary = "theme", .code = "diaspora", .label_en = "Diaspora", .label_fr = "Diaspora", .label_es = "Diáspora"};

    (void)state;
    assert_int_equal(RULES(term_check, &t), OK);
    static char *const codes[] = {NULL, "", "Has Space", "é", "a/b", "<x>"};
    for (size_t i = 0; i < COUNT(codes); i++) {
        t.code = codes[i];
        assert_int_equal(RULES(term_check, &t), ERR_INVALID);
        assert_ptr_equal(err_issues()->v[0].field, &t.code);
    }
    t.code = "diaspora";
    t.label_fr = NULL;
    assert_int_equal(RULES(term_check, &t), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &t.label_fr);
}

static int begin(void **state)
{
    char here[200], option[300];

    if (kit_begin(state) || !getcwd(here, sizeof here))
        return -1;
    snprintf(option, sizeof option, "common_passwords = %s/conf/common-passwords.txt\n", here);
    kit_settings(option);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(passwords), KIT_TEST(roles_of_members),    KIT_TEST(settings), KIT_TEST(publications),
        KIT_TEST(rights),    KIT_TEST(names_of_publishers), KIT_TEST(licences), KIT_TEST(pages),
        KIT_TEST(terms),
    };
    return cmocka_run_group_tests_name("rules", tests, begin, kit_end);
}
