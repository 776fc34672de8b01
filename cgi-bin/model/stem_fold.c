#include <wctype.h>

#include "model/stem.h"

unsigned fold_next(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    unsigned c = *s, more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

    if (c == 0)
        return 0;
    s++;
    if (more)
        c &= 0x3fu >> more;
    for (; more && (*s & 0xc0) == 0x80; more--)
        c = c << 6 | (*s++ & 0x3f);
    *p = (const char *)s;
    return c ? c : ' ';
}

bool fold_is_letter(unsigned c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c < 0xc0)
        return c == 0xaa || c == 0xad || c == 0xb5 || c == 0xba;
    if (c == 0xd7 || c == 0xf7)
        return false;
    if (c >= 0x600 && c < 0x700) /* Arabic: all but its punctuation */
        return !(c == 0x60c || c == 0x61b || c == 0x61f || (c >= 0x66a && c <= 0x66d) || c == 0x6d4);
    if (c >= 0x2000 && c < 0x2c00) /* punctuation, currencies, arrows, signs, boxes */
        return false;
    return !(c >= 0x3000 && c < 0x3040) && !(c >= 0xe000 && c < 0xfb00) && c != 0xfeff &&
           !(c >= 0xff00 && c < 0xff10) && c < 0x1f000;
}

static void utf8_put(unsigned c, char out[5])
{
    int n = 0;

    if (c < 0x80) {
        out[n++] = (char)c;
    } else if (c < 0x800) {
        out[n++] = (char)(0xc0 | c >> 6);
        out[n++] = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out[n++] = (char)(0xe0 | c >> 12);
        out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        out[n++] = (char)(0x80 | (c & 0x3f));
    } else {
        out[n++] = (char)(0xf0 | c >> 18);
        out[n++] = (char)(0x80 | (c >> 12 & 0x3f));
        out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        out[n++] = (char)(0x80 | (c & 0x3f));
    }
    out[n] = '\0';
}

/* U+00C0 to U+00FF and U+0100 to U+017F without their accents; what becomes two letters is a digit. */
static const char latin1[] = "aaaaaa1ceeeeiiiidnooooo*ouuuuy23aaaaaa1ceeeeiiiidnooooo/ouuuuy2y";
static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii"
                              "iijjkkkllllllllllnnnnnnnnnoooooo44rrrrrrssssssss"
                              "ttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char *const two[] = {"ae", "th", "ss", "oe"};
static const char *const ligature[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"}; /* U+FB00.. */

static unsigned fold_arabic(unsigned c)
{
    switch (c) {
    case 0x622: case 0x623: case 0x625: case 0x671: return 0x627; /* forms of alef */
    case 0x629: return 0x647; /* teh marbuta as heh */
    case 0x649: return 0x64a; /* alef maksura as yeh */
    default: return c;
    }
}

/* Marks that stand on a letter, and characters inside words that nobody sees. */
static bool is_mark(unsigned c)
{
    return c == 0xad || (c >= 0x300 && c < 0x370) || c == 0x640 || (c >= 0x64b && c < 0x660) || c == 0x670;
}

void fold_letter(unsigned c, char out[5])
{
    char base = c >= 0xc0 && c < 0x100 ? latin1[c - 0xc0] : c >= 0x100 && c < 0x180 ? latin_a[c - 0x100] : 0;

    out[0] = '\0';
    if (is_mark(c))
        return;
    if (c < 0x80)
        utf8_put(c >= 'A' && c <= 'Z' ? c | 0x20 : c, out);
    else if (base >= '1' && base <= '4')
        memcpy(out, two[base - '1'], 3);
    else if (base)
        utf8_put((unsigned char)base, out);
    else if (c >= 0xfb00 && c <= 0xfb06)
        memcpy(out, ligature[c - 0xfb00], strlen(ligature[c - 0xfb00]) + 1);
    else if (c >= 0x600 && c < 0x700)
        utf8_put(fold_arabic(c), out);
    else
        utf8_put((unsigned)towlower((wint_t)c), out);
}

void fold_lower(unsigned c, char out[5])
{
    if (c >= 0xc0 && c <= 0xde && c != 0xd7)
        utf8_put(c + 0x20, out);
    else if (c >= 0xdf && c <= 0xff)
        utf8_put(c, out);
    else
        fold_letter(c, out);
}
