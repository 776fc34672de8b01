/* parse_text.c - text as people type and paste it. */
#include "kit/parse.h"

#include <string.h>

enum { NEXT_LINE = 0x85, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029, BROKEN = 0x110000 };

/* Control characters, and the two code points that XML forbids. */
static bool dropped(uint32_t c)
{
    return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff;
}

/* What nobody sees at the ends: a field with nothing else in it is empty. */
static bool blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
           c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

static size_t step(const char *s, size_t n, uint32_t *code)
{
    size_t len = utf8_next(s, n, code);

    if (len > 0)
        return len;
    *code = BROKEN;
    return 1;
}

static size_t put(char *to, const char *from, size_t len, uint32_t c)
{
    if (c == '\n' || c == BROKEN) {
        *to = c == BROKEN ? '?' : '\n';
        return 1;
    }
    memcpy(to, from, len);
    return len;
}

char *text_tidy(TALLOC_CTX *ctx, const char *s, bool one_line)
{
    size_t n = strlen(s), w = 0, end = 0;
    char  *text = talloc_size(ctx, n + 1);
    bool   gap = false; /* a blank is owed, once something follows */

    for (size_t i = 0, len; i < n; i += len) {
        uint32_t c;
        len = step(s + i, n - i, &c);
        bool line_end = c == '\r' || c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
        if (c == '\r' && s[i + 1] == '\n')
            continue; /* the \n comes next */
        if (line_end)
            c = '\n';
        else if (dropped(c))
            continue;
        if (w == 0 && blank(c))
            continue;
        if (one_line && (c == ' ' || c == '\n' || c == '\t')) {
            gap = true;
            continue;
        }
        if (gap)
            text[w++] = ' ';
        gap = false;
        w += put(text + w, s + i, len, c);
        if (!blank(c))
            end = w;
    }
    text[end] = '\0';
    return text;
}
