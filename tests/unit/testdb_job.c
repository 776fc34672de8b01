/* Jobs and uploads: what is left when whoever did them is gone. Kinds begin with "test.", which no worker
 * takes. */
#include "db.h"

#include "model/job.h"
#include "model/upload.h"

DB_EXEC(x_lease_over, "UPDATE job SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?");
DB_EXEC(x_due_now, "UPDATE job SET not_before = UTC_TIMESTAMP(6) WHERE id = ?");
DB_EXEC(x_gone, "DELETE FROM job WHERE kind = ?");

/* "test.<letters>": LIKE's own signs are not in it. */
static char *kind_of_our_own(void)
{
    return fmt("test.%s", unique());
}
static void queued(const char *kind)
{
    ASSERT_OK(job_add(db, kind, NULL, "{\"a\":1}", (struct instant){0}));
}
static struct job taken(const char *kind)
{
    struct job j;

    ASSERT_OK(job_take(db, kind, &j));
    return j;
}
static struct job seen(const char *kind, const char *state)
{
    struct job_list l;

    ASSERT_OK(job_list_state(db, state, 0, 0, 500, &l));
    for (size_t i = 0; i < l.n; i++)
        if (strcmp(l.v[i].kind, kind) == 0)
            return l.v[i];
    fail_msg("no job %s is %s", kind, state);
    return (struct job){0};
}

static void a_job_well_done(void **state)
{
    char      *kind = kind_of_our_own();
    struct job j, none;

    (void)state;
    ASSERT_ERR(job_take(db, kind, &none), ERR_NOT_FOUND);
    queued(kind);
    j = taken(kind);
    assert_string_equal(j.payload, "{\"a\":1}");
    assert_int_equal(j.tries, 1);
    ASSERT_ERR(job_take(db, kind, &none), ERR_NOT_FOUND); /* it is in hand */
    ASSERT_OK(job_renew(db, &j, 3, 10));
    assert_int_equal(seen(kind, "running").progress, 3);
    ASSERT_OK(job_done(db, &j, "{\"b\":2}"));
    assert_string_equal(seen(kind, "done").result, "{\"b\":2}");
    ASSERT_ERR(job_done(db, &j, NULL), ERR_CONFLICT);
    ASSERT_OK(db_exec(db, x_gone, kind));
}

static void not_before_its_time(void **state)
{
    char      *kind = kind_of_our_own();
    struct job j;

    (void)state;
    ASSERT_OK(job_add(db, kind, NULL, NULL, instant_add(instant_now(), 3600)));
    ASSERT_ERR(job_take(db, kind, &j), ERR_NOT_FOUND);
    ASSERT_OK(db_exec(db, x_gone, kind));
}

/* Its holder died: another one takes it, and the dead one, if it was only slow, has no say any more. */
static void a_holder_that_is_gone(void **state)
{
    char      *kind = kind_of_our_own();
    struct job first, second;
    bool       failed;

    (void)state;
    queued(kind);
    first = taken(kind);
    ASSERT_OK(db_exec(db, x_lease_over, first.id));
    ASSERT_OK(job_reclaim(db));
    second = taken(kind);
    assert_int_equal(second.id, first.id);
    assert_int_equal(second.tries, 2);
    ASSERT_ERR(job_renew(db, &first, 1, 2), ERR_CONFLICT);
    ASSERT_ERR(job_done(db, &first, NULL), ERR_CONFLICT);
    ASSERT_ERR(job_missed(db, &first, "x", false, &failed), ERR_CONFLICT);
    ASSERT_OK(job_done(db, &second, NULL));
    ASSERT_OK(db_exec(db, x_gone, kind));
}

static void given_up_after_some_tries(void **state)
{
    char       *kind = kind_of_our_own();
    struct job  j;
    bool        failed = false;
    struct user admin = {.id = 1, .roles = MEMBER | ADMINISTRATOR};

    (void)state;
    queued(kind);
    for (int i = 1; i <= JOB_TRIES; i++) {
        assert_false(failed);
        j = taken(kind);
        ASSERT_OK(job_missed(db, &j, "the disk was full", false, &failed));
        if (!failed) {
            assert_true(seen(kind, "waiting").not_before.us > instant_now().us); /* not at once */
            ASSERT_OK(db_exec(db, x_due_now, j.id));
        }
    }
    assert_true(failed);
    assert_string_equal(seen(kind, "failed").error, "the disk was full");
    ASSERT_OK(job_again(db, &admin, j.id));
    ASSERT_ERR(job_again(db, &admin, j.id), ERR_CONFLICT);
    j = taken(kind);
    assert_int_equal(j.tries, 1);
    ASSERT_OK(job_missed(db, &j, "no use", true, &failed));
    assert_true(failed);
    ASSERT_OK(job_drop(db, &admin, j.id));
    ASSERT_ERR(job_drop(db, &admin, j.id), ERR_NOT_FOUND);
}

