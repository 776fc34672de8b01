/* Finding accounts in the list of staff, and the regular clean-up. */
#include "db.h"

#include "model/member_admin.h"
#include "model/member_sweep.h"
#include "model/member_sql.h"
#include "model/member_token.h"

struct number {
    int64_t n;
};
DB_COLUMNS(number_cols, struct number, n);
DB_EXEC(x_age, "UPDATE member SET terms_at = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE id = ?");
DB_EXEC(x_age_tokens, "UPDATE token SET expires_at = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE member_id = ?");
DB_EXEC(x_mail, "INSERT INTO mail (member_id, to_email, lang, kind, subject, body, next_at)"
                " VALUES (?, 'care@example.org', 'en', 'test', 's', 'b', UTC_TIMESTAMP(6) + INTERVAL 1 YEAR)");
DB_EXEC(x_mail_gone, "DELETE FROM mail WHERE member_id = ?");
DB_QUERY(q_mails, number_cols, "SELECT COUNT(*) AS n FROM mail WHERE to_email = 'care@example.org' AND member_id = ?");
DB_QUERY(q_tokens, number_cols, "SELECT COUNT(*) AS n FROM token WHERE member_id = ?");
DB_EXEC(x_session, "INSERT INTO session (token_hash, member_id, keep_me, created_at, seen_at, expires_at, ip, agent)"
                   " VALUES (?, ?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, '', '')");
DB_QUERY(q_sessions, number_cols, "SELECT COUNT(*) AS n FROM session WHERE member_id = ?");

static int64_t person(const char *name, bool active)
{
    struct member_new m = {.email = fmt("%s@example.org", unique()), .name = name, .lang = "en", .terms_version = 1};
    int64_t           id;

    ASSERT_OK(member_sql_insert(db, &m, &id));
    if (active)
        ASSERT_OK(member_sql_confirm(db, id));
    return id;
}

static bool lists(struct member_filter f, int64_t id)
{
    struct member_list l;

    f.limit = 1000;
    ASSERT_OK(member_list(db, &f, &l));
    for (size_t i = 0; i < l.n; i++) {
        if (i)
            assert_true(l.v[i - 1].id > l.v[i].id);
        if (l.v[i].id == id)
            return true;
    }
    return false;
}

static void people_are_found(void **state)
{
    const char   *word = unique();
    int64_t       id = person(fmt("Zo\u00e9 %s Li", word), true), newer;
    struct member m;

    (void)state;
    ASSERT_OK(member_get(db, id, &m));
    assert_true(lists((struct member_filter){0}, id));
    assert_true(lists((struct member_filter){.q = fmt("zoe %s", word)}, id)); /* accents and case do not count */
    assert_true(lists((struct member_filter){.q = word}, id));                /* a word within the name */
    assert_true(lists((struct member_filter){.q = fmt("%.5s", word)}, id));
    assert_true(lists((struct member_filter){.q = fmt("%.8s", m.email)}, id));
    assert_false(lists((struct member_filter){.q = "%"}, id));
    assert_false(lists((struct member_filter){.q = "Zo_"}, id));
    assert_false(lists((struct member_filter){.q = "+(\"-*@~<>"}, id));
    assert_true(lists((struct member_filter){.state = "active", .q = word}, id));
    assert_false(lists((struct member_filter){.state = "pending", .q = word}, id));
    newer = person("Newer", true);
    assert_true(lists((struct member_filter){.after = newer}, id));
    assert_false(lists((struct member_filter){.after = id}, id));
    assert_true(lists((struct member_filter){.before = id}, newer));
    assert_false(lists((struct member_filter){.before = newer}, newer));
}

static void people_are_found_by_role(void **state)
{
    static const unsigned all[] = {EDITOR, MODERATOR, ADMINISTRATOR};

    (void)state;
    for (unsigned roles = 0; roles < 16; roles += 2) {
        int64_t id = person("Role Holder", true);

        ASSERT_OK(member_sql_roles(db, id, member_roles_text(roles)));
        for (size_t i = 0; i < COUNT(all); i++)
            assert_int_equal(lists((struct member_filter){.role = all[i]}, id), (roles & all[i]) != 0);
        ASSERT_OK(member_sql_roles(db, id, ""));
    }
}

static int64_t count_of(int64_t id, bool tokens)
{
    struct number n;

    if (tokens)
        ASSERT_OK(db_one(db, q_tokens, &n, id));
    else
        ASSERT_OK(db_one(db, q_mails, &n, id));
    return n.n;
}

static void what_nobody_confirmed_goes(void **state)
{
    int64_t             old = person("Old", false), young = person("Young", false), active = person("Active", true);
    const int64_t       all[] = {old, young, active};
    struct token_made   t;
    struct member_swept s;
    struct member       m;

    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        ASSERT_OK(db_exec(db, x_age, i == 1 ? 29 : 31, all[i]));
        ASSERT_OK(db_exec(db, x_mail, all[i]));
        ASSERT_OK(token_issue(db, TOKEN_CONFIRM, all[i], &t));
    }
    ASSERT_OK(db_exec(db, x_age_tokens, 31, active));
    ASSERT_OK(member_sweep(db, &s));
    assert_true(s.pending >= 1 && s.tokens >= 1);
    ASSERT_ERR(member_get(db, old, &m), ERR_NOT_FOUND);
    assert_int_equal(count_of(old, false), 0);
    assert_int_equal(count_of(old, true), 0);
    ASSERT_OK(member_get(db, young, &m));
    assert_int_equal(count_of(young, false), 1);
    assert_int_equal(count_of(young, true), 1);
    ASSERT_OK(member_get(db, active, &m));
    assert_int_equal(count_of(active, false), 1);
    assert_int_equal(count_of(active, true), 0); /* its link had run out 31 days ago */
    ASSERT_OK(db_exec(db, x_mail_gone, young));
    ASSERT_OK(db_exec(db, x_mail_gone, active));
}

static void sessions_that_ran_out_go(void **state)
{
    int64_t             id = person("Signed In", true);
    struct member_swept s;
    struct number       n;

    (void)state;
    ASSERT_OK(db_exec(db, x_session, token_hash(token_new()), id));
    ASSERT_OK(member_sweep(db, &s));
    ASSERT_OK(db_one(db, q_sessions, &n, id));
    assert_int_equal(n.n, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DB_TEST(people_are_found),
        DB_TEST(people_are_found_by_role),
        DB_TEST(what_nobody_confirmed_goes),
        DB_TEST(sessions_that_ran_out_go),
    };

    return DB_RUN("care of accounts", tests);
}
