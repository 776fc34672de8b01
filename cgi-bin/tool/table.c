/* table.c - rows of a CSV file, one after the other, for the commands that make sample content. */
#include <sys/stat.h>

#include "model/csv.h"
#include "tool/tool.h"

struct text_list table_words(const char *s)
{
    struct text_list l = {0};
    char            *rest = copy(s), *word;

    while ((word = strsep(&rest, " ")) != NULL)
        if (*word) {
            l.v = talloc_realloc(pool, l.v, const char *, (unsigned)l.n + 1);
            l.v[l.n++] = word;
        }
    return l;
}

static char *read_file(const char *path, size_t *n)
{
    struct stat st;
    FILE       *f = fopen(path, "re");
    char       *text;

    if (!f)
        return NULL;
    text = fstat(fileno(f), &st) ? NULL : talloc_size(pool, (size_t)st.st_size + 1);
    *n = text ? fread(text, 1, (size_t)st.st_size, f) : 0;
    fclose(f);
    return text;
}

static enum err again(struct db *db, table_maker make, const char *const *v, bool *made)
{
    enum err e = make(db, v, made);

    if (e != ERR_BUSY)
        return e;
    err_clear(); /* somebody else was at work: once more */
    return make(db, v, made);
}

static bool heading_fits(const struct csv_record *row, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (row->n != n || strcmp(row->v[i], columns[i]) != 0)
            return false;
    return true;
}

static char *heading(const char *const *columns, size_t n)
{
    char *s = copy("");

    for (size_t i = 0; i < n; i++)
        s = fmt("%s%s %s", s, i ? "," : "", columns[i]);
    return s;
}

int table_take(struct db *db, const char *path, const char *const *columns, size_t n, table_maker make)
{
    struct csv_reader csv;
    struct csv_record row;
    size_t            bytes, added = 0;
    char             *text = read_file(path, &bytes);

    if (!text || csv_open(&csv, text, bytes) != CSV_ROW || csv_next(&csv, pool, &row) != CSV_ROW ||
        !heading_fits(&row, columns, n))
        return failed("%s is no table with the columns%s", path, heading(columns, n));
    while (csv_next(&csv, pool, &row) == CSV_ROW) {
        bool     made = false;
        enum err e = row.n == n ? again(db, make, row.v, &made) : ERR_INVALID;

        if (e && err_issues()->n)
            return failed("%s, line %d: %s", path, csv.line, err_issues()->v[0].text);
        if (e)
            return failed("%s, line %d could not be taken", path, csv.line);
        added += made;
    }
    printf("%s: %zu added\n", path, added);
    return 0;
}
