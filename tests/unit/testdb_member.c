/* Accounts: from the sign-up to a new password, with every link that is pressed too late or twice. What
 * is made stays, under addresses that nobody else uses. */
#include "db.h"

#include "model/member_admin.h"
#include "model/member_join.h"
#include "model/member_limits.h"
#include "model/member_sign_in.h"

#define PASSWORD "rivers meet the sea"

struct text_row {
    char *text;
};
struct number {
    int64_t n;
};
DB_COLUMNS(text_cols, struct text_row, text);
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_body, text_cols, "SELECT body AS text FROM mail WHERE to_email = ? AND kind = ? ORDER BY id DESC LIMIT 1");
DB_QUERY(q_mails, number_cols, "SELECT COUNT(*) AS n FROM mail WHERE to_email = ? AND kind = ?");
DB_QUERY(q_tokens, number_cols, "SELECT COUNT(*) AS n FROM token WHERE token_hash = ?");
DB_EXEC(x_session, "INSERT INTO session (token_hash, member_id, keep_me, created_at, seen_at, expires_at, ip, agent)"
                   " VALUES (?, ?, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY, '', '')");
DB_QUERY(q_sessions, number_cols, "SELECT COUNT(*) AS n FROM session WHERE member_id = ?");
DB_EXEC(x_late, "UPDATE token SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ? AND used_at IS NULL");

static char *address(void)
{
    return fmt("%s@example.org", unique());
}
static int64_t mails(const char *email, const char *kind)
{
    struct number c;

    ASSERT_OK(db_one(db, q_mails, &c, email, kind));
    return c.n;
}
/* The secret of the newest link of this kind. */
static char *link_of(const char *email, const char *kind)
{
    struct text_row row;

    ASSERT_OK(db_one(db, q_body, &row, email, kind));
    const char *at = strstr(row.text, "?t=");
    assert_non_null(at);
    return talloc_strndup(pool, at + 3, 43);
}
static struct member_join joining(char *email)
{
    return (struct member_join){.name = "Amina Diallo", .email = email, .password = PASSWORD, .country = "SN", .lang = "fr", .listed = "members", .agreed = true};
}
/* The link is read before the mail can be sent: then its secret is blanked. */
static char *link_by_join(const struct member_join *j)
{
    char *text;

    IN_TRANSACTION;
    ASSERT_OK(member_join(db, j, NULL));
    text = link_of(j->email, "member.confirm");
    ASSERT_OK(db_commit(&outer));
    return text;
}
static char *link_by_request(const char *email)
{
    char *text;

    IN_TRANSACTION;
    ASSERT_OK(member_reset_request(db, email));
    text = link_of(email, "member.reset");
    ASSERT_OK(db_commit(&outer));
    return text;
}
static struct member member_of(const char *email)
{
    struct member m;

    ASSERT_OK(member_by_email(db, email, &m));
    return m;
}
static enum sign_in_result signing_in(const char *email, const char *password)
{
    struct sign_in s;

    ASSERT_OK(member_sign_in(db, email, password, "192.0.2.9", &s));
    return s.result;
}
static char *joined(void)
{
    char                      *email = address();
    struct member_join         j = joining(email);
    struct member_confirmation c;
    bool                       wrong;

    ASSERT_OK(member_confirm(db, link_by_join(&j), NULL, &c, &wrong));
    assert_int_equal(c.state, TOKEN_GOOD);
    assert_false(wrong);
    return email;
}

static void signing_up(void **state)
{
    char                      *email = address(), *token;
    struct member_join         j = joining(email);
    struct member_confirmation c;
    struct number              n;
    bool                       wrong;

    (void)state;
    token = link_by_join(&j);
    assert_string_equal(member_of(email).state, "pending");
    assert_string_equal(member_of(email).lang, "fr");
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_PENDING);
    assert_int_equal(signing_in(email, "something else"), SIGN_IN_WRONG);
    ASSERT_OK(db_one(db, q_tokens, &n, ((struct blob){token, 32}))); /* the secret itself is nowhere */
    assert_int_equal(n.n, 0);
    ASSERT_OK(member_confirm_look(db, token, &c));
    assert_true(c.state == TOKEN_GOOD && !c.active && !c.ask_password);
    assert_string_equal(member_of(email).state, "pending"); /* looking changes nothing */
    ASSERT_OK(member_confirm(db, token, NULL, &c, &wrong));
    assert_string_equal(member_of(email).state, "active");
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_OK);
    ASSERT_OK(member_confirm(db, token, NULL, &c, &wrong)); /* pressed again */
    assert_true(c.state == TOKEN_USED && c.active);
}

