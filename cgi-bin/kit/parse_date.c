/* parse_date.c - days and instants, all UTC, in the proleptic Gregorian calendar. */
#include "kit/parse.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

static const int64_t DAY_US = INT64_C(86400000000);

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool             leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

/* Days since 1970-01-01 and back. Years begin in March, so that the leap day is their last; an era is
 * 400 of them, 146,097 days. */
static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year = y - era * 400;
    int64_t day = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + year * 365 + year / 4 - year / 100 + day - 719468;
}

static void days_undo(int64_t days, int64_t *y, int *m, int *d)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t left = days - era * 146097;
    int64_t year = (left - left / 1460 + left / 36524 - left / 146096) / 365;
    int64_t day = left - (365 * year + year / 4 - year / 100);
    int     month = (int)((5 * day + 2) / 153);

    *d = (int)(day - (153 * month + 2) / 5 + 1);
    *m = month < 10 ? month + 3 : month - 9;
    *y = year + era * 400 + (*m <= 2);
}

/* Reads `least` to `most` digits; goes past them. */
static bool digits(const char **s, int least, int most, int *out)
{
    int n = 0, v = 0;

    for (; n < most && **s >= '0' && **s <= '9'; n++, (*s)++)
        v = v * 10 + (**s - '0');
    *out = v;
    return n >= least;
}

static bool literal(const char **s, char c)
{
    if (**s != c)
        return false;
    (*s)++;
    return true;
}

static bool real_day(int y, int m, int d, struct date *out)
{
    if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days_in(y, m))
        return false;
    *out = (struct date){.year = (int16_t)y, .month = (int8_t)m, .day = (int8_t)d};
    return true;
}

static bool iso_day(const char **s, struct date *out)
{
    int y, m, d;

    return digits(s, 4, 4, &y) && literal(s, '-') && digits(s, 2, 2, &m) && literal(s, '-') &&
           digits(s, 2, 2, &d) && real_day(y, m, d, out);
}

static bool typed_day(const char *s, struct date *out)
{
    int y, m, d;

    if (!digits(&s, 1, 2, &d))
        return false;
    char between = *s;
    if ((between != '/' && between != '.') || !literal(&s, between) || !digits(&s, 1, 2, &m))
        return false;
    return literal(&s, between) && digits(&s, 4, 4, &y) && *s == '\0' && real_day(y, m, d, out);
}

bool parse_date(const char *s, struct date *out)
{
    struct date d;
    const char *iso = s;

    if (!(iso_day(&iso, &d) && *iso == '\0') && !typed_day(s, &d))
        return false;
    *out = d;
    return true;
}

/* ":SS" and ".ffffff"; digits past the microsecond are dropped. */
static bool seconds(const char **s, int *sec, int *us)
{
    *sec = *us = 0;
    if (!literal(s, ':'))
        return true;
    if (!digits(s, 2, 2, sec))
        return false;
    if (!literal(s, '.'))
        return true;
    int n = 0;
    for (; n < 9 && **s >= '0' && **s <= '9'; n++, (*s)++)
        if (n < 6)
            *us = *us * 10 + (**s - '0');
    for (int i = n; i < 6; i++)
        *us *= 10;
    return n > 0;
}

bool parse_instant(const char *s, struct instant *out)
{
    struct date d;
    int         hour, minute, sec, us;

    if (!iso_day(&s, &d) || !(literal(&s, 'T') || literal(&s, ' ')))
        return false;
    if (!digits(&s, 2, 2, &hour) || !literal(&s, ':') || !digits(&s, 2, 2, &minute) ||
        !seconds(&s, &sec, &us))
        return false;
    (void)literal(&s, 'Z');
    if (*s != '\0' || hour > 23 || minute > 59 || sec > 59)
        return false;
    out->us = days_of(d.year, d.month, d.day) * DAY_US +
              (int64_t)(hour * 3600 + minute * 60 + sec) * 1000000 + us;
    return true;
}

int date_cmp(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

struct instant instant_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (struct instant){(int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000};
}

struct date today(void)
{
    return date_of(instant_now());
}

/* Whole days, rounded down also before 1970. */
static int64_t day_number(struct instant t, int64_t *rest)
{
    int64_t days = t.us / DAY_US;

    *rest = t.us % DAY_US;
    if (*rest < 0) {
        *rest += DAY_US;
        days--;
    }
    return days;
}

struct date date_of(struct instant t)
{
    int64_t year, rest;
    int     month, day;

    days_undo(day_number(t, &rest), &year, &month, &day);
    if (year < 1 || year > 9999)
        return (struct date){0};
    return (struct date){.year = (int16_t)year, .month = (int8_t)month, .day = (int8_t)day};
}

char *instant_iso(TALLOC_CTX *ctx, struct instant t)
{
    int64_t year, rest;
    int     month, day;

    days_undo(day_number(t, &rest), &year, &month, &day);
    int sec = (int)(rest / 1000000);
    return talloc_asprintf(ctx, "%04" PRId64 "-%02d-%02dT%02d:%02d:%02dZ", year, month, day, sec / 3600,
                           sec / 60 % 60, sec % 60);
}

struct instant instant_add(struct instant t, int64_t seconds)
{
    int64_t us;

    if (__builtin_mul_overflow(seconds, 1000000, &us) || __builtin_add_overflow(t.us, us, &us))
        us = seconds < 0 ? INT64_MIN : INT64_MAX;
    return (struct instant){us};
}
