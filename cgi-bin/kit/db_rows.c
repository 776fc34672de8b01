/* db_rows.c - running a prepared statement: values in, rows out into C structs. */
#include <errmsg.h>
#include <stdlib.h>

#include "kit/db_int.h"

#define TEXT_ROOM 512 /* longer values are fetched by themselves */

union cell {
    long long  i;
    double     f;
    MYSQL_TIME t;
    char       s[TEXT_ROOM];
};
struct db_handle {
    MYSQL_STMT    *st;
    unsigned       nin, nout;
    MYSQL_BIND    *in, *out;
    MYSQL_TIME    *times; /* of the parameters */
    union cell    *cells;
    unsigned long *lengths;
    my_bool       *nulls;
};

void db_handle_free(struct db_handle *h)
{
    if (!h)
        return;
    mysql_stmt_close(h->st);
    free(h->in);
    free(h->out);
    free(h->times);
    free(h->cells);
    free(h->lengths);
    free(h->nulls);
    free(h);
}

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);

    if (!p)
        abort();
    return p;
}

static void bind_out(struct db_handle *h, const struct db_col *cols)
{
    for (unsigned i = 0; i < h->nout; i++) {
        MYSQL_BIND *b = &h->out[i];

        b->buffer = &h->cells[i];
        b->length = &h->lengths[i];
        b->is_null = &h->nulls[i];
        switch (cols[i].type) {
        case DB_INT64: case DB_INT: case DB_BOOL:
            b->buffer_type = MYSQL_TYPE_LONGLONG;
            b->buffer_length = sizeof(long long);
            break;
        case DB_DOUBLE:
            b->buffer_type = MYSQL_TYPE_DOUBLE;
            b->buffer_length = sizeof(double);
            break;
        case DB_DATE:
            b->buffer_type = MYSQL_TYPE_DATE;
            b->buffer_length = sizeof(MYSQL_TIME);
            break;
        case DB_INSTANT:
            b->buffer_type = MYSQL_TYPE_DATETIME;
            b->buffer_length = sizeof(MYSQL_TIME);
            break;
        case DB_TEXT: case DB_BLOB:
            b->buffer_type = cols[i].type == DB_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
            b->buffer_length = TEXT_ROOM;
            break;
        }
    }
}

static enum err prepare(struct db *db, const char *sql, const struct db_col *cols, unsigned ncols,
                        struct db_handle **out)
{
    struct db_handle *h;
    MYSQL_STMT       *st = mysql_stmt_init(db->my);

    db->queries++;
    if (mysql_stmt_prepare(st, sql, strlen(sql))) {
        unsigned code = mysql_stmt_errno(st);
        char    *why = talloc_strdup(pool, mysql_stmt_error(st));

        mysql_stmt_close(st);
        return db_failed(db, code, why, __FILE__, __LINE__);
    }
    if (mysql_stmt_field_count(st) != ncols) {
        mysql_stmt_close(st);
        FAIL(ERR_INTERNAL, "wrong number of columns: %.80s", sql);
    }
    h = zeroed(1, sizeof *h);
    h->st = st;
    h->nin = (unsigned)mysql_stmt_param_count(st);
    h->nout = ncols;
    h->in = zeroed(h->nin, sizeof *h->in);
    h->times = zeroed(h->nin, sizeof *h->times);
    h->out = zeroed(ncols, sizeof *h->out);
    h->cells = zeroed(ncols, sizeof *h->cells);
    h->lengths = zeroed(ncols, sizeof *h->lengths);
    h->nulls = zeroed(ncols, sizeof *h->nulls);
    if (ncols) {
        bind_out(h, cols);
        mysql_stmt_bind_result(st, h->out);
    }
    *out = h;
    return OK;
}

