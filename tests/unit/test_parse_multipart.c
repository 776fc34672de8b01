#include "unit.h"

#include "kit/parse.h"

/* Writes down what happens: "{name|filename|type:bytes}" per part; NUL bytes as '0'. */
struct notes {
    char  *text;
    size_t stop_at; /* event at which to say no; 0: never */
    size_t events;
};
static bool go_on(struct notes *n)
{
    return ++n->events != n->stop_at;
}
static bool on_begin(void *arg, const struct multipart_part *p)
{
    struct notes *n = arg;
    n->text = talloc_asprintf_append(n->text, "{%s|%s|%s:", p->name, p->filename ? p->filename : "-",
                                     p->type ? p->type : "-");
    return go_on(n);
}
static bool on_data(void *arg, const char *bytes, size_t size)
{
    struct notes *n = arg;
    char         *piece = talloc_strndup(n->text, "", 0);
    assert_true(size > 0);
    piece = talloc_realloc(n->text, piece, char, (unsigned)size + 1);
    for (size_t i = 0; i < size; i++)
        piece[i] = bytes[i] ? bytes[i] : '0';
    piece[size] = '\0';
    n->text = talloc_strdup_append(n->text, piece);
    return go_on(n);
}
static bool on_end(void *arg)
{
    struct notes *n = arg;
    n->text = talloc_strdup_append(n->text, "}");
    return go_on(n);
}

#define TYPE "multipart/form-data; boundary=XyZ"
static const struct multipart_limits roomy = {.parts = 10, .headers = 8, .header_bytes = 1000};

/* Feeds bytes[0..n], cut at `cut`; the result of finish, with what happened in *text. */
static enum parse feed(void *ctx, const char *bytes, size_t n, size_t cut, const struct multipart_limits *lim,
                       char **text)
{
    struct notes            notes = {.text = talloc_strdup(ctx, "")};
    struct multipart_events ev = {on_begin, on_data, on_end, &notes};
    struct multipart       *mp = multipart_new(ctx, TYPE, lim, &ev);

    assert_non_null(mp);
    char      *first = exact(mp, bytes, cut), *second = exact(mp, bytes + cut, n - cut);
    enum parse a = multipart_feed(mp, first, cut);
    enum parse b = multipart_feed(mp, second, n - cut);
    enum parse c = multipart_finish(mp);
    if (a != PARSE_OK)
        assert_int_equal(a, b);
    if (b != PARSE_OK)
        assert_int_equal(b, c);
    *text = notes.text;
    talloc_free(mp);
    return c;
}

/* The same whatever the pieces: cut in two at every place, and byte by byte. */
static void same_everywhere(void *ctx, const char *bytes, size_t n, enum parse want, const char *want_text)
{
    char *text;

    for (size_t cut = 0; cut <= n; cut++) {
        assert_int_equal(feed(ctx, bytes, n, cut, &roomy, &text), want);
        assert_string_equal(text, want_text);
        talloc_free(text);
    }
    struct notes            notes = {.text = talloc_strdup(ctx, "")};
    struct multipart_events ev = {on_begin, on_data, on_end, &notes};
    struct multipart       *mp = multipart_new(ctx, TYPE, &roomy, &ev);
    for (size_t i = 0; i < n; i++)
        (void)multipart_feed(mp, bytes + i, 1);
    assert_int_equal(multipart_finish(mp), want);
    assert_string_equal(notes.text, want_text);
    talloc_free(mp);
    talloc_free(notes.text);
}
#define GOOD(body, text) same_everywhere(*state, body, sizeof(body) - 1, PARSE_OK, text)
#define BAD(body, text) same_everywhere(*state, body, sizeof(body) - 1, PARSE_BAD, text)
#define FIELD "Content-Disposition: form-data; name=\"a\"\r\n\r\n"

static void fields_and_files(void **state)
{
    GOOD("--XyZ\r\n" FIELD "one\r\n--XyZ\r\n"
         "Content-Disposition: form-data; name=\"f\"; filename=\"r\xc3\xa9sum\xc3\xa9.pdf\"\r\n"
         "Content-Type: application/pdf\r\n\r\n%PDF\r\n\r\n--Xy\r\n--XyZ--\r\n",
         "{a|-|-:one}{f|résumé.pdf|application/pdf:%PDF\r\n\r\n--Xy}");
    GOOD("--XyZ--\r\n", "");
    GOOD("--XyZ--", "");
    GOOD("--XyZ\r\n" FIELD "\r\n--XyZ--", "{a|-|-:}");
}

