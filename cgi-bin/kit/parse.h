/* parse.h - readers for what comes from outside: queries, forms, cookies, dates, numbers, addresses.
 *
 * None of them trusts its input, none reads past the given length, and all of them run in linear time.
 * Strings that they return live in the given talloc context. Each reader has a fuzz target in
 * tests/fuzz. They know nothing of FastCGI, of the database or of templates. */
#ifndef KIT_PARSE_H
#define KIT_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

enum parse {
    PARSE_OK,
    PARSE_BAD,      /* the syntax is broken: answer 400 */
    PARSE_TOO_MANY, /* more parts than the limit: answer 400 */
    PARSE_TOO_LONG  /* longer than the limit: answer 413 */
};

/* ---- name=value pairs ---- */

struct pair {
    const char *name;
    const char *value; /* always valid UTF-8: mended by utf8_mend() when .broken */
    bool        broken; /* value had a NUL byte or was not UTF-8: a form says so beside the field */
};
struct pairs {
    struct pair *v;
    size_t       n;
};

/* application/x-www-form-urlencoded (WHATWG URL standard): "a=1&b=two+words". Names that are broken
 * are PARSE_BAD. At most `most` pairs. */
enum parse parse_urlencoded(TALLOC_CTX *ctx, const char *s, size_t n, size_t most, struct pairs *out);

/* Undoes %XX in a path. PARSE_BAD: bad escapes, NUL, control characters, invalid UTF-8. */
enum parse parse_path(TALLOC_CTX *ctx, const char *s, size_t n, const char **out);

/* The value of cookie `name` in a Cookie header (RFC 6265; NULL: not sent), or NULL. The first one wins. */
const char *parse_cookie(TALLOC_CTX *ctx, const char *header, const char *name);

/* Index of the best of `offers` (such as "en", "fr", "es") for an Accept-Language header
 * (RFC 9110, section 12.5.4; "fr-SN" matches "fr"), or -1 when none is wanted. */
int parse_accept_language(const char *header, const char *const *offers, size_t n);

/* ---- multipart/form-data (RFC 7578), fed piece by piece ---- */

struct multipart_limits {
    size_t parts;        /* parts in one body */
    size_t headers;      /* header lines in one part */
    size_t header_bytes; /* all header lines of one part */
};
struct multipart_part {
    const char *name;     /* form field; UTF-8 */
    const char *filename; /* NULL: an ordinary field. As sent, without any folder before / or \ */
    const char *type;     /* as sent, or NULL; never to be trusted */
};
/* Each returns false to stop reading: multipart_feed then returns PARSE_TOO_LONG. The bytes of one part
 * may come in many pieces; the strings of its struct live as long as multipart_new()'s context. */
struct multipart_events {
    bool (*begin)(void *arg, const struct multipart_part *part);
    bool (*data)(void *arg, const char *bytes, size_t n);
    bool (*end)(void *arg);
    void *arg;
};
struct multipart;

/* NULL when the Content-Type has no usable boundary (1 to 70 characters of RFC 2046's set). */
struct multipart *multipart_new(TALLOC_CTX *ctx, const char *content_type,
                                const struct multipart_limits *lim, const struct multipart_events *ev);
/* PARSE_TOO_MANY: parts or header lines; PARSE_TOO_LONG: header bytes. An error is for good. */
enum parse multipart_feed(struct multipart *mp, const char *bytes, size_t n);
/* PARSE_BAD when the closing boundary has not been seen. */
enum parse multipart_finish(struct multipart *mp);

/* ---- single values ---- */

struct date {
    int16_t year; /* 0: not known */
    int8_t  month, day; /* 0 in a year or month that stands alone */
};
struct instant {
    int64_t us; /* microseconds since 1970-01-01 UTC; 0: not known */
};

bool utf8_valid(const char *s, size_t n);
size_t utf8_length(const char *s); /* code points in valid UTF-8 */
/* Bytes of the code point at s (1 to 4) and the code point itself; 0 when n is 0 or it is broken. */
size_t utf8_next(const char *s, size_t n, uint32_t *code);
/* Makes s[0..n] a string of valid UTF-8, in place (s has room for n + 1 bytes): it ends at the first
 * NUL byte, and broken bytes become '?'. False when it had to. */
bool utf8_mend(char *s, size_t n);

int parse_hex(char digit); /* 0 to 15, or -1 */
/* A whole number of -2^63 .. 2^63-1: digits with an optional leading '-', nothing else. */
bool parse_int(const char *s, int64_t *out);
/* "2024-05-31"; also "31/05/2024" and "31.05.2024" as people type them. A real day of 1 to 9999. */
bool parse_date(const char *s, struct date *out);
/* "2024-05-31T12:00:00Z" (seconds and fraction may be missing, also "2024-05-31 12:00:00"): UTC. */
bool parse_instant(const char *s, struct instant *out);
/* An e-mail address as the HTML standard defines it, 254 bytes at most; the domain becomes lower
 * case, blanks around it go. NULL when it is none. */
char *parse_email(TALLOC_CTX *ctx, const char *s);
/* Puts text as typed in order: line ends become "\n", control characters but \n and \t go, blanks at
 * the ends go, and with `one_line` every run of white space becomes one blank (no-break spaces stay).
 * Broken bytes become '?'. */
char *text_tidy(TALLOC_CTX *ctx, const char *s, bool one_line);
/* An http(s) address with a host name and no user part, 2,000 bytes at most, or NULL: what may become a
 * link. Scheme and host become lower case, what is not ASCII after them becomes %XX, blanks around go. */
char *parse_url(TALLOC_CTX *ctx, const char *s);
/* The same as people type it: they know their address without what stands before it, "www.example.org". */
char *parse_url_typed(TALLOC_CTX *ctx, const char *s);
/* A path of this site to go back to: begins with one '/', no '//', no '\', no control bytes. */
bool path_is_local(const char *s);

int date_cmp(struct date a, struct date b);
struct instant instant_now(void);
struct date today(void); /* UTC */
struct date date_of(struct instant t);
/* "2024-05-31T12:00:00Z" */
char *instant_iso(TALLOC_CTX *ctx, struct instant t);
struct instant instant_add(struct instant t, int64_t seconds);

#endif
