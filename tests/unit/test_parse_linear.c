/* Every reader's work grows with its input and no faster. Work is counted, not timed: the readers are
 * built with a call in every basic block, and the C library's scans add the bytes that they look at. */
#include "unit.h"

#include "kit/parse.h"

static uint64_t work;

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    work++;
}

#define WRAP(type, name, params, args, cost)       \
    type __real_##name params;                     \
    type __wrap_##name params;                     \
    type __wrap_##name params                      \
    {                                              \
        type result = __real_##name args;          \
        work += (uint64_t)(cost);                  \
        return result;                             \
    }
WRAP(size_t, strlen, (const char *s), (s), result)
WRAP(size_t, strnlen, (const char *s, size_t n), (s, n), result)
WRAP(size_t, strspn, (const char *s, const char *of), (s, of), result)
WRAP(size_t, strcspn, (const char *s, const char *of), (s, of), result)
WRAP(void *, memchr, (const void *s, int c, size_t n), (s, c, n),
     result ? (size_t)((const char *)result - (const char *)s) : n)
WRAP(void *, memcpy, (void *to, const void *from, size_t n), (to, from, n), n)

typedef void (*reader)(void *ctx, const char *s, size_t n);

static void r_urlencoded(void *ctx, const char *s, size_t n)
{
    struct pairs p;
    (void)parse_urlencoded(ctx, s, n, 1000000, &p);
}
static void r_path(void *ctx, const char *s, size_t n)
{
    const char *p;
    (void)parse_path(ctx, s, n, &p);
}
static void r_cookie(void *ctx, const char *s, size_t n)
{
    (void)n;
    (void)parse_cookie(ctx, s, "sid");
}
static void r_language(void *ctx, const char *s, size_t n)
{
    static const char *const offers[] = {"en", "fr", "es"};
    (void)ctx;
    (void)n;
    (void)parse_accept_language(s, offers, 3);
}
static void r_email(void *ctx, const char *s, size_t n)
{
    (void)n;
    (void)parse_email(ctx, s);
}
static void r_url(void *ctx, const char *s, size_t n)
{
    (void)n;
    (void)parse_url(ctx, s);
    (void)path_is_local(s);
}
static void r_text(void *ctx, const char *s, size_t n)
{
    (void)n;
    (void)text_tidy(ctx, s, false);
    (void)text_tidy(ctx, s, true);
}
static void r_utf8(void *ctx, const char *s, size_t n)
{
    (void)utf8_valid(s, n);
    (void)utf8_length(s);
    (void)utf8_mend(talloc_memdup(ctx, s, n + 1), n);
}
static void r_number(void *ctx, const char *s, size_t n)
{
    int64_t        v;
    struct date    d;
    struct instant t;
    (void)ctx;
    (void)n;
    (void)parse_int(s, &v);
    (void)parse_date(s, &d);
    (void)parse_instant(s, &t);
}
static void r_boundary(void *ctx, const char *s, size_t n)
{
    struct multipart_events ev = {0};
    (void)n;
    (void)multipart_new(ctx, talloc_asprintf(ctx, "multipart/form-data%s", s), &(struct multipart_limits){1, 1, 1}, &ev);
}

static bool on_begin(void *arg, const struct multipart_part *p)
{
    (void)arg;
    (void)p;
    return true;
}
static bool on_data(void *arg, const char *bytes, size_t n)
{
    (void)arg;
    (void)bytes;
    (void)n;
    work++;
    return true;
}
static bool on_end(void *arg)
{
    (void)arg;
    return true;
}
static const struct multipart_events events = {on_begin, on_data, on_end, NULL};
#define PART "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n"

static struct multipart *new_multipart(void *ctx, const char *begin)
{
    struct multipart_limits lim = {1000000, 1000000, 100000000};
    struct multipart       *mp = multipart_new(ctx, "multipart/form-data; boundary=XyZ", &lim, &events);

