#include "unit.h"

#include "model/csv.h"

static struct csv_reader r;
static char              separator;

/* Rows as "line:a|b|c" and one sign for the end: "." or the number of the fault. */
static char *read_n(void *ctx, const char *text, size_t n)
{
    char             *out = talloc_strdup(ctx, ""), *tight = exact(ctx, text, n);
    struct csv_record rec;
    enum csv          c = csv_open(&r, tight, n);

    separator = r.separator;
    if (c != CSV_ROW)
        return talloc_asprintf_append(out, "!%d", c);
    while ((c = csv_next(&r, ctx, &rec)) == CSV_ROW) {
        out = talloc_asprintf_append(out, "%d:", r.line);
        for (size_t i = 0; i < rec.n; i++)
            out = talloc_asprintf_append(out, "%s%s", i ? "|" : "", rec.v[i]);
        out = talloc_strdup_append(out, " ");
    }
    return talloc_asprintf_append(out, c == CSV_END ? "." : "!%d", c);
}
#define IS(text, want) assert_string_equal(read_n(*state, text, sizeof(text) - 1), want)
#define FAULT(text, code) IS(text, (talloc_asprintf(*state, "!%d", code)))

static void rows(void **state)
{
    IS("", ".");
    IS("a", "1:a .");
    IS("a,b\nc,d\n", "1:a|b 2:c|d .");
    IS("a,b\r\nc,d", "1:a|b 2:c|d .");
    IS("a\rb\rc", "1:a 2:b 3:c .");
    IS(",\n", "1:| .");
    IS("a,\n,b", "1:a| 2:|b .");
    IS("\n\r\n a \n\n", "3: a  .");
    IS("\xef\xbb\xbf" "a,b", "1:a|b .");
}

static void quotes(void **state)
{
    IS("\"a,b\",\"c\"\"d\",\"\"", "1:a,b|c\"d| .");
    IS("\"a\nb\",c\nd,e", "1:a\nb|c 3:d|e .");
    IS("\"a\r\nb\"\nc", "1:a\r\nb 3:c .");
    IS("\"a\rb\"\nc", "1:a\rb 3:c .");
    IS("\"a\" ,b", "1:a|b .");
    IS("a\"b,c", "1:a\"b|c .");
    FAULT("\"a", CSV_QUOTES);
    FAULT("\"a\"\"", CSV_QUOTES);
    FAULT("\"a\"b", CSV_QUOTES);
    FAULT("\"", CSV_QUOTES);
}

static void separators(void **state)
{
    IS("a;b\nc,d;e", "1:a|b 2:c,d|e .");
    assert_int_equal(separator, ';');
    IS("a\tb\nc\td", "1:a|b 2:c|d .");
    IS("\"x;y;z\",b", "1:x;y;z|b .");
    IS("a;b,c;d\n", "1:a|b,c|d .");
}

static void encodings(void **state)
{
    IS("é,日本", "1:é|日本 .");
    FAULT("a\xff", CSV_NOT_UTF8);
    FAULT("a\0b", CSV_NOT_UTF8);
    FAULT("\xff\xfe" "a\0", CSV_NOT_UTF8);
}

static void limits(void **state)
{
    size_t n = CSV_FIELD_BYTES_MAX;
    char  *s = talloc_size(*state, n + 10);

    memset(s, 'a', n + 10);
    assert_int_equal(strlen(read_n(*state, s, n)), n + 4);
    assert_string_equal(read_n(*state, s, n + 1), (talloc_asprintf(*state, "!%d", CSV_TOO_LONG)));
    s[0] = '"';
    s[n + 2] = '"';
    assert_string_equal(read_n(*state, s, n + 3), (talloc_asprintf(*state, "!%d", CSV_TOO_LONG)));
    memset(s, ',', 200);
    assert_string_equal(read_n(*state, s, CSV_FIELDS_MAX), (talloc_asprintf(*state, "!%d", CSV_TOO_WIDE)));
    assert_int_equal(read_n(*state, s, CSV_FIELDS_MAX - 1)[0], '1');
}

static void fields_as_written(void **state)
{
    static const char *const texts[] = {"", "a", "a b", "a,b", "a\"b", "a\nb", "\r", ";", "é", "\"", "a\tb"};
    static const char *const formulas[] = {"=1+1", "+1", "-1", "@x", "\tx", "\rx"};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char *line = talloc_asprintf(*state, "x,%s,%s", csv_field(*state, texts[i]), csv_field(*state, "y"));
        if (texts[i][0] != '\r')
            assert_string_equal(read_n(*state, line, strlen(line)), (talloc_asprintf(*state, "1:x|%s|y .", texts[i])));
    }
    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
        assert_string_equal(csv_field(*state, formulas[i]), (talloc_asprintf(*state, "\"'%s\"", formulas[i])));
    assert_string_equal(csv_field(*state, NULL), "");
    /* What csv_unfield() takes away is what csv_field() put there, and nothing else. */
    const char *const names[] = {"=1+1", "'=1+1", "''+x", "'s-Hertogenbosch", "-", "'", "Caf\u00e9", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct csv_record rec;
        char             *line = talloc_asprintf(*state, "x,%s", csv_field(*state, names[i]));
        assert_int_equal(csv_open(&r, line, strlen(line)), CSV_ROW);
        assert_int_equal(csv_next(&r, *state, &rec), CSV_ROW);
        assert_string_equal(csv_unfield(rec.v[1]), names[i]);
    }
}

/* As spreadsheets save tables on older machines. */
static void recoded(void **state)
{
#define BECOMES(bytes, want)                                                          \
    do {                                                                              \
        size_t      n = sizeof(bytes) - 1;                                            \
        const char *s = csv_recode(*state, exact(*state, bytes, n), &n);              \
        assert_int_equal(n, strlen(want));                                            \
        assert_memory_equal(s, want, n);                                              \
    } while (0)
    BECOMES("caf\xc3\xa9;na\xc3\xafve", "caf\xc3\xa9;na\xc3\xafve"); /* UTF-8 stays */
    BECOMES("caf\xe9", "caf\xc3\xa9");
    BECOMES("\x93quoted\x94 \x80", "\xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x82\xac");
    BECOMES("\xff\xfe" "a\0\xe9\0", "a\xc3\xa9");
    BECOMES("\xfe\xff" "\0a\0\xe9", "a\xc3\xa9");
    BECOMES("\xff\xfe\x3d\xd8\x00\xde", "\xf0\x9f\x98\x80"); /* a pair */
    BECOMES("\xff\xfe\x3d\xd8" "a\0", "a");                        /* half of one */
    BECOMES("\xff\xfe" "a", "");
    BECOMES("", "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(rows),      TEST(quotes), TEST(separators),
                                              TEST(encodings), TEST(recoded), TEST(limits), TEST(fields_as_written)};

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
