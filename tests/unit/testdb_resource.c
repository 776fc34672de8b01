/* Publications: who may do what, in which order, and what it leaves behind. What is refused rolls back, so
 * nothing here is inside of a transaction: what is made stays. */
#include "db.h"

#include "model/resource.h"
#include "model/term.h"

struct number {
    int64_t n;
};
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_mails, number_cols, "SELECT COUNT(*) AS n FROM mail WHERE to_email = ? AND kind = ? AND lang = ?");
DB_QUERY(q_audit, number_cols, "SELECT COUNT(*) AS n FROM audit WHERE object_type = 'resource' AND object_id = ? AND action = ?");
DB_QUERY(q_facet, number_cols, "SELECT COALESCE(SUM(n), 0) AS n FROM facet_count WHERE facet = 'type' AND value = ?");
DB_QUERY(q_stamp, number_cols, "SELECT n FROM stamp WHERE area = 'library'");
DB_EXEC(x_member, "INSERT INTO member (email, name, lang, state, password_hash, terms_version, terms_at, created_at)"
                  " VALUES (?, ?, ?, 'active', '', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");

static char       *type; /* a document type of our own */
static struct user editor, moderator, owner, stranger;

static struct user person(const char *lang, unsigned roles)
{
    char   *name = unique();
    int64_t id;

    ASSERT_OK(db_insert(db, x_member, &id, fmt("%s@example.org", name), name, lang));
    return (struct user){.id = id, .name = name, .email = fmt("%s@example.org", name), .roles = MEMBER | roles};
}
static void people(void)
{
    struct term t = {.vocabulary = "type", .code = unique(), .label_en = "Report", .label_fr = "Rapport", .label_es = "Informe"};
    int64_t     id;

    ASSERT_OK(term_add(db, NULL, NULL, &t, &id));
    type = t.code;
    editor = person("en", EDITOR);
    moderator = person("en", MODERATOR);
    owner = person("fr", 0);
    stranger = person("es", 0);
}
static struct resource_edit edit(void)
{
    return (struct resource_edit){.type = type, .year = 2020, .lang = "en", .licence = "CC-BY-4.0",
                                  .title = {"A title of a test"}, .summary = {"And what it says"}, .publishers = "IOM"};
}
static struct resource_head head(int64_t id)
{
    struct resource_head h;

    ASSERT_OK(resource_head_read(db, id, &h));
    return h;
}
static struct resource_edit again(int64_t id)
{
    struct resource_edit e;

    ASSERT_OK(resource_edit_read(db, id, &e));
    return e;
}
#define STATE(id, want) assert_string_equal(head(id).state, want)
static int64_t count(int64_t id, const char *action)
{
    struct number c;

    ASSERT_OK(db_one(db, q_audit, &c, id, action));
    return c.n;
}
static int64_t in_facet(void)
{
    struct number c;

    ASSERT_OK(db_one(db, q_facet, &c, type));
    return c.n;
}
static int64_t stamp(void)
{
    struct number c;

    ASSERT_OK(db_one(db, q_stamp, &c));
    return c.n;
}

static void from_draft_to_tombstone(void **state)
{
    int64_t id, before;

    (void)state;
    people();
    struct resource_edit e = edit();
    ASSERT_OK(resource_add(db, &editor, NULL, "draft", &e, &id));
    STATE(id, "draft");
    assert_int_equal(in_facet(), 0);
    ASSERT_ERR(resource_publish(db, &editor, id, NULL), ERR_INVALID); /* nothing to read */
    e = again(id);
    e.link = "https://example.org/report.pdf";
    ASSERT_OK(resource_save(db, &editor, &e));
    before = stamp();
    ASSERT_OK(resource_publish(db, &editor, id, NULL));
    STATE(id, "published");
    assert_int_equal(in_facet(), 1);
    assert_true(stamp() > before);
    assert_true(head(id).published_at.us != 0);
    ASSERT_ERR(resource_publish(db, &editor, id, NULL), ERR_CONFLICT);
    ASSERT_ERR(resource_delete(db, &editor, id), ERR_CONFLICT);
    ASSERT_ERR(resource_withdraw(db, &owner, id, "no"), ERR_FORBIDDEN);
    before = stamp();
    ASSERT_OK(resource_withdraw(db, &editor, id, "Outdated"));
    STATE(id, "withdrawn");
    assert_int_equal(in_facet(), 0);
    assert_true(stamp() > before);
    ASSERT_ERR(resource_withdraw(db, &editor, id, "twice"), ERR_CONFLICT);
    ASSERT_ERR(resource_delete(db, &editor, id), ERR_CONFLICT);
    assert_int_equal(count(id, "resource.publish"), 1);
    assert_int_equal(count(id, "resource.withdraw"), 1);
    ASSERT_OK(resource_publish(db, &editor, id, NULL)); /* and back */
    assert_int_equal(in_facet(), 1);
}

