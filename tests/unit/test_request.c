/* Requests read from a wire of our own, in pieces as small as a network can make them. */
#include "kit.h"

struct wire {
    const char *const (*params)[2];
    const char        *body;
    size_t             n, at, piece;
};
static struct more *more;

struct more *req_more(const struct req *r)
{
    (void)r;
    return more;
}
const char *wire_param(const struct wire *w, const char *name)
{
    for (size_t i = 0; w->params[i][0]; i++)
        if (strcmp(w->params[i][0], name) == 0)
            return w->params[i][1];
    return NULL;
}
size_t wire_read(struct wire *w, char *buf, size_t n)
{
    size_t left = w->n - w->at;

    if (n > left)
        n = left;
    if (n > w->piece)
        n = w->piece;
    memcpy(buf, w->body + w->at, n);
    w->at += n;
    return n;
}

static struct req   r;
static struct wire  w;
static const struct route small = {.most_bytes = 2000, .files = 5}, raw = {.most_bytes = 2000, .raw_body = true};

static void begin(const char *const (*params)[2], const char *body, size_t n, size_t piece)
{
    w = (struct wire){.params = params, .body = body, .n = n, .piece = piece};
    more = talloc_zero(pool, struct more);
    more->wire = &w;
    r = (struct req){.id = "1", .route = &small};
}

/* ---- the request line ---- */

static int get(const char *uri, const char *query)
{
    const char *const p[][2] = {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", uri}, {"QUERY_STRING", query},
                                {"HTTP_ACCEPT_LANGUAGE", "es"}, {NULL, NULL}};

    begin(p, "", 0, 1);
    return request_read(&r, &w);
}

static void paths_and_languages(void **state)
{
    (void)state;
    assert_int_equal(get("/fr/resources/5?x=1", "x=1"), 0);
    assert_string_equal(r.path, "/resources/5");
    assert_int_equal(r.lang, LANG_FR);
    assert_true(r.has_lang);
    assert_string_equal(query_text(&r, "x"), "1");
    assert_int_equal(get("/fr", ""), 0);
    assert_string_equal(r.path, "/");
    assert_true(r.has_lang);
    assert_int_equal(get("/fr/", ""), 0);
    assert_string_equal(r.path, "/");
    assert_int_equal(get("/free", ""), 0);
    assert_string_equal(r.path, "/free");
    assert_false(r.has_lang);
    assert_int_equal(r.lang, LANG_ES);
    assert_int_equal(get("/en/m%C3%A9tier%20x", ""), 0);
    assert_string_equal(r.path, "/métier x");
}

static void bad_request_lines(void **state)
{
    static const char *const uris[] = {"", "x", "http://x/", "/%", "/%00", "/%FF", "/a%0Ab", "?x"};
    static const char *const queries[] = {"x=%00", "x=%FF", "%FF=x"};
    char                     uri[1500], query[2000] = "";

    (void)state;
    for (size_t i = 0; i < COUNT(uris); i++)
        assert_int_equal(get(uris[i], ""), 400);
    for (size_t i = 0; i < COUNT(queries); i++)
        assert_int_equal(get("/", queries[i]), 400);
    memset(uri, 'a', sizeof uri);
    uri[0] = '/';
    uri[1001] = '\0';
    assert_int_equal(get(uri, ""), 400);
    for (int i = 0; i < 101; i++)
        strcat(query, "a=1&");
    assert_int_equal(get("/", query), 400);
    query[400] = '\0';
    assert_int_equal(get("/", query), 0);
}

static void methods(void **state)
{
    static const char *const other[] = {"PUT", "DELETE", "OPTIONS", "TRACE", "get", "", "CONNECT"};

    (void)state;
    for (size_t i = 0; i < COUNT(other); i++) {
        const char *const p[][2] = {{"REQUEST_METHOD", other[i]}, {"REQUEST_URI", "/"}, {NULL, NULL}};
        begin(p, "", 0, 1);
        assert_int_equal(request_read(&r, &w), 405);
    }
    static const char *const head[][2] = {{"REQUEST_METHOD", "HEAD"}, {"REQUEST_URI", "/"}, {NULL, NULL}};
    begin(head, "", 0, 1);
    assert_int_equal(request_read(&r, &w), 0);
    assert_true(r.head);
    assert_int_equal(r.method, GET_);
}