/* Days since 1970-01-01 of a day in the proleptic Gregorian calendar, and back. */
static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void time_put(MYSQL_TIME *t, struct instant v)
{
    int64_t us = v.us % 1000000, s = v.us / 1000000, z, era, doe, yoe, doy, mp;

    if (us < 0)
        us += 1000000, s--;
    z = (s >= 0 ? s : s - 86399) / 86400;
    s -= z * 86400;
    z += 719468;
    era = (z >= 0 ? z : z - 146096) / 146097;
    doe = z - era * 146097;
    yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    mp = (5 * doy + 2) / 153;
    *t = (MYSQL_TIME){.year = (unsigned)(yoe + era * 400 + (mp >= 10)),
                      .month = (unsigned)(mp < 10 ? mp + 3 : mp - 9),
                      .day = (unsigned)(doy - (153 * mp + 2) / 5 + 1),
                      .hour = (unsigned)(s / 3600), .minute = (unsigned)(s / 60 % 60),
                      .second = (unsigned)(s % 60), .second_part = (unsigned long)us,
                      .time_type = MYSQL_TIMESTAMP_DATETIME};
}

static struct instant time_get(const MYSQL_TIME *t)
{
    int64_t s = days_of(t->year, (int)t->month, (int)t->day) * 86400 + t->hour * 3600 +
                t->minute * 60 + t->second;

    return (struct instant){s * 1000000 + (int64_t)t->second_part};
}

static void bind_in(struct db_handle *h, const struct db_arg *args)
{
    for (unsigned i = 0; i < h->nin; i++) {
        MYSQL_BIND          *b = &h->in[i];
        const struct db_arg *a = &args[i];

        *b = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_NULL};
        switch (a->type) {
        case DB_INT64: case DB_INT: case DB_BOOL:
            b->buffer_type = MYSQL_TYPE_LONGLONG;
            b->buffer = (void *)&a->i;
            break;
        case DB_DOUBLE:
            b->buffer_type = MYSQL_TYPE_DOUBLE;
            b->buffer = (void *)&a->f;
            break;
        case DB_TEXT:
            if (a->s) {
                b->buffer_type = MYSQL_TYPE_STRING;
                b->buffer = (void *)a->s;
                b->buffer_length = strlen(a->s);
            }
            break;
        case DB_BLOB:
            if (a->b.p) {
                b->buffer_type = MYSQL_TYPE_BLOB;
                b->buffer = (void *)a->b.p;
                b->buffer_length = a->b.n;
            }
            break;
        case DB_DATE:
            if (a->d.year) {
                h->times[i] = (MYSQL_TIME){.year = (unsigned)a->d.year, .month = (unsigned)a->d.month,
                                           .day = (unsigned)a->d.day,
                                           .time_type = MYSQL_TIMESTAMP_DATE};
                b->buffer_type = MYSQL_TYPE_DATE;
                b->buffer = &h->times[i];
            }
            break;
        case DB_INSTANT:
            if (a->t.us) {
                time_put(&h->times[i], a->t);
                b->buffer_type = MYSQL_TYPE_DATETIME;
                b->buffer = &h->times[i];
            }
            break;
        }
    }
}

/* Text and blobs: into the pool, NUL-terminated either way. */
static char *take_bytes(struct db_handle *h, unsigned i)
{
    char *s = talloc_size(pool, h->lengths[i] + 1);

    if (h->lengths[i] <= TEXT_ROOM) {
        memcpy(s, h->cells[i].s, h->lengths[i]);
    } else {
        unsigned long len;
        my_bool       null;
        MYSQL_BIND    b = {.buffer_type = h->out[i].buffer_type, .buffer = s,
                           .buffer_length = h->lengths[i], .length = &len, .is_null = &null};

        mysql_stmt_fetch_column(h->st, &b, i, 0);
    }
    s[h->lengths[i]] = '\0';
    return s;
}

