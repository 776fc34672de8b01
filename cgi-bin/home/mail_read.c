/* mail_read.c - see mail_read.h. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "home/mail_read.h"

#define FILE_MOST (1024 * 1024)

static int hex_digit(int c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Quoted-printable; in a header word "_" stands for a blank. */
static char *from_qp(const char *s, size_t n, bool word)
{
    char *out = talloc_size(pool, n + 1), *w = out;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '=' && i + 2 < n && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
            *w++ = (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
            i += 2;
        } else if (s[i] == '=' && i + 1 < n && s[i + 1] == '\n') {
            i++; /* soft line end */
        } else {
            *w++ = word && s[i] == '_' ? ' ' : s[i];
        }
    }
    *w = '\0';
    return out;
}

static char *from_base64(const char *s, size_t n)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char    *out = talloc_size(pool, n + 1), *w = out;
    unsigned v = 0;
    int      bits = 0;

    for (size_t i = 0; i < n; i++) {
        const char *p = s[i] ? strchr(set, s[i]) : NULL;

        if (!p)
            continue;
        v = v << 6 | (unsigned)(p - set);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            *w++ = (char)(v >> bits & 0xFF);
        }
    }
    *w = '\0';
    return out;
}

/* One =?UTF-8?B?...?= at p; NULL when there is none. *after: behind it. */
static char *encoded_word(const char *p, const char **after)
{
    const char *text, *end;
    int         how;

    if (strncasecmp(p, "=?utf-8?", 8) != 0)
        return NULL;
    how = toupper((unsigned char)p[8]);
    if ((how != 'B' && how != 'Q') || p[9] != '?')
        return NULL;
    text = p + 10;
    end = strstr(text, "?=");
    if (!end)
        return NULL;
    *after = end + 2;
    return how == 'B' ? from_base64(text, (size_t)(end - text)) : from_qp(text, (size_t)(end - text), true);
}

/* Words of a header (RFC 2047); blanks between two encoded words do not count. */
static char *header_words(const char *s)
{
    char *out = copy("");

    while (*s) {
        const char *after;
        char       *word = encoded_word(s, &after);

        if (word) {
            out = talloc_strdup_append(out, word);
            s = after;
            if (encoded_word(s + strspn(s, " \t\n"), &after))
                s += strspn(s, " \t\n");
        } else {
            out = talloc_strndup_append(out, s++, 1);
        }
    }
    return utf8_valid(out, strlen(out)) ? text_tidy(pool, out, true) : copy("?");
}

/* The value of a header, its folded lines joined. */
static char *header_of(const char *text, const char *name)
{
    size_t n = strlen(name);

    for (const char *line = text; *line && *line != '\n';) {
        const char *end = line + strcspn(line, "\n");
        bool        ours = strncasecmp(line, name, n) == 0 && line[n] == ':';

        while (*end == '\n' && (end[1] == ' ' || end[1] == '\t'))
            end += 1 + strcspn(end + 1, "\n");
        if (ours)
            return header_words(talloc_strndup(pool, line + n + 1, (size_t)(end - line - (ptrdiff_t)n - 1)));
        line = *end ? end + 1 : end;
    }
    return copy("");
}

static bool name_ok(const char *file)
{
    size_t n = strlen(file);

    if (n < 5 || n > 100 || file[0] == '.' || strcmp(file + n - 4, ".eml") != 0)
        return false;
    return strspn(file, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

/* The file with "\n" line ends, or NULL. */
static char *read_file(const char *path, struct instant *at)
{
    struct stat st;
    FILE       *f = fopen(path, "r");
    char       *s, *w;
    size_t      n;

    if (!f)
        return NULL;
    if (fstat(fileno(f), &st) || !S_ISREG(st.st_mode)) {
        fclose(f);
        return NULL;
    }
    s = talloc_size(pool, FILE_MOST + 1);
    n = fread(s, 1, FILE_MOST, f);
    fclose(f);
    w = s;
    for (size_t i = 0; i < n; i++)
        if (s[i] != '\r' && s[i] != '\0')
            *w++ = s[i];
    *w = '\0';
    at->us = (int64_t)st.st_mtim.tv_sec * 1000000 + st.st_mtim.tv_nsec / 1000;
    return s;
}

bool mail_read(const char *folder, const char *file, struct mail_file *out)
{
    char       *text = name_ok(file) ? read_file(fmt("%s/%s", folder, file), &out->at) : NULL;
    const char *body;
    char       *how;

    if (!text)
        return false;
    body = strstr(text, "\n\n");
    body = body ? body + 2 : "";
    how = header_of(text, "Content-Transfer-Encoding");
    out->file = copy(file);
    out->from = header_of(text, "From");
    out->to = header_of(text, "To");
    out->subject = header_of(text, "Subject");
    out->date = header_of(text, "Date");
    out->lang = header_of(text, "Content-Language");
    out->body = strcasecmp(how, "base64") == 0             ? from_base64(body, strlen(body))
                : strcasecmp(how, "quoted-printable") == 0 ? from_qp(body, strlen(body), false)
                                                           : copy(body);
    if (!utf8_valid(out->body, strlen(out->body)))
        out->body = copy("?");
    return true;
}

struct entry {
    char   *name;
    int64_t number; /* of the mail: the name begins with it */
};

static int newest_first(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->number < y->number ? 1 : x->number > y->number ? -1 : strcmp(y->name, x->name);
}

void mail_list(const char *folder, const char *to, size_t most, struct mail_files *out)
{
    DIR           *dir = opendir(folder);
    struct dirent *d;
    struct entry  *found = NULL;
    size_t         n = 0;

    *out = (struct mail_files){0};
    while (dir && (d = readdir(dir)) != NULL)
        if (name_ok(d->d_name)) {
            found = talloc_realloc(pool, found, struct entry, (unsigned)n + 1);
            found[n++] = (struct entry){copy(d->d_name), strtoll(d->d_name, NULL, 10)};
        }
    if (dir)
        closedir(dir);
    if (n)
        qsort(found, n, sizeof *found, newest_first);
    for (size_t i = 0; i < n && out->n < most; i++) {
        struct mail_file m = {0};

        if (!mail_read(folder, found[i].name, &m) || (to && !strcasestr(m.to, to)))
            continue;
        m.body = NULL;
        out->v = talloc_realloc(pool, out->v, struct mail_file, (unsigned)out->n + 1);
        out->v[out->n++] = m;
    }
}
