/* import_table.c - the table of an import: its columns and rows. */
#include "model/import_int.h"

static enum err refuse(char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

char *import_csv_fault(enum csv c, int line)
{
    const char *why =
        c == CSV_NOT_UTF8 ? _("The table is not in UTF-8; save it as “CSV UTF-8”")
        : c == CSV_QUOTES ? _("In line {line} a quotation mark is not closed, or something follows a closed one")
        : c == CSV_TOO_WIDE ? _("Line {line} has too many columns")
                            : _("Line {line} has a field that is too long");
    return fill(why, "line", fmt("%d", line), NULL);
}

static int column_of(const struct import_kind *k, const char *name)
{
    for (size_t i = 0; k->aliases && k->aliases[i][0]; i++)
        if (strcasecmp(k->aliases[i][0], name) == 0)
            name = k->aliases[i][1];
    for (int i = 0; k->columns[i]; i++)
        if (strcasecmp(k->columns[i], name) == 0)
            return i;
    return -1;
}

enum err import_column_there(bool there, const char *name)
{
    if (there)
        return OK;
    return refuse(fill(_("The column “{name}” is missing; the first line must hold the names of the columns"), "name",
                       name, NULL));
}

static enum err read_heading(struct import_table *t, const struct csv_record *rec)
{
    for (int i = 0; i < IMPORT_COLUMNS_MAX; i++)
        t->place[i] = -1;
    for (size_t i = 0; i < rec->n; i++) {
        char *name = text_tidy(pool, rec->v[i], true);
        int   c = empty(name) ? -2 : column_of(t->kind, name);
        if (c == -1)
            return refuse(fill(_("There is no column “{name}”; the template has the names of all columns"), "name",
                               name, NULL));
        if (c >= 0 && t->place[c] >= 0)
            return refuse(fill(_("The column “{name}” is there twice"), "name", name, NULL));
        if (c >= 0)
            t->place[c] = (int)i;
    }
    return t->kind->heading(t->place);
}

enum err import_table_open(const struct import_kind *k, const char *text, size_t n, struct import_table *out)
{
    struct csv_record *rec = talloc(pool, struct csv_record);

    if (n >= 4 && (memcmp(text, "PK\3\4", 4) == 0 || memcmp(text, "\xD0\xCF\x11\xE0", 4) == 0))
        return refuse(copy(_("This is a workbook. Open it in your spreadsheet program, save it as “CSV UTF-8”, and send that file")));
    text = csv_recode(pool, text, &n);
    out->kind = k;
    enum csv c = csv_open(&out->reader, text, n);

    if (c == CSV_ROW)
        c = csv_next(&out->reader, pool, rec);
    if (c == CSV_END)
        return refuse(copy(_("The table is empty")));
    if (c != CSV_ROW)
        return refuse(import_csv_fault(c, out->reader.line));
    return read_heading(out, rec);
}

enum csv import_table_next(struct import_table *t, const char *fields[IMPORT_COLUMNS_MAX])
{
    struct csv_record *rec = talloc(pool, struct csv_record);

    for (;;) {
        bool     blank = true;
        enum csv c = csv_next(&t->reader, pool, rec);
        if (c != CSV_ROW)
            return c;
        for (int i = 0; t->kind->columns[i]; i++) {
            bool text = t->kind->many_lines && t->kind->many_lines(i);
            bool there = t->place[i] >= 0 && (size_t)t->place[i] < rec->n;
            fields[i] = there ? text_tidy(pool, csv_unfield(rec->v[t->place[i]]), !text) : "";
            if (fields[i] == NULL)
                fields[i] = "";
            blank &= *fields[i] == '\0';
        }
        if (!blank)
            return CSV_ROW;
    }
}

enum err import_table_count(const struct import_kind *k, const char *text, size_t n, int *rows)
{
    struct import_table t;
    TALLOC_CTX         *outer = pool;
    int                 count = 0;
    enum csv            c;

    TRY(import_table_open(k, text, n, &t));
    do {
        const char *fields[IMPORT_COLUMNS_MAX];
        pool = talloc_new(outer);
        c = import_table_next(&t, fields);
        talloc_free(pool);
        pool = outer;
        count += c == CSV_ROW;
    } while (c == CSV_ROW && count <= k->rows_max);
    if (count > k->rows_max)
        return refuse(fill(_("The table has more than {n} rows; split it"), "n", show_count(k->rows_max), NULL));
    if (c != CSV_END)
        return refuse(import_csv_fault(c, t.reader.line));
    if (count == 0)
        return refuse(copy(_("The table has a heading but no rows")));
    *rows = count;
    return OK;
}
