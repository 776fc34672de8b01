/* parse_text.c - text as people type and paste it. */
#include "kit/parse.h"

#include <string.h>

enum { NEXT_LINE = 0x85, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029, BROKEN = 0x110000 };

/* Control characters, the two code points that XML forbids, and what would turn the direction of the words
 * around a name: the marks that stand for one place (U+200E, U+200F) do no harm and stay. */
static bool dropped(uint32_t c)
{
    return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* What nobody sees at the ends: a field with nothing else in it is empty. */
static bool blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || c == 0xad || c == 0x115f || c == 0x1160 ||
           c == 0x1680 || c == 0x180e || (c >= 0x2000 && c <= 0x200f) || c == 0x202f || (c >= 0x205f && c <= 0x2064) ||
           c == 0x2800 || c == 0x3000 || c == 0x3164 || c == 0xfeff || c == 0xffa0;
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
