/* main.c - short-edition: typesets the short editions of the sample library and packs them.
 *
 *   short-edition library.csv folder-of-texts output-folder
 *
 * Of each row the files marked with * in the column "files" ("fr*:name-fr.pdf") are made from the
 * summary in that language and the texts that go with it; then all go into output-folder/library.zip. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "model/csv.h"
#include "sample/sheet.h"

enum { LANGS = 4 };
static const char *const langs[LANGS] = {"en", "fr", "es", "ar"};

struct work {
    TALLOC_CTX       *ctx;
    const char       *out;
    struct words     *words[LANGS];
    struct csv_record names, row;
    zip_t            *zip;
    int               made;
};

static void die(const char *what, const char *of)
{
    fprintf(stderr, "short-edition: %s: %s\n", what, of);
    exit(1);
}

static const char *column(const struct work *w, const char *name)
{
    for (size_t i = 0; i < w->names.n && i < w->row.n; i++)
        if (strcmp(w->names.v[i], name) == 0)
            return w->row.v[i];
    return "";
}

/* Title or summary in one language. */
static const char *row_text(struct work *w, int l, const char *what)
{
    const char *t = column(w, talloc_asprintf(w->ctx, "%s_%s", what, langs[l]));
    if (!*t)
        die("no title or summary in this language", talloc_asprintf(w->ctx, "%s, %s", column(w, "key"), langs[l]));
    return t;
}

/* The first theme that says more than that it is for training. */
static const struct block *theme_block(struct work *w, int l)
{
    char *list = talloc_strdup(w->ctx, column(w, "themes")), *save = NULL;

    for (char *t = strtok_r(list, "; ", &save); t; t = strtok_r(NULL, "; ", &save))
        if (strcmp(t, "training") != 0)
            return words_block(w->words[l], t);
    return words_block(w->words[l], "training");
}

/* "English, French": the languages of the files in the row. */
static const char *written_in(struct work *w, int l)
{
    char *out = NULL, mark[6];

    for (int i = 0; i < LANGS; i++) {
        snprintf(mark, sizeof mark, "%s*:", langs[i]);
        if (strstr(column(w, "files"), mark))
            out = talloc_asprintf(w->ctx, "%s%s%s", out ? out : "", out ? (i == 3 && l == 3 ? "، " : ", ") : "",
                                  word(w->words[l], langs[i]));
    }
    return out;
}

static void put_about(struct sheet *s, struct work *w, int l)
{
    const struct words *t = w->words[l];
    const char         *series = column(w, "series"), *year = column(w, "year");
    char               *source = talloc_strdup(w->ctx, column(w, "source")), *save = NULL;

    sheet_heading(s, word(t, "about"));
    sheet_row(s, word(t, "title"), row_text(w, l, "title"));
    sheet_row(s, word(t, "kind"), word(t, column(w, "type")));
    sheet_row(s, word(t, "year"), *year ? year : word(t, "unknown"));
    sheet_row(s, word(t, "publishers"), column(w, "publishers"));
    sheet_row(s, word(t, "written"), written_in(w, l));
    if (*series)
        sheet_row(s, word(t, "series"), word(t, series));
    for (char *one = strtok_r(source, ";", &save); one; one = strtok_r(NULL, ";", &save))
        sheet_row(s, word(t, "source"), one + strspn(one, " "));
    sheet_gap(s);
}

static int write_one(struct work *w, int l, const char *path, int pages)
{
    const struct words *t = w->words[l];
    struct sheet_info   info = {.title = row_text(w, l, "title"), .author = column(w, "publishers"),
                                .subject = word(t, "notice-title"), .lang = langs[l], .band = word(t, "band"),
                                .page_of = word(t, "page"), .pages = pages};
    struct sheet       *s = sheet_open(w->ctx, path, &info);
    const struct block *covers = words_block(t, column(w, "key")), *theme = theme_block(w, l);
    const struct block *work = words_block(t, "work");

    sheet_title(s, info.title);
    sheet_box(s, word(t, "notice-title"), word(t, "notice"));
    sheet_heading(s, word(t, "summary"));
    sheet_para(s, row_text(w, l, "summary"));
    if (covers) {
        sheet_heading(s, word(t, "covers"));
        sheet_list(s, &covers->items);
    }
    if (theme) {
        sheet_heading(s, theme->heading);
        for (size_t i = 0; i < theme->paras.n; i++)
            sheet_para(s, theme->paras.v[i]);
        sheet_heading(s, word(t, "work"));
        for (size_t i = 0; work && i < work->paras.n; i++)
            sheet_para(s, work->paras.v[i]);
        sheet_heading(s, word(t, "questions"));
        sheet_list(s, &theme->items);
    }
    put_about(s, w, l);
    sheet_para(s, word(t, "colophon"));
    return sheet_close(s);
}

