/* parse_multipart.c - multipart/form-data (RFC 7578, RFC 2046), fed in pieces of any size.
 *
 * Nothing of a body is kept but the header line in hand. A delimiter is CRLF "--" boundary; it holds CR
 * only as its first byte, so after a mismatch a new match can begin only at the byte that did not fit,
 * and every byte is looked at twice at most. Bytes that began to look like a delimiter at the end of a
 * piece are equal to the delimiter's own: they are given out from there when it turns out to be none. */
#include "kit/parse.h"

#include <string.h>

#include "kit/parse_multipart.h"

enum state {
    PREAMBLE, /* before the first delimiter */
    BODY,
    DELIMITED, /* right behind a delimiter: "--" ends it all */
    CLOSING,   /* behind the first '-' */
    PADDING,   /* blanks between delimiter and line end */
    LINE_FEED, /* behind the CR of a delimiter's line */
    HEADERS,
    EPILOGUE,
    FAILED
};

struct multipart {
    TALLOC_CTX             *ctx;
    struct multipart_limits lim;
    struct multipart_events ev;
    enum state              state;
    enum parse              error;
    size_t                  parts;

    char   delim[4 + MULTIPART_BOUNDARY_MOST + 1];
    size_t delim_n;
    size_t match;   /* bytes of delim seen so far */
    size_t implied; /* of these, ones that were not there: a first line, or an empty part, needs no CRLF */

    struct multipart_head head;
    char  *line; /* header line in hand, lim.header_bytes + 1 */
    size_t line_n;
    size_t lines, head_bytes;
    bool   cr;
};

struct multipart *multipart_new(TALLOC_CTX *ctx, const char *content_type,
                                const struct multipart_limits *lim, const struct multipart_events *ev)
{
    struct multipart *mp = talloc_zero(ctx, struct multipart);

    memcpy(mp->delim, "\r\n--", 4);
    size_t n = multipart_boundary(content_type, mp->delim + 4);
    if (n == 0) {
        talloc_free(mp);
        return NULL;
    }
    mp->ctx = ctx;
    mp->lim = *lim;
    mp->ev = *ev;
    mp->delim_n = 4 + n;
    mp->match = mp->implied = 2;
    mp->line = talloc_size(mp, lim->header_bytes + 1);
    return mp;
}

static const char *fail(struct multipart *mp, enum parse why)
{
    mp->state = FAILED;
    mp->error = why;
    return NULL;
}

/* ---- bodies ---- */

static bool give(struct multipart *mp, const char *bytes, size_t n)
{
    if (n == 0 || mp->state == PREAMBLE)
        return true;
    return mp->ev.data(mp->ev.arg, bytes, n);
}

static const char *delimiter_seen(struct multipart *mp, const char *p)
{
    bool in_part = mp->state == BODY;

    mp->match = mp->implied = 0;
    mp->state = DELIMITED;
    if (in_part && !mp->ev.end(mp->ev.arg))
        return fail(mp, PARSE_TOO_LONG);
    return p;
}

/* Reads a body, or the preamble, up to and including the next delimiter. */
static const char *read_body(struct multipart *mp, const char *p, const char *end)
{
    const char *from = p;                           /* not given out yet */
    size_t      held = mp->match - mp->implied;     /* matched bytes of earlier pieces */

    while (p < end && mp->match < mp->delim_n) {
        if (mp->match == 0) {
            const char *cr = memchr(p, '\r', (size_t)(end - p));
            p = cr ? cr : end;
            if (cr == NULL)
                break;
        }
        if (*p == mp->delim[mp->match]) {
            mp->match++;
            p++;
        } else {
            if (!give(mp, mp->delim + mp->implied, held))
                return fail(mp, PARSE_TOO_LONG);
            mp->match = mp->implied = held = 0;
        }
    }
    size_t here = mp->match - mp->implied - held; /* matched bytes of this piece */
    if (!give(mp, from, (size_t)(p - from) - here))
        return fail(mp, PARSE_TOO_LONG);
    return mp->match == mp->delim_n ? delimiter_seen(mp, p) : p;
}

/* ---- between delimiter and headers ---- */

static const char *read_delimiter_line(struct multipart *mp, const char *p)
{
    char c = *p++;

    if (mp->state == CLOSING && c == '-')
        mp->state = EPILOGUE;
    else if (mp->state == DELIMITED && c == '-')
        mp->state = CLOSING;
    else if ((mp->state == DELIMITED || mp->state == PADDING) && (c == ' ' || c == '\t'))
        mp->state = PADDING;
    else if ((mp->state == DELIMITED || mp->state == PADDING) && c == '\r')
        mp->state = LINE_FEED;
    else if (mp->state == LINE_FEED && c == '\n') {
        if (++mp->parts > mp->lim.parts)
            return fail(mp, PARSE_TOO_MANY);
        mp->state = HEADERS;
        mp->head = (struct multipart_head){0};
        mp->lines = mp->head_bytes = mp->line_n = 0;
        mp->cr = false;
    } else
        return fail(mp, PARSE_BAD);
    return p;
}

/* ---- headers ---- */

/* The blank line: the part begins. Its body may be missing altogether, then this line's CRLF is already
 * that of the delimiter. */
static const char *headers_end(struct multipart *mp, const char *p)
{
    if (!multipart_head_ok(&mp->head))
        return fail(mp, PARSE_BAD);
    mp->state = BODY;
    mp->match = mp->implied = 2;
    if (!mp->ev.begin(mp->ev.arg, &mp->head.part))
        return fail(mp, PARSE_TOO_LONG);
    return p;
}

static const char *line_end(struct multipart *mp, const char *p)
{
    size_t n = mp->line_n;

    mp->cr = false;
    mp->line_n = 0;
    if (n == 0)
        return headers_end(mp, p);
    if (++mp->lines > mp->lim.headers)
        return fail(mp, PARSE_TOO_MANY);
    mp->line[n] = '\0';
    if (!multipart_head_line(mp->ctx, mp->line, n, &mp->head))
        return fail(mp, PARSE_BAD);
    return p;
}

static const char *read_header(struct multipart *mp, const char *p)
{
    char c = *p++;

    if (++mp->head_bytes > mp->lim.header_bytes)
        return fail(mp, PARSE_TOO_LONG);
    if (mp->cr)
        return c == '\n' ? line_end(mp, p) : fail(mp, PARSE_BAD);
    if (c == '\r')
        mp->cr = true;
    else if (c == '\0' || c == '\n' || c == 0x7f || ((unsigned char)c < ' ' && c != '\t'))
        return fail(mp, PARSE_BAD);
    else
        mp->line[mp->line_n++] = c;
    return p;
}

enum parse multipart_feed(struct multipart *mp, const char *bytes, size_t n)
{
    const char *p = bytes, *end = bytes + n;

    while (p != NULL && p < end) {
        switch (mp->state) {
        case PREAMBLE:
        case BODY:
            p = read_body(mp, p, end);
            break;
        case HEADERS:
            p = read_header(mp, p);
            break;
        case EPILOGUE:
        case FAILED:
            p = NULL;
            break;
        default:
            p = read_delimiter_line(mp, p);
        }
    }
    return mp->state == FAILED ? mp->error : PARSE_OK;
}

enum parse multipart_finish(struct multipart *mp)
{
    if (mp->state != FAILED && mp->state != EPILOGUE)
        fail(mp, PARSE_BAD);
    return mp->state == FAILED ? mp->error : PARSE_OK;
}