static void the_timetable(void **state)
{
    struct instant now, next;

    (void)state;
    assert_true(parse_instant("2024-05-31T12:00:00Z", &now));
    next = schedule_next(now, 600, -1);
    assert_string_equal(instant_iso(pool, next), "2024-05-31T12:10:00Z");
    next = schedule_next(now, 86400, 13 * 60);
    assert_string_equal(instant_iso(pool, next), "2024-05-31T13:00:00Z");
    next = schedule_next(now, 86400, 12 * 60);
    assert_string_equal(instant_iso(pool, next), "2024-06-01T12:00:00Z");
    next = schedule_next(now, 86400, 0);
    assert_string_equal(instant_iso(pool, next), "2024-06-01T00:00:00Z");
    for (int t = 0; t < 10; t++)
        assert_in_range(job_wait(t), 10, 1800);
}

/* ---- uploads ---- */

static struct user uploader;

DB_EXEC(x_uploader, "INSERT INTO member (email, name, lang, state, password_hash, terms_version, terms_at, created_at)"
                    " VALUES (?, 'Uploader', 'en', 'active', '', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");

static char *piece(const char *text)
{
    char *path = fmt("/tmp/m4d-%s", unique());
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}
static enum err append(const char *ticket, int64_t at, const char *text, struct upload *out)
{
    char    *path = piece(text);
    enum err e = upload_append(db, ticket, at, path, (int64_t)strlen(text), out);

    unlink(path);
    return e;
}

static void in_pieces(void **state)
{
    struct stored s;
    struct upload u;
    char         *ticket, *name;

    (void)state;
    ASSERT_OK(upload_start(db, &uploader, "a.txt", 10, &ticket));
    ASSERT_ERR(upload_take(db, ticket, &name, &s), ERR_CONFLICT);
    ASSERT_OK(append(ticket, 0, "hello ", &u));
    assert_int_equal(u.received, 6);
    ASSERT_ERR(append(ticket, 0, "hello ", &u), ERR_CONFLICT); /* sent again after a lost answer */
    assert_int_equal(u.received, 6);
    ASSERT_ERR(append(ticket, 7, "x", &u), ERR_CONFLICT); /* a gap */
    assert_int_equal(u.received, 6);
    assert_int_not_equal(append(ticket, 6, "too much", &u), OK);
    ASSERT_OK(append(ticket, 6, "you!", &u));
    assert_int_equal(u.received, 10);
    ASSERT_OK(upload_take(db, ticket, &name, &s));
    assert_string_equal(name, "a.txt");
    assert_int_equal(s.size, 10);
    assert_true(store_has(s.sha256));
    unsigned char h[SHA256_LEN];
    sha256("hello you!", 10, h);
    assert_string_equal(s.sha256, hex(h, sizeof h));
}

static void what_is_no_upload(void **state)
{
    struct stored s;
    struct upload u;
    char         *ticket, *name;

    (void)state;
    ASSERT_ERR(upload_start(db, &uploader, "", 10, &ticket), ERR_INVALID);
    ASSERT_ERR(upload_start(db, &uploader, "a.txt", 0, &ticket), ERR_INVALID);
    ASSERT_ERR(upload_start(db, &uploader, "a.txt", -1, &ticket), ERR_INVALID);
    ASSERT_ERR(upload_start(db, &uploader, "a.txt", upload_limit() + 1, &ticket), ERR_INVALID);
    ASSERT_ERR(upload_find(db, "no such ticket", &u), ERR_NOT_FOUND);
    ASSERT_ERR(upload_take(db, "", &name, &s), ERR_NOT_FOUND);
    ASSERT_ERR(append("no such ticket", 0, "x", &u), ERR_NOT_FOUND);
}

static int begin(void **state)
{
    if (database_begin(state))
        return -1;
    db_begin(state);
    if (db_insert(db, x_uploader, &uploader.id, fmt("%s@example.org", unique())))
        return -1;
    uploader.roles = MEMBER;
    return db_end(state);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DB_TEST(a_job_well_done),
        DB_TEST(not_before_its_time),
        DB_TEST(a_holder_that_is_gone),
        DB_TEST(given_up_after_some_tries),
        DB_TEST(the_timetable),
        DB_TEST(in_pieces),
        DB_TEST(what_is_no_upload),
    };
    return cmocka_run_group_tests_name("jobs and uploads", tests, begin, database_end);
}