static void two_people_at_once(void **state)
{
    int64_t id;

    (void)state;
    people();
    struct resource_edit e = edit();
    ASSERT_OK(resource_add(db, &editor, NULL, "draft", &e, &id));
    struct resource_edit mine = again(id), theirs = again(id);
    mine.title[RES_EN] = "Mine";
    ASSERT_OK(resource_save(db, &editor, &mine));
    theirs.title[RES_EN] = "Theirs";
    ASSERT_ERR(resource_save(db, &editor, &theirs), ERR_CONFLICT);
}

static void proposals(void **state)
{
    struct number c;
    int64_t       id;

    (void)state;
    people();
    struct resource_edit e = edit();
    ASSERT_ERR(resource_add(db, &owner, NULL, "draft", &e, &id), ERR_FORBIDDEN);
    ASSERT_ERR(resource_add(db, &owner, NULL, "published", &e, &id), ERR_FORBIDDEN);
    e.link = "https://example.org/report.pdf";
    ASSERT_OK(resource_add(db, &owner, NULL, "proposed", &e, &id));
    assert_int_equal(head(id).submitted_by, owner.id);
    e = again(id);
    ASSERT_ERR(resource_save(db, &stranger, &e), ERR_FORBIDDEN);
    ASSERT_ERR(resource_delete(db, &stranger, id), ERR_FORBIDDEN);
    ASSERT_ERR(resource_publish(db, &stranger, id, NULL), ERR_FORBIDDEN);
    ASSERT_ERR(resource_publish(db, &owner, id, NULL), ERR_FORBIDDEN);
    ASSERT_ERR(resource_refuse(db, &owner, id, "no"), ERR_FORBIDDEN);
    ASSERT_OK(resource_refuse(db, &moderator, id, "Not about migration"));
    STATE(id, "refused");
    assert_string_equal(head(id).decision_note, "Not about migration");
    ASSERT_OK(db_one(db, q_mails, &c, owner.email, "resource.refused", "fr")); /* in their language */
    assert_int_equal(c.n, 1);
    ASSERT_ERR(resource_refuse(db, &moderator, id, "twice"), ERR_CONFLICT);
    e = again(id);
    e.title[RES_EN] = "Now about migration";
    ASSERT_OK(resource_save(db, &owner, &e)); /* sent again */
    STATE(id, "proposed");
    ASSERT_OK(resource_publish(db, &moderator, id, "Thank you"));
    STATE(id, "published");
    ASSERT_OK(db_one(db, q_mails, &c, owner.email, "resource.taken", "fr"));
    assert_int_equal(c.n, 1);
    e = again(id);
    ASSERT_ERR(resource_save(db, &owner, &e), ERR_FORBIDDEN); /* no longer theirs */
    ASSERT_ERR(resource_save(db, &moderator, &e), ERR_FORBIDDEN);
    ASSERT_OK(resource_save(db, &editor, &e));
}

static void a_proposal_taken_back(void **state)
{
    struct resource_head h;
    int64_t              id;

    (void)state;
    people();
    struct resource_edit e = edit();
    ASSERT_OK(resource_add(db, &owner, NULL, "proposed", &e, &id));
    ASSERT_OK(resource_delete(db, &owner, id));
    ASSERT_ERR(resource_head_read(db, id, &h), ERR_NOT_FOUND);
    assert_int_equal(count(id, "resource.delete"), 1);
}