static void links_that_are_none(void **state)
{
    static const char *const odd[] = {NULL, "", "x", "0123456789012345678901234567890123456789012", "012345678901234567890123456789012345678901\xff"};
    struct member_confirmation c;
    struct member_reset        r;
    bool                       wrong;

    (void)state;
    for (size_t i = 0; i < COUNT(odd); i++) {
        ASSERT_OK(member_confirm_look(db, odd[i], &c));
        assert_int_equal(c.state, TOKEN_UNKNOWN);
        ASSERT_OK(member_confirm(db, odd[i], NULL, &c, &wrong));
        assert_int_equal(c.state, TOKEN_UNKNOWN);
        ASSERT_OK(member_reset(db, odd[i], "another good one 7", &r));
        assert_int_equal(r.state, TOKEN_UNKNOWN);
    }
}

/* Whoever signs up with an address that has an account learns nothing, and changes nothing. */
static void an_address_that_is_taken(void **state)
{
    char              *email = joined();
    struct member_join j = joining(email);

    (void)state;
    j.name = "Somebody else";
    j.password = "their own password 5";
    ASSERT_OK(member_join(db, &j, NULL));
    assert_int_equal(mails(email, "member.already"), 1);
    assert_string_equal(member_of(email).name, "Amina Diallo");
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_OK);
    assert_int_equal(signing_in(email, "their own password 5"), SIGN_IN_WRONG);
}

/* Somebody signs up with another person's address, who then signs up too: the link alone is not enough. */
static void two_sign_ups_for_one_address(void **state)
{
    char                      *email = address(), *first, *second;
    struct member_join         j = joining(email);
    struct member_confirmation c;
    bool                       wrong;

    (void)state;
    j.password = "what an intruder chose";
    first = link_by_join(&j);
    j.password = PASSWORD;
    second = link_by_join(&j);
    ASSERT_OK(member_confirm_look(db, first, &c));
    assert_int_equal(c.state, TOKEN_VOID);
    ASSERT_OK(member_confirm_look(db, second, &c));
    assert_true(c.state == TOKEN_GOOD && c.ask_password);
    ASSERT_OK(member_confirm(db, second, NULL, &c, &wrong));
    assert_true(wrong);
    ASSERT_OK(member_confirm(db, second, "what an intruder chose", &c, &wrong));
    assert_true(wrong);
    assert_string_equal(member_of(email).state, "pending");
    ASSERT_OK(member_confirm(db, second, PASSWORD, &c, &wrong));
    assert_false(wrong);
    assert_string_equal(member_of(email).state, "active");
}

static void a_form_sent_twice(void **state)
{
    char              *email = address(), *key = hex(token_hash(email).p, 16);
    struct member_join j = joining(email);

    (void)state;
    ASSERT_OK(member_join(db, &j, key));
    ASSERT_OK(member_join(db, &j, key));
    assert_int_equal(mails(email, "member.confirm"), 1);
}