static void preamble_and_epilogue_are_passed_over(void **state)
{
    GOOD("hello\r\n--Xy\r\r\n--XyZ\r\n" FIELD "x\r\n--XyZ--\r\nbye\r\n--XyZ\r\nnonsense\0", "{a|-|-:x}");
    BAD("hello --XyZ\r\n" FIELD "x\r\n", "");
}

static void data_that_looks_like_a_delimiter(void **state)
{
    GOOD("--XyZ\r\n" FIELD "\r\r\n\r\n-\r\n--\r\n--X\r\r\n--Xy\n--XyZ\n\r\n--XyZ--",
         "{a|-|-:\r\r\n\r\n-\r\n--\r\n--X\r\r\n--Xy\n--XyZ\n}");
    GOOD("--XyZ\r\n" FIELD "--Xy\r\n--XyZ--", "{a|-|-:--Xy}");
    GOOD("--XyZ\r\n" FIELD "x--XyZ--\r\n--XyZ--", "{a|-|-:x--XyZ--}");
    GOOD("--XyZ\r\n" FIELD "--\r\n--XyZ--", "{a|-|-:--}");
}

static void a_body_may_be_missing(void **state)
{
    GOOD("--XyZ\r\n" FIELD "--XyZ\r\n" FIELD "x\r\n--XyZ--", "{a|-|-:}{a|-|-:x}");
}

static void blanks_behind_a_delimiter(void **state)
{
    GOOD("--XyZ \t \r\n" FIELD "x\r\n--XyZ  \r\n" FIELD "y\r\n--XyZ--  ", "{a|-|-:x}{a|-|-:y}");
    BAD("--XyZ \t--\r\n", "");
}

static void a_delimiter_stands_alone(void **state)
{
    BAD("--XyZq\r\n" FIELD "x\r\n--XyZ--", "");
    BAD("--XyZ\r\n" FIELD "x\r\n--XyZw\r\n--XyZ--", "{a|-|-:x}");
    BAD("--XyZ\n" FIELD "x\r\n--XyZ--", "");
    BAD("--XyZ\rx", "");
    BAD("--XyZ-x", "");
    BAD("--XyZ\r\n" FIELD "x\r\n--XyZ-\r\n", "{a|-|-:x}");
}

static void the_end_must_come(void **state)
{
    static const char whole[] = "--XyZ\r\n" FIELD "x\r\n--XyZ--";
    char             *text;

    for (size_t n = 0; n < sizeof(whole) - 1; n++)
        assert_int_equal(feed(*state, whole, n, n / 2, &roomy, &text), PARSE_BAD);
    assert_int_equal(feed(*state, whole, sizeof(whole) - 1, 3, &roomy, &text), PARSE_OK);
}

static void bytes_of_every_kind_pass(void **state)
{
    GOOD("--XyZ\r\n" FIELD "\0\xff\n\r\0\r\n--XyZ--", "{a|-|-:0\xff\n\r0}");
}

