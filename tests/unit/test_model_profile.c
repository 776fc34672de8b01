/* test_model_profile.c - who sees what of a profile, and its rules. */
#include "kit.h"

#include "model/profile.h"

static struct profile whole(char *seen, char *listed)
{
    struct profile p = {
        .id = 5, .name = "Amina", .position = "p", .organisation = "o", .country = "SN", .place = "l", .about = "a",
        .photo = "f", .photo_small = "g", .listed = listed, .photo_seen = seen, .position_seen = seen,
        .organisation_seen = seen, .country_seen = seen, .place_seen = seen, .languages_seen = seen,
        .themes_seen = seen, .about_seen = seen, .active = true};
    static const char *codes[] = {"wo"};
    static struct profile_organisation at[] = {{3, "House"}};

    p.languages = (struct text_list){codes, 1};
    p.organisations = (struct profile_organisation_list){at, 1};
    id_list_add(&p.themes, 7);
    return p;
}

static int shown(const struct profile *p)
{
    return (p->position != NULL) + (p->organisation != NULL) + (p->country != NULL) + (p->place != NULL) +
           (p->about != NULL) + (p->photo != NULL) + (p->photo_small != NULL) + (p->languages.n > 0) +
           (p->themes.n > 0) + (p->organisations.n > 0);
}

static void audiences(void **state)
{
    static char *const seen[] = {"public", "members", "me"};
    struct profile     p, out;

    (void)state;
    for (int listed = 0; listed < 3; listed++)
        for (int part = 0; part < 3; part++)
            for (int a = AUDIENCE_PUBLIC; a <= AUDIENCE_SELF; a++) {
                p = whole(seen[part], seen[listed]);
                bool here = profile_as(&p, (enum audience)a, &out);
                assert_int_equal(here, listed <= a);
                if (here)
                    assert_int_equal(shown(&out), part <= a ? 10 : 0);
            }
    p = whole("public", "public");
    p.active = false;
    assert_false(profile_as(&p, AUDIENCE_PUBLIC, &out));
    assert_false(profile_as(&p, AUDIENCE_MEMBERS, &out));
    assert_true(profile_as(&p, AUDIENCE_SELF, &out));
    assert_int_equal(profile_audience(NULL, 5), AUDIENCE_PUBLIC);
    assert_int_equal(profile_audience(&(struct user){.id = 5}, 5), AUDIENCE_SELF);
    assert_int_equal(profile_audience(&(struct user){.id = 6, .roles = ADMINISTRATOR}, 5), AUDIENCE_MEMBERS);
}

static void rules(void **state)
{
    struct profile p = whole("members", "public");

    (void)state;
    assert_int_equal(RULES(profile_check, &p), OK);
    p.name = "";
    p.about_seen = "editors";
    p.listed = NULL;
    p.languages.n = PROFILE_LANGUAGES_MOST + 1;
    assert_int_equal(RULES(profile_check, &p), ERR_INVALID);
    assert_int_equal(err_issues()->n, 4);
    assert_ptr_equal(err_issues()->v[0].field, &p.name);
}

static void faces(void **state)
{
    (void)state;
    assert_string_equal(profile_path(5, "Awa Diop"), "/members/5-awa-diop");
    assert_string_equal(profile_path(5, "अवा"), "/members/5-member");
    assert_string_equal(photo_path(5, "0123456789abcdef0123456789abcdef"), "/photos/5/0123456789abcdef01234567.jpg");
}

int main(void)
{
    const struct CMUnitTest tests[] = {KIT_TEST(audiences), KIT_TEST(rules), KIT_TEST(faces)};

    return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