/* ---- bodies ---- */

static int post(const char *type, const char *length, const char *body, size_t n, size_t piece)
{
    const char *const p[][2] = {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_TYPE", type},
                                {"CONTENT_LENGTH", length}, {NULL, NULL}};

    begin(p, body, n, piece);
    assert_int_equal(request_read(&r, &w), 0);
    return request_read_body(&r);
}
#define URLENCODED "application/x-www-form-urlencoded"
static int post_text(const char *type, const char *body, size_t piece)
{
    return post(type, fmt("%zu", strlen(body)), body, strlen(body), piece);
}

static void urlencoded_bodies(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < 9; piece++) {
        assert_int_equal(post_text(URLENCODED, "a=1&b=two+words&c=%00", piece), 0);
        assert_string_equal(form_text(&r, "a"), "1");
        assert_string_equal(form_text(&r, "b"), "two words");
        assert_null(form_text(&r, "c")); /* broken */
        assert_null(form_text(&r, "d"));
    }
    assert_int_equal(post_text(URLENCODED "; charset=UTF-8", "a=1", 100), 0);
    assert_int_equal(post_text(URLENCODED, "%00=1", 100), 400);
    assert_int_equal(post(URLENCODED, "4", "a=1", 3, 100), 400); /* cut off on the way */
    assert_int_equal(post(URLENCODED, "0", "", 0, 100), 0);
    assert_int_equal(r.form.n, 0);
}

static void refused_bodies_are_read_to_their_end(void **state)
{
    char body[5000];

    (void)state;
    memset(body, 'a', sizeof body);
    assert_int_equal(post(URLENCODED, "5000", body, sizeof body, 700), 413);
    assert_int_equal(w.at, w.n);
    assert_int_equal(post("text/plain", "1000", body, 1000, 700), 415);
    assert_int_equal(w.at, w.n);
    assert_int_equal(post(NULL, "1000", body, 1000, 700), 415);
    assert_int_equal(post("multipart/form-data", "1000", body, 1000, 700), 400);
    assert_int_equal(w.at, w.n);
    assert_int_equal(post(URLENCODED, "x", "", 0, 1), 400);
    assert_int_equal(post(URLENCODED, "-1", "", 0, 1), 400);
    assert_int_equal(post(URLENCODED, "99999999999999999999", "", 0, 1), 400);
}

#define MULTIPART "multipart/form-data; boundary=B"
#define PART(name, more, body) "--B\r\nContent-Disposition: form-data; name=\"" name "\"" more "\r\n\r\n" body "\r\n"

static void multipart_fields_and_files(void **state)
{
    static const char body[] = PART("a", "", "one\r\ntwo") PART("file", "; filename=\"C:\\x\\a b.pdf\"", "%PDF-1.4\n")
        PART("none", "; filename=\"\"", "") PART("b", "", "") PART("bad", "", "x\xff") "--B--\r\n";

    (void)state;
    for (size_t piece = 1; piece < 200; piece += 7) {
        assert_int_equal(post_text(MULTIPART, body, piece), 0);
        assert_string_equal(form_text(&r, "a"), "one\r\ntwo");
        assert_string_equal(form_text(&r, "b"), "");
        assert_null(form_text(&r, "bad"));
        assert_string_equal(r.form.v[r.form.n - 1].value, "x?");
        assert_int_equal(more->nparts, 1);
        assert_int_equal(request_keep_files(&r), OK);
        assert_int_equal(r.nfiles, 1);
        const struct file *f = form_file(&r, "file");
        assert_string_equal(f->name, "a b.pdf");
        assert_int_equal(f->stored.size, 9);
        assert_string_equal(f->stored.mime, "application/pdf");
        assert_true(store_has(f->stored.sha256));
        assert_null(form_file(&r, "none"));
        talloc_free(more);
    }
}

/* A file field without a file, but with bytes: they belong to nobody. */
static void bytes_of_no_file(void **state)
{
    (void)state;
    assert_int_equal(post_text(MULTIPART, PART("one", "; filename=\"a\"", "abc") PART("two", "; filename=\"\"", "xyz") "--B--", 11), 0);
    assert_int_equal(request_keep_files(&r), OK);
    assert_int_equal(r.nfiles, 1);
    assert_int_equal(r.files[0].stored.size, 3);
    assert_null(r.too_big);
    talloc_free(more);
}