static void names(void **state)
{
#define NAMED(params, text) GOOD("--XyZ\r\nContent-Disposition: form-data; " params "\r\n\r\nx\r\n--XyZ--", text)
    NAMED("name=a", "{a|-|-:x}");
    NAMED("NAME=\"a\" ; x=y;", "{a|-|-:x}");
    NAMED("name=\"a\"; filename=\"\"", "{a||-:x}");
    NAMED("filename=\"b.pdf\"; name=\"a\"", "{a|b.pdf|-:x}");
    NAMED("name=\"a\"; filename=\"C:\\Users\\me\\b.pdf\"", "{a|b.pdf|-:x}");
    NAMED("name=\"a\"; filename=\"../../etc/passwd\"", "{a|passwd|-:x}");
    NAMED("name=\"a\"; filename=\"dir/\"", "{a||-:x}");
    NAMED("name=\"a\"; filename=\"say %22hi%22.pdf\"", "{a|say \"hi\".pdf|-:x}");
    NAMED("name=\"a\"; filename=\"say \\\"hi\\\".pdf\"", "{a|say \"hi\".pdf|-:x}");
    NAMED("name=\"a\"; filename=\"a;b=c.pdf\"", "{a|a;b=c.pdf|-:x}");
    NAMED("name=\"a\"; filename=\"\xff.pdf\"", "{a|?.pdf|-:x}");
    NAMED("name=\"a\"; filename=\"a.pdf\"; filename*=UTF-8''evil.exe", "{a|a.pdf|-:x}");
    NAMED("name=\"\xc3\xa9%22\"", "{é\"|-|-:x}");
    GOOD("--XyZ\r\ncontent-DISPOSITION:Form-Data;name=a\r\nX-Other: y\r\nCONTENT-type: text/plain; charset=utf-8\r\n\r\n"
         "x\r\n--XyZ--",
         "{a|-|text/plain; charset=utf-8:x}");
}

