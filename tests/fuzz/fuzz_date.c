#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char          *s = fuzz_string(bytes, n);
    struct date    d, d2;
    struct instant t, t2;

    if (parse_date(s, &d)) {
        CHECK(d.year >= 1 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31);
        CHECK(parse_date(talloc_asprintf(ctx, "%04d-%02d-%02d", d.year, d.month, d.day), &d2));
        CHECK(date_cmp(d, d2) == 0);
        CHECK(parse_date(talloc_asprintf(ctx, "%d/%d/%04d", d.day, d.month, d.year), &d2));
        CHECK(date_cmp(d, d2) == 0);
        CHECK(parse_instant(talloc_asprintf(ctx, "%04d-%02d-%02dT23:59Z", d.year, d.month, d.day), &t));
        CHECK(date_cmp(date_of(t), d) == 0);
        CHECK(date_cmp(date_of(instant_add(t, 60)), d) != 0);
    }
    if (parse_instant(s, &t)) {
        CHECK(parse_instant(instant_iso(ctx, t), &t2));
        CHECK(t2.us <= t.us && t.us - t2.us < 1000000);
        CHECK(strncmp(instant_iso(ctx, t), s, 10) == 0);
    }
    /* any number is an instant that can be shown */
    t.us = 0;
    memcpy(&t.us, bytes, n < sizeof(t.us) ? n : sizeof(t.us));
    d = date_of(t);
    if (d.year != 0) {
        CHECK(parse_instant(instant_iso(ctx, t), &t2));
        CHECK(date_cmp(date_of(t2), d) == 0);
    } else {
        CHECK(instant_iso(ctx, t) != NULL);
    }
    free(s);
}
