/* parse_language.c - Accept-Language (RFC 9110, section 12.5.4). */
#include "kit/parse.h"

#include <string.h>
#include <strings.h>

/* One "fr-SN;q=0.8" of the list. */
struct range {
    const char *tag;
    size_t      n;
    int         q; /* thousandths; -1: not well formed, so passed over */
};

/* qvalue: "0", "1", "0.123" */
static int read_q(const char *s, size_t n)
{
    int q = 0;

    if (n == 0 || n > 5 || (s[0] != '0' && s[0] != '1') || (n > 1 && s[1] != '.'))
        return -1;
    q = (s[0] - '0') * 1000;
    for (size_t i = 2, unit = 100; i < n; i++, unit /= 10) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        q += (s[i] - '0') * (int)unit;
    }
    return q <= 1000 ? q : -1;
}

/* Reads one range and goes past its comma. */
static const char *read_range(const char *s, struct range *out)
{
    static const char blank[] = " \t";

    s += strspn(s, " \t,");
    *out = (struct range){.tag = s, .n = strcspn(s, " \t,;"), .q = 1000};
    s += out->n;
    s += strspn(s, blank);
    while (*s == ';') {
        s++;
        s += strspn(s, blank);
        size_t n = strcspn(s, " \t,;");
        if (n >= 2 && (s[0] == 'q' || s[0] == 'Q') && s[1] == '=')
            out->q = read_q(s + 2, n - 2);
        s += n;
        s += strspn(s, blank);
    }
    if (*s != ',' && *s != '\0')
        out->q = -1; /* two words without a comma */
    return s + strcspn(s, ",");
}

/* How much `offer` is wanted, and the place in the list of the range that says so. A range that names
 * the language counts before "*". */
static int wanted(const char *header, const char *offer, size_t *place)
{
    size_t offer_n = strlen(offer), i = 0;
    int    named = -1, any = -1;
    size_t named_at = 0, any_at = 0;

    while (*header != '\0') {
        struct range r;
        header = read_range(header, &r);
        i++;
        if (r.q < 0)
            continue;
        if (r.n == 1 && r.tag[0] == '*') {
            if (r.q > any) {
                any = r.q;
                any_at = i;
            }
        } else if (r.n >= offer_n && strncasecmp(r.tag, offer, offer_n) == 0 &&
                   (r.n == offer_n || r.tag[offer_n] == '-') && r.q > named) {
            named = r.q;
            named_at = i;
        }
    }
    *place = named >= 0 ? named_at : any_at;
    return named >= 0 ? named : any;
}

int parse_accept_language(const char *header, const char *const *offers, size_t n)
{
    int    best = -1, best_q = 0;
    size_t best_place = 0;

    for (size_t i = 0; header && i < n; i++) {
        size_t place;
        int    q = wanted(header, offers[i], &place);
        if (q > best_q || (q == best_q && q > 0 && place < best_place)) {
            best = (int)i;
            best_q = q;
            best_place = place;
        }
    }
    return best;
}
