/* The directory through many changes of people and organisations: its rows are those that a look at the
 * person would give, and its counts are those of its rows. All is rolled back. */
#include "db.h"

#include "model/directory.h"

#define PEOPLE  12
#define HOUSES  3
#define CHANGES 200

struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_EXEC(x_person, "INSERT INTO member (email, name, state, country, organisation) VALUES (?, ?, 'active', 'SN', 'As typed')");
DB_EXEC(x_profile, "INSERT INTO profile (member_id, position, place) VALUES (?, 'Mayor', 'Kayes')");
DB_EXEC(x_house, "INSERT INTO organisation (name, type_id, country, state) SELECT ?, id, 'NP', 'active' FROM term"
                 " WHERE vocabulary = 'organisation' ORDER BY id LIMIT 1");
DB_QUERY(q_themes, number_cols, "SELECT id AS n FROM term WHERE vocabulary = 'theme' ORDER BY id LIMIT 6");

DB_EXEC(x_state, "UPDATE member SET state = ? WHERE id = ?");
DB_EXEC(x_name, "UPDATE member SET name = ? WHERE id = ?");
DB_EXEC(x_country, "UPDATE member SET country = ? WHERE id = ?");
DB_EXEC(x_listed, "UPDATE profile SET listed = ? WHERE member_id = ?");
DB_EXEC(x_seen, "UPDATE profile SET country_seen = ?, organisation_seen = ?, themes_seen = ? WHERE member_id = ?");
DB_EXEC(x_theme_in, "INSERT IGNORE INTO profile_theme (member_id, term_id) VALUES (?, ?)");
DB_EXEC(x_theme_out, "DELETE FROM profile_theme WHERE member_id = ? AND term_id = ?");
DB_EXEC(x_join, "INSERT IGNORE INTO organisation_member (organisation_id, member_id, state, confirmed_at) VALUES (?, ?, 'confirmed', UTC_TIMESTAMP(6))");
DB_EXEC(x_leave, "DELETE FROM organisation_member WHERE organisation_id = ? AND member_id = ?");
DB_EXEC(x_house_state, "UPDATE organisation SET state = ? WHERE id = ?");
DB_EXEC(x_house_name, "UPDATE organisation SET name = ? WHERE id = ?");

/* How many of these people are not in the rows as their account and profile say: told once more, in SQL. */
DB_QUERY(q_wrong, number_cols,
    "SELECT COUNT(*) AS n FROM member m JOIN profile p ON p.member_id = m.id"
    "  JOIN (SELECT 'public' AS audience UNION ALL SELECT 'members') a"
    "  LEFT JOIN directory_entry e ON e.kind = 'person' AND e.audience = a.audience AND e.object_id = m.id"
    " WHERE m.id BETWEEN ? AND ? AND ("
    "   (e.object_id IS NOT NULL) <> (m.state = 'active' AND FIND_IN_SET(a.audience, CASE p.listed WHEN 'public' THEN 'public,members' ELSE p.listed END) > 0)"
    "   OR (e.object_id IS NOT NULL AND (e.name <> m.name"
    "     OR NOT (e.country <=> IF(FIND_IN_SET(a.audience, CASE p.country_seen WHEN 'public' THEN 'public,members' ELSE p.country_seen END), m.country, NULL))"
    "     OR NOT (e.organisation <=> IF(FIND_IN_SET(a.audience, CASE p.organisation_seen WHEN 'public' THEN 'public,members' ELSE p.organisation_seen END),"
    "       COALESCE((SELECT o.name FROM organisation_member f JOIN organisation o ON o.id = f.organisation_id AND o.state = 'active'"
    "         WHERE f.member_id = m.id ORDER BY f.confirmed_at, o.id LIMIT 1), m.organisation), NULL))"
    "     OR (SELECT COUNT(*) FROM directory_facet x WHERE x.kind = 'person' AND x.audience = a.audience AND x.object_id = m.id AND x.facet = 'theme' AND x.name = m.name)"
    "       <> IF(FIND_IN_SET(a.audience, CASE p.themes_seen WHEN 'public' THEN 'public,members' ELSE p.themes_seen END), (SELECT COUNT(*) FROM profile_theme t WHERE t.member_id = m.id), 0)"
    "     OR (SELECT COUNT(*) FROM directory_word w WHERE w.kind = 'person' AND w.audience = a.audience AND w.object_id = m.id AND w.name <> m.name) > 0)))");