static void take_row(struct db_handle *h, const struct db_col *cols, char *row)
{
    for (unsigned i = 0; i < h->nout; i++) {
        void             *to = row + cols[i].offset;
        const union cell *c = &h->cells[i];
        bool              null = h->nulls[i];

        switch (cols[i].type) {
        case DB_INT64: *(int64_t *)to = null ? 0 : c->i; break;
        case DB_INT: *(int *)to = null ? 0 : (int)c->i; break;
        case DB_BOOL: *(bool *)to = !null && c->i != 0; break;
        case DB_DOUBLE: *(double *)to = null ? 0 : c->f; break;
        case DB_TEXT: *(char **)to = null ? NULL : take_bytes(h, i); break;
        case DB_BLOB:
            *(struct blob *)to = null ? (struct blob){0}
                                      : (struct blob){take_bytes(h, i), h->lengths[i]};
            break;
        case DB_DATE:
            *(struct date *)to = null ? (struct date){0}
                                      : (struct date){(int16_t)c->t.year, (int8_t)c->t.month,
                                                      (int8_t)c->t.day};
            break;
        case DB_INSTANT: *(struct instant *)to = null ? (struct instant){0} : time_get(&c->t); break;
        }
    }
}

static bool lost(unsigned code)
{
    return code == CR_SERVER_GONE_ERROR || code == CR_SERVER_LOST;
}

struct call {
    const char          *sql;
    const struct db_col *cols;
    unsigned             ncols;
    const struct db_arg *args;
    size_t               nargs;
    void               **slot; /* where the handle is kept; db_text moves, so found anew each try */
};

static void **text_slot(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->ntexts; i++)
        if (strcmp(db->texts[i].sql, sql) == 0)
            return (void **)&db->texts[i].handle;
    if (db->ntexts == 200) { /* many kinds of filters: begin anew rather than grow */
        for (size_t i = 0; i < db->ntexts; i++)
            db_handle_free(db->texts[i].handle);
        TALLOC_FREE(db->texts);
        db->ntexts = 0;
    }
    db->texts = talloc_realloc(db, db->texts, struct db_kept, (unsigned)db->ntexts + 1);
    db->texts[db->ntexts] = (struct db_kept){talloc_strdup(db->texts, sql), NULL};
    return (void **)&db->texts[db->ntexts++].handle;
}

static enum err run(struct db *db, const struct call *c, struct db_handle **out)
{
    for (int tries = 0;; tries++) {
        bool              again = tries == 0 && db->depth == 0;
        struct db_handle *h;
        void            **slot;

        TRY(db_connected(db));
        slot = c->slot ? c->slot : text_slot(db, c->sql);
        if (!*slot) {
            enum err e = prepare(db, c->sql, c->cols, c->ncols, (struct db_handle **)slot);

            if (e == ERR_DOWN && again)
                continue;
            TRY(e);
        }
        h = *slot;
        if (h->nin != c->nargs)
            FAIL(ERR_INTERNAL, "%zu values for %u places: %.80s", c->nargs, h->nin, c->sql);
        bind_in(h, c->args);
        if (h->nin && mysql_stmt_bind_param(h->st, h->in))
            FAIL(ERR_INTERNAL, "%s", mysql_stmt_error(h->st));
        db->queries++;
        if (mysql_stmt_execute(h->st)) {
            unsigned code = mysql_stmt_errno(h->st);
            char    *why = talloc_asprintf(pool, "%s: %.60s", mysql_stmt_error(h->st), c->sql);
            enum err e;

            if (code != 1062)
                e = db_failed(db, code, why, __FILE__, __LINE__);
            else
                e = db_failed(db, code, mysql_stmt_error(h->st), __FILE__, __LINE__);
            if (e == ERR_DOWN && lost(code) && again && c->ncols)
                continue;
            return e;
        }
        *out = h;
        return OK;
    }
}

static enum err fetch(struct db *db, const struct call *c, size_t row, size_t most, void **v, size_t *n)
{
    struct db_handle *h;
    size_t            room = 0;
    int               rc = 0;

