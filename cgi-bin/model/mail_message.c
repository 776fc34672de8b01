/* mail_message.c - see mail_message.h. */
#include "model/mail_message.h"

#include <stdio.h>
#include <time.h>

#define LINE_MOST 76
#define WORD_BYTES 42 /* of text in one encoded word: 75 characters with its frame */

static const char BLANK[] = "t=…";

/* ---- headers ---- */

static bool plain(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || (unsigned char)*s > '~')
            return false;
    return true;
}

static char *base64(const char *s, size_t n)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = talloc_size(pool, (n + 2) / 3 * 4 + 1), *w = out;

    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)(unsigned char)s[i] << 16;
        if (i + 1 < n)
            v |= (unsigned)(unsigned char)s[i + 1] << 8;
        if (i + 2 < n)
            v |= (unsigned char)s[i + 2];
        *w++ = set[v >> 18 & 63];
        *w++ = set[v >> 12 & 63];
        *w++ = i + 1 < n ? set[v >> 6 & 63] : '=';
        *w++ = i + 2 < n ? set[v & 63] : '=';
    }
    *w = '\0';
    return out;
}

/* Text of a header as encoded words, each holding whole characters and on a line of its own. Plain
 * text of one short line stays as it is, unless it looks like an encoded word itself. */
static char *header_text(const char *text, size_t used)
{
    const char *s = text_tidy(pool, text, true);
    char *out = copy("");

    if (plain(s) && strlen(s) + used <= LINE_MOST && strstr(s, "=?") == NULL)
        return copy(s);
    while (*s) {
        size_t n = 0;
        while (s[n] && n < WORD_BYTES)
            n++;
        while (s[n] && ((unsigned char)s[n] & 0xC0) == 0x80 && n > 0)
            n--; /* not in the middle of a character */
        if (n == 0)
            n = 1; /* not UTF-8: cannot be here, but must end */
        out = talloc_asprintf_append(out, "%s=?UTF-8?B?%s?=", *out ? "\r\n " : "", base64(s, n));
        s += n;
    }
    return out;
}

/* A display name: a quoted string when it is plain. */
static char *header_name(const char *name)
{
    if (!plain(name))
        return header_text(name, LINE_MOST);
    char *out = copy("\"");
    for (const char *p = name; *p; p++)
        out = talloc_asprintf_append(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    out = talloc_asprintf_append(out, "\"");
    return strlen(out) <= 62 ? out : header_text(name, LINE_MOST);
}

static char *header_date(struct instant at)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t s = (time_t)(at.us / 1000000);
    struct tm tm;

    gmtime_r(&s, &tm);
    return fmt("%s, %02d %s %04d %02d:%02d:%02d +0000", days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
               tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

char *message_id(int64_t id, const char *host)
{
    return fmt("mail.%" PRId64 "@%s", id, host);
}

bool message_sender(const char *text, const char **name, const char **address)
{
    const char *open = strrchr(text, '<'), *close = open ? strchr(open, '>') : NULL;

    if (open && close) {
        *address = parse_email(pool, talloc_strndup(pool, open + 1, (size_t)(close - open - 1)));
        *name = text_tidy(pool, talloc_strndup(pool, text, (size_t)(open - text)), true);
    } else {
        *address = parse_email(pool, text);
        *name = "";
    }
    return *address != NULL;
}

/* ---- body: quoted-printable ---- */

struct qp {
    char  *out;
    size_t n, room, column;
};

static void qp_put(struct qp *q, const char *s, size_t n)
{
    if (q->n + n + 1 > q->room) {
        q->room = (q->n + n + 1) * 2;
        q->out = talloc_realloc(pool, q->out, char, q->room);
    }
    memcpy(q->out + q->n, s, n);
    q->n += n;
    q->out[q->n] = '\0';
    q->column += n;
}

static void qp_byte(struct qp *q, unsigned char c, bool encode)
{
    char code[4];
    size_t n = encode ? 3 : 1;

    if (q->column + n > LINE_MOST - 1) { /* one column is for the '=' */
        qp_put(q, "=\r\n", 3);
        q->column = 0;
    }
    if (encode)
        snprintf(code, sizeof code, "=%02X", c);
    else
        code[0] = (char)c;
    qp_put(q, code, n);
}

static char *quoted_printable(const char *s)
{
    struct qp q = {.out = copy(""), .room = 1};

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '\r')
            continue;
        if (c == '\n') {
            qp_put(&q, "\r\n", 2);
            q.column = 0;
            continue;
        }
        bool at_end = s[1] == '\n' || s[1] == '\r' || s[1] == '\0';
        bool from = q.column == 0 && strncmp(s, "From ", 5) == 0; /* some stores would add a '>' */
        qp_byte(&q, c, c == '=' || c < ' ' || c > '~' || (c == ' ' && at_end) || from ||
                           (c == '.' && q.column == 0));
    }
    return q.out;
}

/* An address that could end its header or its brackets is left out. */
static char *header_unsubscribe(const char *url)
{
    if (empty(url) || !plain(url) || strpbrk(url, " <>,"))
        return copy("");
    return fmt("List-Unsubscribe: <%s>\r\n"
               "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", url);
}

char *message_text(const struct message *m)
{
    const char *name = empty(m->from_name) ? "" : header_name(m->from_name);
    const char *from = *name ? fmt("%s%s<%s>", name, strlen(name) > 40 ? "\r\n " : " ", m->from) : m->from;
    const char *body = quoted_printable(m->body);
    size_t n = strlen(body);
    bool ends = n > 0 && body[n - 1] == '\n';

    return fmt("Date: %s\r\n"
               "From: %s\r\n"
               "To: %s\r\n"
               "Message-ID: <%s>\r\n"
               "Subject: %s\r\n"
               "MIME-Version: 1.0\r\n"
               "Content-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n"
               "Content-Language: %s\r\n"
               "Auto-Submitted: auto-generated\r\n"
               "%s"
               "\r\n"
               "%s%s",
               header_date(m->at), from, m->to, message_id(m->id, m->host),
               header_text(m->subject, sizeof "Subject: "), m->lang, header_unsubscribe(m->unsubscribe), body, ends ? "" : "\r\n");
}

/* ---- secrets ---- */

static size_t token_length(const char *s)
{
    return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

char *message_blank(const char *body)
{
    char *out = talloc_size(pool, strlen(body) + 1), *w = out;

    /* A token is longer than the mark that takes its place, so the room is enough. */
    for (const char *s = body; *s;) {
        size_t n;
        if ((*s == '?' || *s == '&') && s[1] == 't' && s[2] == '=' && (n = token_length(s + 3)) >= 16) {
            *w++ = *s;
            memcpy(w, BLANK, sizeof BLANK - 1);
            w += sizeof BLANK - 1;
            s += 3 + n;
        } else {
            *w++ = *s++;
        }
    }
    *w = '\0';
    return out;
}

bool message_has_blanks(const char *body)
{
    for (const char *s = strstr(body, BLANK); s; s = strstr(s + 1, BLANK))
        if (s > body && (s[-1] == '?' || s[-1] == '&'))
            return true;
    return false;
}