static void broken_multipart_leaves_no_files(void **state)
{
    (void)state;
    assert_int_equal(post_text(MULTIPART, PART("one", "; filename=\"a\"", "abc"), 11), 400);
    char *path = talloc_strdup(pool, more->parts[0].path);
    assert_int_equal(access(path, F_OK), 0);
    talloc_free(more); /* as the request ends */
    assert_int_not_equal(access(path, F_OK), 0);
}

static void names_of_files(void **state)
{
    char long_name[400];

    (void)state;
    memset(long_name, 'a', sizeof long_name);
    strcpy(long_name + 350, "é.pdf");
    assert_int_equal(post_text(MULTIPART, fmt("--B\r\nContent-Disposition: form-data; name=f; filename=\"%s\"\r\n\r\nx\r\n--B--", long_name), 90), 0);
    assert_int_equal(strlen(more->parts[0].name), 200);
    assert_string_equal(more->parts[0].name + 196, ".pdf");
    talloc_free(more);
    assert_int_equal(post_text(MULTIPART, PART("f", "; filename=\"..\"", "x") "--B--", 90), 0);
    assert_null(strpbrk(more->parts[0].name, "/\\"));
    talloc_free(more);
}

static void too_much(void **state)
{
    static char body[200000];
    size_t      n = 0;

    (void)state;
    kit_settings("form_limit_kb = 1\n");
    memset(body, 'a', sizeof body);
    n = (size_t)sprintf(body, "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n");
    body[n] = 'a';
    memcpy(body + 1500, "\r\n--B--", 7);
    assert_int_equal(post(MULTIPART, "1507", body, 1507, 100), 413);
    kit_settings("form_limit_kb = 1024\n");

    static const struct route wide = {.most_bytes = 10000000};
    n = 0;
    for (int i = 0; i < 1001; i++)
        n += (size_t)sprintf(body + n, "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n");
    n += (size_t)sprintf(body + n, "--B--");
    const char *const p[][2] = {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_TYPE", MULTIPART},
                                {"CONTENT_LENGTH", fmt("%zu", n)}, {NULL, NULL}};
    begin(p, body, n, 60000);
    assert_int_equal(request_read(&r, &w), 0);
    r.route = &wide;
    assert_int_equal(request_read_body(&r), 400);
}

static void raw_bodies(void **state)
{
    char *path;

    (void)state;
    const char *const p[][2] = {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_LENGTH", "5"}, {NULL, NULL}};
    begin(p, "a\0b\r\n", 5, 2);
    assert_int_equal(request_read(&r, &w), 0);
    r.route = &raw;
    assert_int_equal(request_read_body(&r), 0);
    assert_int_equal(r.body_size, 5);
    path = strdup(r.body);
    assert_int_equal(access(path, F_OK), 0);
    talloc_free(pool);
    assert_int_not_equal(access(path, F_OK), 0);
    free(path);
    pool = talloc_new(NULL);
}

static void reading_values(void **state)
{
    (void)state;
    r = (struct req){.query = pairs_of("n=5&bad=x&q=+a%0Ab+&blank=+&l=1&l=2&l=")};
    assert_int_equal(query_int(&r, "n", 7), 5);
    assert_int_equal(query_int(&r, "bad", 7), 7);
    assert_int_equal(query_int(&r, "none", 7), 7);
    assert_string_equal(query_text(&r, "q"), "a b");
    assert_null(query_text(&r, "blank"));
    assert_null(query_text(&r, "none"));
    assert_int_equal(query_list(&r, "l").n, 2);
    assert_int_equal(query_list(&r, "none").n, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(paths_and_languages),
        KIT_TEST(bad_request_lines),
        KIT_TEST(methods),
        KIT_TEST(urlencoded_bodies),
        KIT_TEST(refused_bodies_are_read_to_their_end),
        KIT_TEST(multipart_fields_and_files),
        KIT_TEST(bytes_of_no_file),
        KIT_TEST(broken_multipart_leaves_no_files),
        KIT_TEST(names_of_files),
        KIT_TEST(too_much),
        KIT_TEST(raw_bodies),
        KIT_TEST(reading_values),
    };
    return KIT_RUN("request", tests);
}