    *v = NULL;
    *n = 0;
    TRY(run(db, c, &h));
    while (*n < most && ((rc = mysql_stmt_fetch(h->st)) == 0 || rc == MYSQL_DATA_TRUNCATED)) {
        if (*n == room) {
            room = room ? room * 2 : most == 1 ? 1 : 16;
            *v = talloc_realloc_size(pool, *v, room * row);
        }
        memset((char *)*v + *n * row, 0, row);
        take_row(h, c->cols, (char *)*v + *n * row);
        ++*n;
    }
    if (*n < most && rc != MYSQL_NO_DATA) {
        unsigned code = mysql_stmt_errno(h->st);
        char    *why = talloc_strdup(pool, mysql_stmt_error(h->st));

        return db_failed(db, code, why, __FILE__, __LINE__);
    }
    mysql_stmt_free_result(h->st);
    return OK;
}

enum err db_fetch_all(struct db *db, struct db_stmt *s, void **v, size_t *n,
                      const struct db_arg *args, size_t nargs)
{
    struct call c = {s->sql, s->cols, s->ncols, args, nargs, &s->handle};

    return fetch(db, &c, s->row, SIZE_MAX, v, n);
}

enum err db_fetch_one(struct db *db, struct db_stmt *s, void *row, const struct db_arg *args,
                      size_t nargs)
{
    struct call c = {s->sql, s->cols, s->ncols, args, nargs, &s->handle};
    void       *v;
    size_t      n;

    TRY(fetch(db, &c, s->row, 1, &v, &n));
    if (n == 0)
        FAIL(ERR_NOT_FOUND, "no row: %.80s", s->sql);
    memcpy(row, v, s->row);
    return OK;
}

enum err db_fetch_text(struct db *db, const struct db_text *t, const struct db_col *cols,
                       unsigned ncols, size_t row, void **v, size_t *n)
{
    struct call c = {t->sql, cols, ncols, t->args, t->nargs, NULL};

    return fetch(db, &c, row, SIZE_MAX, v, n);
}

void db_text_add(struct db_text *t, const char *sql, const struct db_arg *args, size_t n)
{
    t->sql = t->sql ? talloc_strdup_append(t->sql, sql) : talloc_strdup(pool, sql);
    t->args = talloc_realloc(pool, t->args, struct db_arg, (unsigned)(t->nargs + n + 1));
    memcpy(t->args + t->nargs, args, n * sizeof *args);
    t->nargs += n;
}

enum err db_execute(struct db *db, struct db_stmt *s, int64_t *id, int64_t *changed,
                    const struct db_arg *args, size_t nargs)
{
    struct call       c = {s->sql, s->cols, s->ncols, args, nargs, &s->handle};
    struct db_handle *h;

    TRY(run(db, &c, &h));
    if (id)
        *id = (int64_t)mysql_stmt_insert_id(h->st);
    if (changed)
        *changed = (int64_t)mysql_stmt_affected_rows(h->st);
    return OK;
}

enum err db_must_change(struct db *db, struct db_stmt *s, const struct db_arg *args, size_t nargs)
{
    int64_t n;

    TRY(db_execute(db, s, NULL, &n, args, nargs));
    if (n == 0)
        FAIL(ERR_CONFLICT, "not one row changed: %.80s", s->sql);
    return OK;
}

struct db_arg db_arg_int(int64_t v) { return (struct db_arg){.type = DB_INT64, .i = v}; }
struct db_arg db_arg_double(double v) { return (struct db_arg){.type = DB_DOUBLE, .f = v}; }
struct db_arg db_arg_text(const char *v) { return (struct db_arg){.type = DB_TEXT, .s = v}; }
struct db_arg db_arg_date(struct date v) { return (struct db_arg){.type = DB_DATE, .d = v}; }
struct db_arg db_arg_instant(struct instant v) { return (struct db_arg){.type = DB_INSTANT, .t = v}; }
struct db_arg db_arg_blob(struct blob v) { return (struct db_arg){.type = DB_BLOB, .b = v}; }
