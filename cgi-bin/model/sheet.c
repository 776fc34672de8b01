/* sheet.c - see sheet.h. */
#include "model/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "model/csv.h"

struct sheet {
    FILE          *csv;
    lxw_workbook  *book;
    lxw_worksheet *page;
    lxw_format    *head;
    size_t         columns;
    lxw_row_t      row;
    int            fd;
    char          *path;
};

static enum err open_csv(struct sheet *s)
{
    s->csv = fdopen(dup(s->fd), "w");
    if (!s->csv)
        FAIL(ERR_INTERNAL, "%s: %s", s->path, strerror(errno));
    fputs("\xEF\xBB\xBF", s->csv);
    return OK;
}

static enum err open_book(struct sheet *s)
{
    lxw_workbook_options o = {.constant_memory = LXW_TRUE, .tmpdir = fmt("%s/tmp", conf_text("files_dir"))};

    s->book = workbook_new_opt(s->path, &o);
    s->page = s->book ? workbook_add_worksheet(s->book, NULL) : NULL;
    if (!s->page)
        FAIL(ERR_INTERNAL, "%s: no workbook", s->path);
    s->head = workbook_add_format(s->book);
    format_set_bold(s->head);
    worksheet_set_column(s->page, 0, (lxw_col_t)(s->columns - 1), 22, NULL);
    worksheet_freeze_panes(s->page, 1, 0);
    return OK;
}

enum err sheet_open(const char *format, size_t columns, struct sheet **out)
{
    struct sheet *s = talloc_zero(pool, struct sheet);

    s->columns = columns;
    TRY(store_temp(&s->fd, &s->path));
    enum err e = strcmp(format, "csv") == 0 ? open_csv(s) : open_book(s);
    if (e)
        sheet_drop(s);
    else
        *out = s;
    return e;
}

void sheet_row(struct sheet *s, const char *const *cells)
{
    for (size_t i = 0; i < s->columns; i++) {
        if (s->csv)
            fprintf(s->csv, "%s%s", i ? "," : "", csv_field(pool, cells[i] ? cells[i] : ""));
        else if (!empty(cells[i]))
            worksheet_write_string(s->page, s->row, (lxw_col_t)i, cells[i], s->row ? NULL : s->head);
    }
    if (s->csv)
        fputs("\r\n", s->csv);
    s->row++;
}

int64_t sheet_rows(const struct sheet *s) { return s->row ? (int64_t)s->row - 1 : 0; }

static bool finish(struct sheet *s)
{
    bool good = true;

    if (s->csv)
        good = fclose(s->csv) == 0;
    else if (s->book)
        good = workbook_close(s->book) == LXW_NO_ERROR;
    s->csv = NULL;
    s->book = NULL;
    return good;
}

void sheet_drop(struct sheet *s)
{
    finish(s);
    close(s->fd);
    unlink(s->path);
}

enum err sheet_keep(struct sheet *s, struct stored *out)
{
    if (finish(s))
        return store_keep(s->fd, s->path, out);
    sheet_drop(s);
    FAIL(ERR_SPACE, "the table could not be written");
}

/* By its name: the workbook was put there anew. */
enum err sheet_bytes(struct sheet *s, char **bytes, size_t *n)
{
    bool  good = finish(s);
    FILE *f = good ? fopen(s->path, "re") : NULL;
    long  size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;

    if (size >= 0) {
        rewind(f);
        *bytes = talloc_size(pool, (size_t)size + 1);
        *n = fread(*bytes, 1, (size_t)size, f);
        good = *n == (size_t)size;
    }
    if (f)
        fclose(f);
    sheet_drop(s);
    if (!good || size < 0)
        FAIL(ERR_SPACE, "the table could not be written or read");
    return OK;
}

const char *sheet_mime(const char *format)
{
    return strcmp(format, "csv") == 0 ? "text/csv; charset=utf-8"
                                      : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