static void a_forgotten_password(void **state)
{
    char               *email = joined(), *first, *second;
    struct member       m = member_of(email);
    struct member_reset r;
    struct number       n;

    (void)state;
    ASSERT_OK(db_exec(db, x_session, token_hash(unique()), m.id));
    ASSERT_OK(member_reset_request(db, address())); /* nobody: no mail, no sign of it */
    first = link_by_request(email);
    second = link_by_request(email);
    ASSERT_OK(member_reset(db, first, "another good one 7", &r));
    assert_int_equal(r.state, TOKEN_VOID);
    ASSERT_ERR(member_reset(db, second, "short", &r), ERR_INVALID);
    ASSERT_OK(member_reset(db, second, "another good one 7", &r));
    assert_int_equal(r.state, TOKEN_GOOD);
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_WRONG);
    assert_int_equal(signing_in(email, "another good one 7"), SIGN_IN_OK);
    ASSERT_OK(db_one(db, q_sessions, &n, m.id));
    assert_int_equal(n.n, 0); /* whoever was in is out */
    assert_int_equal(mails(email, "member.password"), 1);
    ASSERT_OK(member_reset(db, second, "a third one for 9", &r));
    assert_int_equal(r.state, TOKEN_USED);
    first = link_by_request(email);
    ASSERT_OK(db_exec(db, x_late, m.id));
    ASSERT_OK(member_reset(db, first, "a third one for 9", &r));
    assert_int_equal(r.state, TOKEN_EXPIRED);
    assert_int_equal(signing_in(email, "another good one 7"), SIGN_IN_OK);
}

static void guessing_is_slow(void **state)
{
    char          *email = joined(), *ip = fmt("198.51.100.%d", (int)(getpid() % 250) + 1);
    struct sign_in s;

    (void)state;
    for (int i = 0; i < LIMIT_SIGN_IN_PAIR; i++)
        ASSERT_OK(member_sign_in(db, email, "", ip, &s));
    ASSERT_ERR(member_sign_in(db, email, PASSWORD, ip, &s), ERR_LIMIT); /* also the right one */
    ASSERT_OK(member_sign_in(db, email, PASSWORD, "192.0.2.77", &s)); /* but not from elsewhere */
    assert_int_equal(s.result, SIGN_IN_OK);
}

static void suspended_and_back(void **state)
{
    char         *email = joined();
    struct member m = member_of(email);
    struct user   admin = {.id = m.id + 1000000, .roles = MEMBER | ADMINISTRATOR}, self = {.id = m.id, .roles = MEMBER | ADMINISTRATOR};
    struct number n;

    (void)state;
    ASSERT_OK(db_exec(db, x_session, token_hash(unique()), m.id));
    ASSERT_ERR(member_suspend(db, &self, m.id, m.version, "x", false), ERR_INVALID);
    ASSERT_ERR(member_suspend(db, &admin, m.id, m.version + 1, "x", false), ERR_CONFLICT);
    ASSERT_OK(member_suspend(db, &admin, m.id, m.version, "Spam", false));
    ASSERT_OK(db_one(db, q_sessions, &n, m.id));
    assert_int_equal(n.n, 0);
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_SUSPENDED);
    m = member_of(email);
    assert_int_equal(member_roles(&m), ANYONE);
    ASSERT_ERR(member_set_roles(db, &admin, m.id, m.version, EDITOR), ERR_INVALID);
    ASSERT_OK(member_restore(db, &admin, m.id, m.version));
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_OK);
    m = member_of(email);
    ASSERT_OK(member_set_roles(db, &admin, m.id, m.version, EDITOR | MODERATOR));
    ASSERT_ERR(member_set_roles(db, &admin, m.id, m.version, EDITOR), ERR_CONFLICT);
    m = member_of(email);
    assert_int_equal(member_roles(&m), MEMBER | EDITOR | MODERATOR);
    ASSERT_ERR(member_set_roles(db, &self, m.id, m.version, EDITOR), ERR_INVALID); /* not one's own role */
}

static void addresses_are_one_whatever_their_case(void **state)
{
    char         *email = joined();
    struct member m;

    (void)state;
    for (char *p = email; *p && *p != '@'; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
    ASSERT_OK(member_by_email(db, email, &m));
    assert_int_equal(signing_in(email, PASSWORD), SIGN_IN_OK);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DB_TEST(signing_up),
        DB_TEST(links_that_are_none),
        DB_TEST(an_address_that_is_taken),
        DB_TEST(two_sign_ups_for_one_address),
        DB_TEST(a_form_sent_twice),
        DB_TEST(a_forgotten_password),
        DB_TEST(guessing_is_slow),
        DB_TEST(suspended_and_back),
        DB_TEST(addresses_are_one_whatever_their_case),
    };
    return DB_RUN("members", tests);
}