    (void)multipart_feed(mp, begin, strlen(begin));
    return mp;
}
static void r_body(void *ctx, const char *s, size_t n)
{
    (void)multipart_feed(new_multipart(ctx, PART "\r\n"), s, n);
}
static void r_body_in_bits(void *ctx, const char *s, size_t n)
{
    struct multipart *mp = new_multipart(ctx, PART "\r\n");
    for (size_t i = 0; i < n; i += 3)
        (void)multipart_feed(mp, s + i, n - i < 3 ? n - i : 3);
}
static void r_preamble(void *ctx, const char *s, size_t n)
{
    (void)multipart_feed(new_multipart(ctx, ""), s, n);
}
static void r_header(void *ctx, const char *s, size_t n)
{
    struct multipart *mp = new_multipart(ctx, PART "X: ");
    (void)multipart_feed(mp, s, n);
    (void)multipart_feed(mp, "\r\n\r\n", 4);
    mp = new_multipart(ctx, "--XyZ\r\nContent-Disposition: form-data; ");
    (void)multipart_feed(mp, s, n);
    (void)multipart_feed(mp, "\r\n\r\n", 4);
}

static const reader readers[] = {r_urlencoded, r_path, r_cookie, r_language, r_email,        r_url,      r_text,
                                 r_utf8,       r_number, r_boundary, r_body, r_body_in_bits, r_preamble, r_header};

static const char *const patterns[] = {
    "a", "\r", "\r\n", "\r\n-", "\r\n--", "\r\n--X", "\r\n--Xy", "\r\n--Xy\r", "--XyZ", "\r\r\n--Xy", "\n", "-", " ", "\t",
    "&", "=", "%", "%4", "%41", "%25", "a=b&", "a&", "+", ";", "; ", ";a=\"\"", ";a=b", "; name=\"", "\\\"", "\"", "%22",
    "sid", "sid=", "sid;", "sid=\"", ",", ", ", "fr", "fr,", "fr;q=0.1,", "*,", ";q=1", "@", "a@", "a.", ".", "-a", "/",
    "https://", "https://a", "0", "9", "1-", "31/", "\xc3\xa9", "\xc3", "\xf0\x9f\x98", "\xff", "\xe2\x80\xa8", "\xc2\xa0",
    "a\xc2\xa0", " a", "\x01", "\x7f"};

static char *repeat(void *ctx, const char *pattern, size_t times, size_t *size)
{
    size_t len = strlen(pattern), n = len * times;
    char  *s = talloc_size(ctx, n + 1);

    for (size_t i = 0; i < n; i++)
        s[i] = pattern[i % len];
    s[n] = '\0';
    *size = n;
    return s;
}

static uint64_t work_of(reader r, const char *pattern, size_t times)
{
    void  *ctx = talloc_new(NULL);
    size_t n;
    char  *s = repeat(ctx, pattern, times, &n);

    work = 0;
    r(ctx, s, n);
    talloc_free(ctx);
    return work;
}

/* Eight times the input may take eight times the work, and a little that does not grow. */
static void eight_times_as_much(void **state)
{
    (void)state;
    for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++)
        for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
            uint64_t one = work_of(readers[r], patterns[p], 2000), eight = work_of(readers[r], patterns[p], 16000);
            assert_true(one > 0);
            if (eight > 9 * one + 4000)
                fail_msg("reader %zu, pattern %zu: %llu, then %llu", r, p, (unsigned long long)one,
                         (unsigned long long)eight);
        }
}

/* Also over a body that a form could really have: 100 MB of line ends cost per byte what 1 MB does. */
static void hundred_megabytes(void **state)
{
    static const char *const hard[] = {"\r", "\r\n", "\r\n--Xy"};
    for (size_t p = 0; p < 3; p++) {
        struct multipart *mp = new_multipart(*state, PART "\r\n");
        size_t            n, pieces = 0;
        char             *piece = repeat(*state, hard[p], 10000, &n);
        uint64_t          first = 0;
        work = 0;
        for (; pieces * n < 100000000; pieces++) {
            assert_int_equal(multipart_feed(mp, piece, n), PARSE_OK);
            if (first == 0)
                first = work;
        }
        assert_in_range(work / pieces, first * 9 / 10, first * 11 / 10);
        assert_true(first < n * 20);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(eight_times_as_much), TEST(hundred_megabytes)};

    return cmocka_run_group_tests_name("parse_linear", tests, NULL, NULL);
}
