/* csv.c - tables of separated values (RFC 4180). */
#include "model/csv.h"

#include <string.h>

#include "kit/parse.h"

static char find_separator(const char *p, const char *end)
{
    size_t n[3] = {0};
    bool   quoted = false;

    for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
        quoted ^= *p == '"';
        if (quoted)
            continue;
        n[0] += *p == ',';
        n[1] += *p == ';';
        n[2] += *p == '\t';
    }
    return n[1] > n[0] && n[1] >= n[2] ? ';' : n[2] > n[0] ? '\t' : ',';
}

/* ---- other encodings, as spreadsheets save them ---- */

static char *put_code(char *w, uint32_t c)
{
    if (c < 0x80) {
        *w++ = (char)c;
        return w;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    *w++ = (char)((more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0) | c >> 6 * more);
    while (more--)
        *w++ = (char)(0x80 | (c >> 6 * more & 0x3F));
    return w;
}

static size_t from_windows(const unsigned char *s, size_t n, char *out)
{
    static const uint16_t high[32] = {0x20AC, '?', 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                      0x2039, 0x0152, '?', 0x017D, '?', '?', 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, '?', 0x017E, 0x0178};
    char *w = out;

    for (size_t i = 0; i < n; i++)
        w = put_code(w, s[i] >= 0x80 && s[i] < 0xA0 ? high[s[i] - 0x80] : s[i]);
    return (size_t)(w - out);
}

static size_t from_utf16(const unsigned char *s, size_t n, bool big, char *out)
{
    char    *w = out;
    uint32_t first = 0; /* half of a pair */

    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t c = big ? (uint32_t)(s[i] << 8 | s[i + 1]) : (uint32_t)(s[i + 1] << 8 | s[i]);
        if (first && c >= 0xDC00 && c < 0xE000)
            w = put_code(w, 0x10000 + ((first - 0xD800) << 10) + (c - 0xDC00));
        else if (c < 0xD800 || c >= 0xE000)
            w = put_code(w, c);
        first = c >= 0xD800 && c < 0xDC00 ? c : 0;
    }
    return (size_t)(w - out);
}

const char *csv_recode(TALLOC_CTX *ctx, const char *text, size_t *n)
{
    const unsigned char *s = (const unsigned char *)text;
    bool little = *n >= 2 && s[0] == 0xFF && s[1] == 0xFE, big = *n >= 2 && s[0] == 0xFE && s[1] == 0xFF;

    if (!little && !big && (memchr(text, '\0', *n) || utf8_valid(text, *n)))
        return text;
    char *out = talloc_size(ctx, *n * 3 + 1); /* two bytes never become more than three, nor one */
    *n = little || big ? from_utf16(s + 2, *n - 2, big, out) : from_windows(s, *n, out);
    out[*n] = '\0';
    return out;
}

enum csv csv_open(struct csv_reader *r, const char *text, size_t n)
{
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    *r = (struct csv_reader){.p = text, .end = text + n, .line = 0, .next_line = 1};
    if (memchr(text, '\0', n) || !utf8_valid(text, n))
        return CSV_NOT_UTF8;
    r->separator = find_separator(r->p, r->end);
    return CSV_ROW;
}

static bool at_line_end(const struct csv_reader *r) { return *r->p == '\n' || *r->p == '\r'; }

static void skip_line_end(struct csv_reader *r)
{
    if (r->p < r->end && *r->p == '\r')
        r->p++;
    else if (r->p < r->end && *r->p == '\n') {
        r->p++;
        r->next_line++;
        return;
    } else
        return;
    if (r->p < r->end && *r->p == '\n')
        r->p++;
    r->next_line++;
}

static enum csv read_quoted(struct csv_reader *r, TALLOC_CTX *ctx, const char **out)
{
    const char *start = ++r->p, *p = start;
    size_t      quotes = 0;

    for (;; p++) {
        if (p >= r->end)
            return CSV_QUOTES;
        if (*p == '\n' || (*p == '\r' && (p + 1 >= r->end || p[1] != '\n')))
            r->next_line++;
        if (*p != '"')
            continue;
        if (p + 1 >= r->end || p[1] != '"')
            break;
        quotes++;
        p++;
    }
    size_t n = (size_t)(p - start);
    if (n > CSV_FIELD_BYTES_MAX)
        return CSV_TOO_LONG;
    char *s = talloc_size(ctx, n - quotes + 1), *w = s;
    for (const char *q = start; q < p; q++) {
        *w++ = *q;
        q += *q == '"';
    }
    *w = '\0';
    *out = s;
    r->p = p + 1;
    while (r->p < r->end && *r->p == ' ' && r->separator != ' ')
        r->p++;
    return r->p < r->end && *r->p != r->separator && !at_line_end(r) ? CSV_QUOTES : CSV_ROW;
}

static enum csv read_plain(struct csv_reader *r, TALLOC_CTX *ctx, const char **out)
{
    const char *start = r->p;

    while (r->p < r->end && *r->p != r->separator && !at_line_end(r))
        r->p++;
    size_t n = (size_t)(r->p - start);
    if (n > CSV_FIELD_BYTES_MAX)
        return CSV_TOO_LONG;
    *out = talloc_strndup(ctx, start, n);
    return CSV_ROW;
}

enum csv csv_next(struct csv_reader *r, TALLOC_CTX *ctx, struct csv_record *out)
{
    while (r->p < r->end && at_line_end(r))
        skip_line_end(r);
    if (r->p >= r->end)
        return CSV_END;
    r->line = r->next_line;
    out->n = 0;
    for (;;) {
        if (out->n == CSV_FIELDS_MAX)
            return CSV_TOO_WIDE;
        const char **field = &out->v[out->n++];
        enum csv c = r->p < r->end && *r->p == '"' ? read_quoted(r, ctx, field) : read_plain(r, ctx, field);
        if (c != CSV_ROW)
            return c;
        if (r->p >= r->end || at_line_end(r))
            break;
        r->p++; /* the separator */
    }
    skip_line_end(r);
    return CSV_ROW;
}

/* Would a spreadsheet run it, or has it an apostrophe that would be taken for ours? */
static bool needs_front(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text);
}

const char *csv_unfield(const char *text) { return *text == '\'' && needs_front(text) ? text + 1 : text; }

char *csv_field(TALLOC_CTX *ctx, const char *text)
{
    const char *front = text && needs_front(text) ? "'" : "";
    char       *s, *w;

    if (!text)
        text = "";
    if (!strpbrk(text, "\",;\t\r\n") && !*front)
        return talloc_strdup(ctx, text);
    w = s = talloc_size(ctx, 2 * strlen(text) + 4);
    *w++ = '"';
    if (*front)
        *w++ = '\'';
    for (; *text; text++) {
        *w++ = *text;
        if (*text == '"')
            *w++ = '"';
    }
    *w++ = '"';
    *w = '\0';
    return s;
}