static void bad_headers(void **state)
{
#define HEAD(lines) BAD("--XyZ\r\n" lines "\r\nx\r\n--XyZ--", "")
    HEAD("");
    HEAD("Content-Type: text/plain\r\n");
    HEAD("Content-Disposition: form-data\r\n");
    HEAD("Content-Disposition: form-data; name=\"\"\r\n");
    HEAD("Content-Disposition: form-data; name=\r\n");
    HEAD("Content-Disposition: form-data; name\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\\\"\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"b\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"; filename=\"x\"; filename=\"y\"\r\n");
    HEAD("Content-Disposition: form-data; name=\"\xff\"\r\n");
    HEAD("Content-Disposition: attachment; name=\"a\"\r\n");
    HEAD("Content-Disposition: form-dataX; name=\"a\"\r\n");
    HEAD("Content-Disposition: form-data name=\"a\"\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"\r\nContent-Type: a/b\r\ncontent-type: c/d\r\n");
    HEAD("Content-Disposition: form-data; name=\"a\"\r\nContent-Type: \xff\r\n");
    HEAD("Content-Disposition: form-data;\r\n name=\"a\"\r\n");
    HEAD("Content-Disposition : form-data; name=\"a\"\r\n");
    HEAD("no colon\r\n");
    HEAD(": empty\r\n");
    HEAD("X: \0\r\nContent-Disposition: form-data; name=\"a\"\r\n");
    HEAD("X: a\nb\r\nContent-Disposition: form-data; name=\"a\"\r\n");
    HEAD("X: a\rb\r\nContent-Disposition: form-data; name=\"a\"\r\n");
    HEAD("X: \x7f\r\nContent-Disposition: form-data; name=\"a\"\r\n");
}

static void limits(void **state)
{
    static const char two[] = "--XyZ\r\n" FIELD "x\r\n--XyZ\r\nX: y\r\n" FIELD "y\r\n--XyZ--";
    size_t            n = sizeof(two) - 1, head = strlen("X: y\r\n" FIELD);
    char             *text;

    assert_int_equal(feed(*state, two, n, 9, &(struct multipart_limits){2, 2, head}, &text), PARSE_OK);
    assert_int_equal(feed(*state, two, n, 9, &(struct multipart_limits){1, 2, head}, &text), PARSE_TOO_MANY);
    assert_string_equal(text, "{a|-|-:x}");
    assert_int_equal(feed(*state, two, n, 9, &(struct multipart_limits){2, 1, head}, &text), PARSE_TOO_MANY);
    assert_int_equal(feed(*state, two, n, 9, &(struct multipart_limits){2, 2, head - 1}, &text), PARSE_TOO_LONG);
    assert_int_equal(feed(*state, two, n, 9, &(struct multipart_limits){0, 0, 0}, &text), PARSE_TOO_MANY);
}

static void a_no_stops_at_once(void **state)
{
    static const char two[] = "--XyZ\r\n" FIELD "x\r\n--XyZ\r\n" FIELD "y\r\n--XyZ--";

    for (size_t stop = 1; stop <= 6; stop++) {
        struct notes            notes = {.text = talloc_strdup(*state, ""), .stop_at = stop};
        struct multipart_events ev = {on_begin, on_data, on_end, &notes};
        struct multipart       *mp = multipart_new(*state, TYPE, &roomy, &ev);
        assert_int_equal(multipart_feed(mp, two, sizeof(two) - 1), PARSE_TOO_LONG);
        assert_int_equal(multipart_feed(mp, two, sizeof(two) - 1), PARSE_TOO_LONG);
        assert_int_equal(multipart_finish(mp), PARSE_TOO_LONG);
        assert_int_equal(notes.events, stop);
    }
}

static bool boundary_of(void *ctx, const char *type)
{
    struct notes            notes = {.text = talloc_strdup(ctx, "")};
    struct multipart_events ev = {on_begin, on_data, on_end, &notes};

    return multipart_new(ctx, type, &roomy, &ev) != NULL;
}
static void boundaries(void **state)
{
#define M "multipart/form-data"
    static const char *const good[] = {
        M "; boundary=a", M ";boundary=\"a b\"", "Multipart/Form-Data; charset=utf-8; BOUNDARY=----WebKitFormBoundary7MA4YWxk",
        M " ; boundary=\"'()+_,-./:=?\"", M "; boundary=a;", " " M "; boundary=a",
        M "; boundary=1234567890123456789012345678901234567890123456789012345678901234567890"};
    static const char *const bad[] = {
        "", M, M ";", M "; boundary", M "; boundary=", M "; boundary=\"\"", M "; boundary=\"a", M "; boundary=\"a \"",
        M "; boundary=a; boundary=b", M "; boundary=a; boundary=a", M "; boundary=\"a\xc3\xa9\"", M "; boundary=a*b",
        M "X; boundary=a", "multipart/mixed; boundary=a", "application/x-www-form-urlencoded", M "; boundary=a b",
        M "; boundary=12345678901234567890123456789012345678901234567890123456789012345678901",
        M "; boundary=\"a\r\nb\""};

    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(boundary_of(*state, good[i]));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(boundary_of(*state, bad[i]));
}

/* A hundred megabytes of line ends come out as they went in, and nothing of them is kept. */
static size_t got;
static bool count_data(void *arg, const char *bytes, size_t n)
{
    (void)arg;
    got += n;
    return bytes[0] == '\r' || bytes[0] == '\n';
}
static bool say_yes(void *arg)
{
    (void)arg;
    return true;
}
static bool say_yes_begin(void *arg, const struct multipart_part *p)
{
    (void)p;
    return say_yes(arg);
}
static void hundred_megabytes(void **state)
{
    static char             piece[65536];
    struct multipart_events ev = {say_yes_begin, count_data, say_yes, NULL};

    for (int crlf = 0; crlf < 2; crlf++) {
        struct multipart *mp = multipart_new(*state, TYPE, &roomy, &ev);
        size_t            size = 0;
        for (size_t i = 0; i < sizeof(piece); i++)
            piece[i] = crlf && i % 2 ? '\n' : '\r';
        assert_int_equal(multipart_feed(mp, "--XyZ\r\n" FIELD, strlen("--XyZ\r\n" FIELD)), PARSE_OK);
        size_t before = talloc_total_size(*state);
        for (got = 0; size < 100000000; size += sizeof(piece))
            assert_int_equal(multipart_feed(mp, piece, sizeof(piece)), PARSE_OK);
        assert_int_equal(talloc_total_size(*state), before);
        assert_int_equal(multipart_feed(mp, "\r\n--XyZ--", 9), PARSE_OK);
        assert_int_equal(multipart_finish(mp), PARSE_OK);
        assert_int_equal(got, size);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(fields_and_files),
        TEST(preamble_and_epilogue_are_passed_over),
        TEST(data_that_looks_like_a_delimiter),
        TEST(a_body_may_be_missing),
        TEST(blanks_behind_a_delimiter),
        TEST(a_delimiter_stands_alone),
        TEST(the_end_must_come),
        TEST(bytes_of_every_kind_pass),
        TEST(names),
        TEST(bad_headers),
        TEST(limits),
        TEST(a_no_stops_at_once),
        TEST(boundaries),
        TEST(hundred_megabytes),
    };
    return cmocka_run_group_tests_name("parse_multipart", tests, NULL, NULL);
}
