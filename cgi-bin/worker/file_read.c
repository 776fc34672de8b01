/* file_read.c - the job "file.read", payload {"file":id}: the text of a file of the library by page, and
 * what its maker should put right (no text, no title, no language, no tags). */
#include <stdlib.h>

#include "kit/child.h"
#include "worker/file_sql.h"
#include "worker/pdf_lang.h"
#include "worker/worker.h"

#define PAGES_MOST 5000
#define TEXT_MOST  ((size_t)64 << 20)
/* A page of a scan often holds a stray number or mark; that is no text to search. */
#define LETTERS_PER_PAGE 16

static const struct child_limits info_limits = {.seconds = 30, .memory_mb = 1024, .output = 1 << 20};
static const struct child_limits text_limits = {.seconds = 180, .memory_mb = 1024, .output = TEXT_MOST};

static bool beat(void *arg)
{
    return work_beat(arg);
}

/* The value of "Title:          A life" in what pdfinfo prints, or "". */
static char *info_value(const char *info, const char *name)
{
    size_t n = strlen(name);

    for (const char *line = info; line && *line;) {
        const char *end = strchrnul(line, '\n');
        if (strncmp(line, name, n) == 0 && line[n] == ':')
            return text_tidy(pool, talloc_strndup(pool, line + n + 1, (size_t)(end - line) - n - 1), true);
        line = *end ? end + 1 : NULL;
    }
    return copy("");
}

/* Bytes that are no UTF-8 go; what pdftotext writes is, but for broken fonts. */
static char *valid_text(const char *s, size_t n)
{
    char *out = talloc_strndup(pool, s, n);

    if (utf8_valid(out, strlen(out)))
        return out;
    char *w = out;
    for (const char *p = out; *p; p++)
        if ((unsigned char)*p < 0x80)
            *w++ = *p;
    *w = '\0';
    return out;
}

static size_t letters(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        if ((unsigned char)*s > ' ' && ((unsigned char)*s & 0xC0) != 0x80)
            n++;
    return n;
}

/* Pages are parted by form feeds; the last one ends in one too. */
static size_t split_pages(const char *text, size_t n, struct text_list *out)
{
    const char *end = text + n;
    size_t all = 0;

    out->v = talloc_zero_array(pool, const char *, PAGES_MOST);
    while (text < end && out->n < PAGES_MOST) {
        const char *ff = memchr(text, '\f', (size_t)(end - text));
        const char *stop = ff ? ff : end;
        char *page = text_tidy(pool, valid_text(text, (size_t)(stop - text)), false);
        all += letters(page);
        out->v[out->n++] = page;
        text = stop + 1;
    }
    return all;
}

static void warn(struct file_text *t, bool when, const char *code)
{
    if (when)
        t->warnings = *t->warnings ? fmt("%s %s", t->warnings, code) : code;
}

static enum err read_pdf(struct work *w, const char *path, struct file_text *t)
{
    const char *info_argv[] = {"/usr/bin/pdfinfo", "-enc", "UTF-8", path, NULL};
    const char *text_argv[] = {"/usr/bin/pdftotext", "-q", "-enc", "UTF-8", path, "-", NULL};
    struct child_result info, text;

    TRY(child_run(info_argv, &info_limits, beat, w, &info));
    TRY(child_run(text_argv, &text_limits, beat, w, &text));
    if (w->lost)
        FAIL(ERR_BUSY, "another worker has the job");
    if (info.code || text.code) {
        t->state = "failed";
        json_object_set_new(w->result, "why", json_string(text.code ? text.why : info.why));
        warn(t, true, "no_text");
        return OK;
    }
    size_t all = split_pages(text.text, text.n, &t->text);
    char *valid = valid_text(info.text, info.n);
    int64_t pages;
    t->pages = parse_int(info_value(valid, "Pages"), &pages) && pages > 0 && pages < 1000000 ? (int)pages
                                                                                            : (int)t->text.n;
    bool none = all < LETTERS_PER_PAGE * (size_t)t->pages;
    t->state = none ? "none" : "done";
    warn(t, none, "no_text");
    warn(t, empty(info_value(valid, "Title")), "no_title");
    warn(t, !pdf_file_has_lang(path), "no_lang");
    warn(t, strcmp(info_value(valid, "Tagged"), "yes") != 0, "no_tags");
    return OK;
}

/* A file of plain text is one page. */
static enum err read_plain(const char *path, struct file_text *t)
{
    char *text = talloc_size(pool, 2 << 20);
    FILE *f = fopen(path, "re");

    if (!f)
        FAIL(ERR_INTERNAL, "%s cannot be read", path);
    size_t n = fread(text, 1, (2 << 20) - 1, f);
    fclose(f);
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\f' || text[i] == '\0')
            text[i] = '\n';
    size_t all = split_pages(text, n, &t->text);
    t->state = all ? "done" : "none";
    return OK;
}

enum err file_read(struct work *w)
{
    struct file_row f;
    struct file_text t = {.state = "none", .warnings = ""};

    TRY(file_row(w->db, work_id(w, "file"), &f));
    if (!store_has(f.sha256))
        FAIL(ERR_INTERNAL, "the store has no %s", f.sha256);
    if (strcmp(f.mime, "application/pdf") == 0)
        TRY(read_pdf(w, store_path(f.sha256), &t));
    else if (strcmp(f.mime, "text/plain") == 0)
        TRY(read_plain(store_path(f.sha256), &t));
    TRY(file_text_save(w->db, &f, &t));
    json_object_set_new(w->result, "pages", json_integer(t.pages));
    return OK;
}