static unsigned seed;

static unsigned roll(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}
#define PICK(...) ((const char *const[]){__VA_ARGS__}[roll(COUNT(((const char *const[]){__VA_ARGS__})))])
#define SEEN PICK("public", "members", "me")

static int64_t person[PEOPLE], house[HOUSES];
static struct numbers themes;

static void begin(void)
{
    for (int i = 0; i < PEOPLE; i++) {
        ASSERT_OK(db_insert(db, x_person, &person[i], fmt("%s@example.org", unique()), fmt("Person %d", i)));
        ASSERT_OK(db_exec(db, x_profile, person[i]));
        ASSERT_OK(directory_person(db, person[i]));
    }
    for (int i = 0; i < HOUSES; i++) {
        ASSERT_OK(db_insert(db, x_house, &house[i], unique()));
        ASSERT_OK(directory_organisation(db, house[i], true));
    }
    ASSERT_OK(db_all(db, q_themes, &themes));
    assert_int_equal(themes.n, 6);
}

static void change_house(int64_t id)
{
    if (roll(2))
        ASSERT_OK(db_exec(db, x_house_state, PICK("active", "active", "hidden"), id));
    else
        ASSERT_OK(db_exec(db, x_house_name, unique(), id));
    ASSERT_OK(directory_organisation(db, id, false)); /* what people see of it has changed: theirs as well */
}

static void change_person(int64_t id)
{
    int64_t theme = themes.v[roll(6)].n, of = house[roll(HOUSES)];

    switch (roll(7)) {
    case 0: ASSERT_OK(db_exec(db, x_state, PICK("active", "active", "suspended", "pending"), id)); break;
    case 1: ASSERT_OK(db_exec(db, x_name, PICK("Noël", "Noel", "Amina Diallo", "Émile Zola"), id)); break;
    case 2: ASSERT_OK(db_exec(db, x_country, PICK("SN", "NP", NULL), id)); break;
    case 3: ASSERT_OK(db_exec(db, x_listed, SEEN, id)); break;
    case 4: ASSERT_OK(db_exec(db, x_seen, SEEN, SEEN, SEEN, id)); break;
    case 5: ASSERT_OK(roll(3) ? db_exec(db, x_theme_in, id, theme) : db_exec(db, x_theme_out, id, theme)); break;
    default: ASSERT_OK(roll(3) ? db_exec(db, x_join, of, id) : db_exec(db, x_leave, of, id));
    }
    ASSERT_OK(directory_person(db, id));
}

static void rows_and_counts_stay_right(void **state)
{
    struct number wrong;
    int64_t counts;

    (void)state;
    seed = (unsigned)(getenv("SEED") ? atoi(getenv("SEED")) : time(NULL) % 100000);
    print_message("# SEED=%u\n", seed);
    IN_TRANSACTION;
    begin();
    for (int i = 1; i <= CHANGES; i++) {
        if (roll(6))
            change_person(person[roll(PEOPLE)]);
        else
            change_house(house[roll(HOUSES)]);
        ASSERT_OK(db_one(db, q_wrong, &wrong, person[0], person[PEOPLE - 1]));
        assert_int_equal(wrong.n, 0);
        if (i % 40)
            continue;
        ASSERT_OK(directory_check(db, &counts));
        assert_int_equal(counts, 0);
    }
}

/* Nothing is written for what has not changed: not even the stamp of kept pages. */
DB_QUERY(q_stamp, number_cols, "SELECT n FROM stamp WHERE area = 'directory'");
static void unchanged_is_untouched(void **state)
{
    struct number before, after;

    (void)state;
    seed = 1;
    IN_TRANSACTION;
    begin();
    ASSERT_OK(db_one(db, q_stamp, &before));
    for (int i = 0; i < PEOPLE; i++)
        ASSERT_OK(directory_person(db, person[i]));
    ASSERT_OK(directory_organisation(db, house[0], true));
    ASSERT_OK(db_one(db, q_stamp, &after));
    assert_int_equal(before.n, after.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {DB_TEST(rows_and_counts_stay_right), DB_TEST(unchanged_is_untouched)};

    return DB_RUN("directory", tests);
}
