#include "kit.h"

static struct reply none(struct req *r)
{
    (void)r;
    return (struct reply){.status = 200};
}

static bool matches(const char *pattern, const char *path)
{
    struct pairs parts = {0};

    return route_match(pattern, path, &parts);
}
static const char *part(const char *pattern, const char *path, const char *name)
{
    struct req r = {0};

    assert_true(route_match(pattern, path, &r.path_parts));
    return path_text(&r, name);
}

static void constant_patterns(void **state)
{
    (void)state;
    assert_true(matches("/", "/"));
    assert_true(matches("/admin/jobs", "/admin/jobs"));
    assert_false(matches("/admin/jobs", "/admin/jobs/"));
    assert_false(matches("/admin/jobs", "/admin/job"));
    assert_false(matches("/admin/jobs", "/admin/jobsx"));
    assert_false(matches("/admin", "/Admin"));
    assert_false(matches("/", ""));
    assert_false(matches("/", "//"));
}

static void numbers(void **state)
{
    static const char *const bad[] = {"/r/0", "/r/01", "/r/-1", "/r/+1", "/r/", "/r/x", "/r/1x", "/r/1/", "/r/1.0",
                                      "/r/9223372036854775808", "/r/99999999999999999999999999", "/r/٣"};
    struct req r = {0};

    (void)state;
    assert_true(route_match("/r/{id}", "/r/17", &r.path_parts));
    assert_int_equal(path_id(&r, "id"), 17);
    assert_int_equal(path_id(&r, "other"), 0);
    assert_true(route_match("/r/{id}", "/r/9223372036854775807", &r.path_parts));
    assert_true(path_id(&r, "id") == INT64_MAX);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(matches("/r/{id}", bad[i]));
    assert_true(route_match("/r/{id}/files/{file_id}", "/r/5/files/6", &r.path_parts));
    assert_int_equal(path_id(&r, "id"), 5);
    assert_int_equal(path_id(&r, "file_id"), 6);
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(part("/p/{name}", "/p/about-us", "name"), "about-us");
    assert_string_equal(part("/p/{name}", "/p/é b", "name"), "é b");
    assert_false(matches("/p/{name}", "/p/"));
    assert_false(matches("/p/{name}", "/p/a/b"));
    assert_string_equal(part("/r/{id}-{slug}", "/r/5-a-b-c", "slug"), "a-b-c");
    assert_string_equal(part("/r/{id}-{slug}", "/r/5-a-b-c", "id"), "5");
    assert_false(matches("/r/{id}-{slug}", "/r/5"));
    assert_false(matches("/r/{id}-{slug}", "/r/5-"));
    assert_false(matches("/r/{id}-{slug}", "/r/-a"));
    assert_string_equal(part("/f/{sha}.{ext}", "/f/abc.pdf", "ext"), "pdf");
}

static void finding(void **state)
{
    static const struct route routes[] = {
        GET("/r", none, ANYONE),
        POST("/r", none, EDITOR),
        GET("/r/new", none, EDITOR),
        GET("/r/{id}", none, ANYONE),
        POST("/r/{id}/delete", none, EDITOR),
        GET("/oai", none, ANYONE, .no_lang = true),
    };
    struct app app = {"test", routes, COUNT(routes)};
    struct req r = {.method = GET_, .has_lang = true, .path = "/r"};
    bool       other;

    (void)state;
    assert_ptr_equal(route_find(&app, &r, &other), &routes[0]);
    r.method = POST_;
    assert_ptr_equal(route_find(&app, &r, &other), &routes[1]);
    r.path = "/r/7";
    assert_null(route_find(&app, &r, &other));
    assert_true(other);
    r.method = GET_;
    assert_ptr_equal(route_find(&app, &r, &other), &routes[3]);
    assert_int_equal(path_id(&r, "id"), 7);
    r.path = "/r/new";
    assert_ptr_equal(route_find(&app, &r, &other), &routes[2]);
    r.path = "/r/7/delete";
    assert_null(route_find(&app, &r, &other));
    assert_true(other);
    r.path = "/nothing";
    assert_null(route_find(&app, &r, &other));
    assert_false(other);
    r.path = "/oai"; /* addresses without a language are not there under one, and the other way round */
    assert_null(route_find(&app, &r, &other));
    assert_false(other);
    r.has_lang = false;
    assert_ptr_equal(route_find(&app, &r, &other), &routes[5]);
    r.path = "/r";
    assert_null(route_find(&app, &r, &other));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(constant_patterns), KIT_TEST(numbers), KIT_TEST(words), KIT_TEST(finding)};

    return KIT_RUN("route", tests);
}
