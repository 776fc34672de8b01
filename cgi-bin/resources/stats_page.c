/* stats_page.c - downloads in figures, of the library and of one publication. */
#include "model/download.h"
#include "model/resource.h"
#include "resources/item.h"
#include "resources/pages.h"
#include "resources/paths.h"

#define COUNTRIES_SHOWN 40

/* ---- pages ---- */

static const char *country_name(const struct stat_row *s)
{
    const char *own = lang_now() == LANG_FR ? s->fr : lang_now() == LANG_ES ? s->es : s->en;

    return empty(s->name) ? _("Not known") : empty(own) ? s->name : own;
}

static const char *month_name(const struct stat_row *s)
{
    struct date d;

    if (!parse_date(fmt("%s-01", s->name), &d))
        return s->name;
    d.day = 0;
    return show_date(d);
}

static void put_table(struct req *r, const char *list, const struct stat_rows *rows, size_t most,
                      const char *(*label)(const struct stat_row *))
{
    int64_t max = 1;

    for (size_t i = 0; i < rows->n && i < most; i++)
        if (rows->v[i].n > max)
            max = rows->v[i].n;
    for (size_t i = 0; i < rows->n && i < most; i++) {
        HDF *h = put_item(r->page, list, i);
        put_text(h, "label", label(&rows->v[i]));
        put_count(h, "n", rows->v[i].n);
        put_int(h, "share", rows->v[i].n * 100 / max);
    }
}

static const char *lang_name_of(const struct stat_row *s)
{
    return res_lang_label(s->name);
}

static void put_stats(struct req *r, const struct download_stats *s)
{
    put_table(r, "langs", &s->langs, s->langs.n, lang_name_of);
    put_table(r, "countries", &s->countries, COUNTRIES_SHOWN, country_name);
    put_table(r, "months", &s->months, s->months.n, month_name);
    put_text(r->page, "total", show_downloads(s->total));
    put_bool(r->page, "any", s->total > 0);
    for (size_t i = 0; i < s->top.n; i++) {
        HDF *h = put_item(r->page, "top", i);
        put_text(h, "title", s->top.v[i].title);
        if (strcmp(s->top.v[i].title_lang, lang_code[r->lang]) != 0)
            put_text(h, "lang", s->top.v[i].title_lang);
        put_text(h, "url", url(r, "%s/statistics", item_path(s->top.v[i].id, s->top.v[i].title)));
        put_count(h, "n", s->top.v[i].n);
    }
}

static struct reply show(struct req *r, int64_t id)
{
    struct download_stats s;
    enum err e = download_stats(r->db, id, lang_code[r->lang], &s);

    if (e)
        return reply_error(r, e);
    put_stats(r, &s);
    return reply_page(r, "resources/statistics.cst");
}

struct reply stats_all(struct req *r)
{
    put_text(r->page, "csv", url(r, "/resources/statistics.csv"));
    return show(r, 0);
}

struct reply stats_one(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, false, &i, &out) || item_moved(r, &i, "/statistics", &out))
        return out;
    put_text(r->page, "item.title", i.text->title);
    if (strcmp(i.text->lang, lang_code[r->lang]) != 0)
        put_text(r->page, "item.lang", i.text->lang);
    put_text(r->page, "item.url", url(r, "%s", item_path(i.head.id, i.text->title)));
    put_text(r->page, "csv", url(r, "%s/statistics.csv", item_path(i.head.id, i.text->title)));
    return show(r, i.head.id);
}

/* ---- tables for other programs ---- */

/* A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
static char *csv_cell(const char *s)
{
    char *out = talloc_strdup(pool, "\"");

    if (*s && strchr("=+-@\t\r", *s))
        out = talloc_strdup_append_buffer(out, "'");
    for (; *s; s++)
        out = talloc_asprintf_append_buffer(out, *s == '"' ? "\"\"" : "%c", *s);
    return talloc_strdup_append_buffer(out, "\"");
}

static struct reply csv(struct req *r, int64_t id, const char *name)
{
    char *out = copy("month,language,country,downloads\r\n");
    struct stat_cells cells;
    enum err e = download_cells(r->db, id, &cells);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < cells.n; i++)
        out = talloc_asprintf_append_buffer(out, "%s,%s,%s,%" PRId64 "\r\n", csv_cell(cells.v[i].month),
            csv_cell(cells.v[i].lang), csv_cell(cells.v[i].country), cells.v[i].n);
    return reply_csv(r, name, out);
}

struct reply stats_all_csv(struct req *r)
{
    return csv(r, 0, "m4dnet-downloads");
}

struct reply stats_one_csv(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, false, &i, &out) || item_moved(r, &i, "/statistics.csv", &out))
        return out;
    return csv(r, i.head.id, fmt("m4dnet-%" PRId64 "-downloads", i.head.id));
}
