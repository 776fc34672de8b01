/* organisation_list.c - organisations, and what they offer and seek, as tables that can be imported again. */
#include "model/organisation_list.h"

#include "model/import.h"
#include "model/sheet.h"

enum { BATCH = 500 };

static const char *or_number(int64_t id) { return fmt("%" PRId64, id); }

static size_t count(const char *const *columns)
{
    size_t n = 0;

    while (columns[n])
        n++;
    return n;
}

static void put_organisation(struct sheet *s, const struct organisation_row *o)
{
    sheet_row(s, (const char *const[]){or_number(o->id), o->name, o->short_name, o->type, o->country, o->place, o->website,
                                       o->state, o->about_lang, o->about, o->themes, o->languages, o->routes,
                                       o->sample ? "yes" : "no", o->source});
}

static void put_offer(struct sheet *s, const struct organisation_offer_row *f)
{
    sheet_row(s, (const char *const[]){f->organisation, f->country, f->side, f->what, f->lang, f->text, f->themes, f->countries});
}

/* The next ones into the table, in a pool of their own; *last: 0 when there are no more. */
static enum err put_organisations(struct db *db, const struct organisation_filter *f, struct sheet *s, int64_t *last)
{
    struct organisation_row_list l;

    TRY(organisation_rows(db, f, *last, &l));
    for (size_t i = 0; i < l.n; i++)
        put_organisation(s, &l.v[i]);
    *last = l.n == BATCH ? l.v[l.n - 1].id : 0;
    return OK;
}

static enum err put_offers(struct db *db, const struct organisation_filter *f, struct sheet *s, int64_t *last)
{
    struct organisation_offer_rows l;

    TRY(organisation_offer_rows(db, f, *last, &l));
    for (size_t i = 0; i < l.n; i++)
        put_offer(s, &l.v[i]);
    *last = l.n == BATCH ? l.v[l.n - 1].id : 0;
    return OK;
}

typedef enum err (*putter)(struct db *db, const struct organisation_filter *f, struct sheet *s, int64_t *last);

static enum err export(struct db *db, const struct organisation_filter *wanted, const char *format,
                       const char *const *columns, size_t ncolumns, putter put, char **bytes, size_t *n)
{
    struct organisation_filter f = *wanted;
    struct sheet              *s;
    int64_t                    last = 0;
    enum err                   e;

    f.limit = BATCH;
    TRY(sheet_open(format, ncolumns, &s));
    sheet_row(s, columns);
    do {
        TALLOC_CTX *outer = pool;
        pool = talloc_new(outer);
        e = put(db, &f, s, &last);
        talloc_free(pool);
        pool = outer;
    } while (!e && last);
    if (!e)
        return sheet_bytes(s, bytes, n);
    sheet_drop(s);
    return e;
}

/* Without the last two columns, which hold people. */
enum err organisation_export(struct db *db, const struct organisation_filter *f, const char *format, char **bytes, size_t *n)
{
    return export(db, f, format, import_organisation_columns, count(import_organisation_columns) - 2, put_organisations, bytes, n);
}

enum err organisation_offer_export(struct db *db, const struct organisation_filter *f, const char *format, char **bytes,
                                   size_t *n)
{
    return export(db, f, format, import_offer_columns, count(import_offer_columns), put_offers, bytes, n);
}
