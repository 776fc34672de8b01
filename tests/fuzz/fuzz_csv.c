#include "fuzz.h"

#include "model/csv.h"

/* Tables of an import: what was read, written out again, is read as the same. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    struct csv_reader r, again;
    struct csv_record a, b;
    enum csv          c = csv_open(&r, bytes, n);

    size_t      m = n;
    const char *recoded = csv_recode(ctx, bytes, &m); /* UTF-8, unless it is no text */
    CHECK(m <= 3 * n && (memchr(bytes, '\0', n) != NULL || utf8_valid(recoded, m)));
    CHECK((c == CSV_NOT_UTF8) == (memchr(bytes, '\0', n) != NULL || !utf8_valid(bytes, n)));
    if (c != CSV_ROW)
        return;
    int line = 0;
    while ((c = csv_next(&r, ctx, &a)) == CSV_ROW) {
        CHECK(a.n >= 1 && a.n <= CSV_FIELDS_MAX);
        CHECK(r.line > line && r.line <= (int)n + 1);
        line = r.line;
        /* "," first and last, so that the separator is known and no row is an empty line */
        char *text = talloc_strdup(ctx, "x,x,x,x\n\"\"");
        for (size_t i = 0; i < a.n; i++) {
            CHECK(utf8_valid(a.v[i], strlen(a.v[i])));
            text = talloc_asprintf_append_buffer(text, ",%s", csv_field(ctx, a.v[i]));
        }
        if (a.n == CSV_FIELDS_MAX)
            continue;
        CHECK(csv_open(&again, text, strlen(text)) == CSV_ROW);
        CHECK(csv_next(&again, ctx, &b) == CSV_ROW && b.n == 4);
        CHECK(csv_next(&again, ctx, &b) == CSV_ROW && b.n == a.n + 1);
        for (size_t i = 0; i < a.n; i++) {
            CHECK(strcmp(a.v[i], csv_unfield(b.v[i + 1])) == 0);
            CHECK(!*b.v[i + 1] || !strchr("=+-@\t\r", *b.v[i + 1])); /* what a spreadsheet would run */
        }
        CHECK(csv_next(&again, ctx, &b) == CSV_END);
    }
    CHECK(c == CSV_END || c == CSV_QUOTES || c == CSV_TOO_WIDE || c == CSV_TOO_LONG);
}