static void make_file(struct work *w, const char *lang, const char *name)
{
    int l = 0;

    while (l < LANGS && strcmp(langs[l], lang) != 0)
        l++;
    if (l == LANGS)
        die("unknown language", lang);
    if (strchr(name, '/'))
        die("a file name must not hold a folder", name);
    const char *path = talloc_asprintf(w->ctx, "%s/%s", w->out, name);
    int         pages = write_one(w, l, NULL, 0); /* once to count, once to write */
    if (write_one(w, l, path, pages) < 0)
        die("cannot write", path);

    zip_source_t *from = zip_source_file(w->zip, path, 0, -1);
    zip_int64_t   at = from ? zip_file_add(w->zip, name, from, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0)
        die("cannot pack", name);
    zip_file_set_mtime(w->zip, (zip_uint64_t)at, 1767614400, 0); /* 5 January 2026: the same bytes each time */
    w->made++;
}

/* "en*:a.pdf; fr*:a-fr.pdf": those with a star. */
static void make_row(struct work *w)
{
    char *list = talloc_strdup(w->ctx, column(w, "files")), *save = NULL;

    for (char *one = strtok_r(list, ";", &save); one; one = strtok_r(NULL, ";", &save)) {
        char *name = strstr(one, "*:");
        one += strspn(one, " ");
        if (!name)
            continue;
        *name = '\0';
        make_file(w, one, name + 2);
    }
}

static char *slurp(TALLOC_CTX *ctx, const char *path, size_t *n)
{
    FILE  *f = fopen(path, "r");
    char  *text = NULL;
    char   part[65536];
    size_t got;

    *n = 0;
    if (!f)
        die("cannot read", path);
    while ((got = fread(part, 1, sizeof part, f)) > 0) {
        text = talloc_realloc(ctx, text, char, *n + got);
        memcpy(text + *n, part, got);
        *n += got;
    }
    fclose(f);
    return text;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: short-edition library.csv folder-of-texts output-folder\n");
        return 2;
    }
    struct work       w = {.ctx = talloc_new(NULL), .out = argv[3]};
    struct csv_reader csv;
    size_t            n;
    int               fault = 0;

    if (mkdir(w.out, 0777) != 0 && errno != EEXIST)
        die("cannot make the folder", w.out);
    for (int l = 0; l < LANGS; l++) {
        const char *path = talloc_asprintf(w.ctx, "%s/%s.txt", argv[2], langs[l]);
        w.words[l] = words_read(w.ctx, path);
        if (!w.words[l])
            die("cannot read", path);
    }
    const char *text = slurp(w.ctx, argv[1], &n);
    w.zip = zip_open(talloc_asprintf(w.ctx, "%s/library.zip", w.out), ZIP_CREATE | ZIP_TRUNCATE, &fault);
    if (!w.zip)
        die("cannot make library.zip in", w.out);
    enum csv c = csv_open(&csv, text, n);
    if (c != CSV_ROW || csv_next(&csv, w.ctx, &w.names) != CSV_ROW)
        die("no table in", argv[1]);
    while ((c = csv_next(&csv, w.ctx, &w.row)) == CSV_ROW)
        make_row(&w);
    if (c != CSV_END)
        die("a fault in the table", talloc_asprintf(w.ctx, "line %d", csv.line));
    if (zip_close(w.zip) != 0)
        die("cannot write library.zip in", w.out);
    printf("%d short editions in %s\n", w.made, w.out);
    talloc_free(w.ctx);
    return 0;
}