static void a_form_sent_twice(void **state)
{
    char   *key = hex(token_hash(unique()).p, 16);
    int64_t one, two;

    (void)state;
    people();
    struct resource_edit e = edit();
    ASSERT_OK(resource_add(db, &editor, key, "draft", &e, &one));
    ASSERT_OK(resource_add(db, &editor, key, "draft", &e, &two));
    assert_int_equal(one, two);
    assert_int_equal(count(one, "resource.add"), 1);
}

static void editions(void **state)
{
    int64_t old, new, third;

    (void)state;
    people();
    struct resource_edit e = edit();
    e.link = "https://example.org/report.pdf";
    ASSERT_OK(resource_add(db, &editor, NULL, "draft", &e, &old));
    ASSERT_OK(resource_publish(db, &editor, old, NULL));
    ASSERT_ERR(resource_new_edition(db, &owner, NULL, old, &new), ERR_FORBIDDEN);
    ASSERT_OK(resource_new_edition(db, &editor, NULL, old, &new));
    assert_int_equal(head(old).newer_id, 0); /* not before it is public */
    ASSERT_ERR(resource_new_edition(db, &editor, NULL, old, &third), ERR_CONFLICT);
    ASSERT_OK(resource_publish(db, &editor, new, NULL));
    assert_int_equal(head(old).newer_id, new);
    assert_int_equal(in_facet(), 1); /* lists show the newest only */
    ASSERT_OK(resource_withdraw(db, &editor, new, "A mistake"));
    assert_int_equal(head(old).newer_id, 0);
    assert_int_equal(in_facet(), 1);
}

static void what_the_database_does_not_know(void **state)
{
    int64_t id;

    (void)state;
    people();
    struct resource_edit e = edit();
    const char          *none[] = {"no-such-theme"}, *country[] = {"XX"}, *letters[] = {"éé"};
    e.type = "no-such-type";
    ASSERT_ERR(resource_add(db, &editor, NULL, "draft", &e, &id), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.type);
    e = edit();
    e.themes = (struct text_list){none, 1};
    ASSERT_ERR(resource_add(db, &editor, NULL, "draft", &e, &id), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.themes);
    e = edit();
    e.countries = (struct text_list){country, 1};
    ASSERT_ERR(resource_add(db, &editor, NULL, "draft", &e, &id), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.countries);
    e.countries = (struct text_list){letters, 1};
    ASSERT_ERR(resource_add(db, &editor, NULL, "draft", &e, &id), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.countries);
    e = edit();
    e.series = "no-such-series";
    ASSERT_ERR(resource_add(db, &editor, NULL, "draft", &e, &id), ERR_INVALID);
    assert_ptr_equal(err_issues()->v[0].field, &e.series);
}

static void texts_of_every_script_come_back(void **state)
{
    int64_t id;

    (void)state;
    people();
    struct resource_edit e = edit();
    e.title[RES_FR] = "L’intégration : « été » 😀";
    e.title[RES_AR] = "الهجرة والتنمية";
    e.summary[RES_AR] = "ملخص";
    e.publishers = "IOM\nUNDP; UN Women";
    ASSERT_OK(resource_add(db, &editor, NULL, "draft", &e, &id));
    struct resource_edit b = again(id);
    assert_string_equal(b.title[RES_FR], e.title[RES_FR]);
    assert_string_equal(b.title[RES_AR], e.title[RES_AR]);
    assert_null(b.title[RES_ES]);
    assert_non_null(strstr(b.publishers, "UN Women"));
    struct text_list diff = resource_differences(&b, &b);
    assert_int_equal(diff.n, 0);
    struct resource_edit c = b;
    c.year = 2021;
    c.title[RES_FR] = "Autre";
    diff = resource_differences(&b, &c);
    assert_int_equal(diff.n, 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DB_TEST(from_draft_to_tombstone), DB_TEST(two_people_at_once),
        DB_TEST(proposals),               DB_TEST(a_proposal_taken_back),
        DB_TEST(a_form_sent_twice),       DB_TEST(editions),
        DB_TEST(what_the_database_does_not_know), DB_TEST(texts_of_every_script_come_back),
    };
    return DB_RUN("publications", tests);
}
