/* form.c - declared forms: reading, checking the shape, showing again what was typed. */
#include <gcrypt.h>

#include "kit/web_int.h"

#include <ClearSilver.h>

static const void *at(const struct field *f, const void *m)
{
    return (const char *)m + f->offset;
}

static enum as as_of(const struct field *f)
{
    switch (f->place) {
    case P_INT64: case P_INT: return AS_NUMBER;
    case P_BOOL: return AS_YES;
    case P_DATE: return AS_DATE;
    case P_IDS: return AS_LIST;
    case P_CODES: return AS_CODES;
    default: return f->as;
    }
}

static int max_of(const struct field *f)
{
    if (f->max)
        return f->max;
    return f->as == AS_TEXT ? 20000 : f->as == AS_EMAIL ? 254 : f->as == AS_URL ? 1000
         : f->as == AS_PASSWORD ? 128 : 200;
}

static HDF *node_of(struct req *r, const char *name)
{
    return put_node(r->page, fmt("Form.%s", name));
}

/* Shape of the field for the template, whatever its value. */
static HDF *put_shape(struct req *r, const struct field *f)
{
    HDF *h = node_of(r, f->name);

    put_bool(h, "required", f->required);
    if (f->place == P_TEXT)
        put_int(h, "max", max_of(f));
    return h;
}

static void put_chosen(HDF *h, size_t i, const char *value)
{
    put_text(h, fmt("chosen.%zu", i), value);
}

void form_show(struct req *r, const struct form *form, const void *m)
{
    for (size_t i = 0; i < form->n; i++) {
        const struct field *f = &form->fields[i];
        const void         *v = at(f, m);
        HDF                *h = put_shape(r, f);

        switch (f->place) {
        case P_TEXT:
            if (f->as != AS_PASSWORD)
                put_text(h, "value", *(char *const *)v);
            break;
        case P_INT64:
            if (*(const int64_t *)v)
                put_int(h, "value", *(const int64_t *)v);
            break;
        case P_INT:
            if (*(const int *)v)
                put_int(h, "value", *(const int *)v);
            break;
        case P_BOOL: put_bool(h, "value", *(const bool *)v); break;
        case P_DATE: {
            const struct date *d = v;

            if (d->year)
                put_text(h, "value", fmt("%04d-%02d-%02d", d->year, d->month, d->day));
            break;
        }
        case P_IDS: {
            const struct id_list *l = v;

            for (size_t k = 0; k < l->n; k++)
                put_chosen(h, k, fmt("%" PRId64, l->v[k]));
            break;
        }
        case P_CODES: {
            const struct text_list *l = v;

            for (size_t k = 0; k < l->n; k++)
                put_chosen(h, k, l->v[k]);
            break;
        }
        }
    }
}

/* ---- messages ---- */

/* place: of the field in its form; the summary is in this order, whoever found what is wrong. */
static void error_at(struct req *r, const char *name, const char *text, size_t place)
{
    size_t n = 0;
    HDF   *h;

    if (name && hdf_get_obj(node_of(r, name), "error"))
        return; /* one message beside a field is enough; the first one wins */
    if (name)
        put_text(node_of(r, name), "error", text);
    while (hdf_get_obj(r->page, fmt("Form.errors.%zu", n)))
        n++;
    h = put_item(r->page, "Form.errors", n);
    put_text(h, "name", name);
    put_text(h, "text", text);
    put_int(h, "place", (int64_t)(place * 1000 + n));
}

void form_error_at(struct req *r, const char *name, const char *text)
{
    error_at(r, name, text, 1000); /* no field of a form: after those */
}

static int by_place(const void *a, const void *b)
{
    return hdf_get_int_value(*(HDF *const *)a, "place", 0) - hdf_get_int_value(*(HDF *const *)b, "place", 0);
}

void form_error(struct req *r, const struct form *form, const void *m, const void *field,
                const char *text)
{
    for (size_t i = 0; i < form->n; i++)
        if (at(&form->fields[i], m) == field) {
            error_at(r, form->fields[i].name, text, i);
            return;
        }
    form_error_at(r, NULL, text);
}

void form_issues(struct req *r, const struct form *form, const void *m)
{
    const struct issues *is = err_issues();

    for (size_t i = 0; i < is->n; i++)
        form_error(r, form, m, is->v[i].field, is->v[i].text);
}

/* ---- reading ---- */

static const struct pair *sent(const struct req *r, const char *name)
{
    for (size_t i = 0; i < r->form.n; i++)
        if (strcmp(r->form.v[i].name, name) == 0)
            return &r->form.v[i];
    return NULL;
}

static bool one_of(const struct field *f, const char *s)
{
    if (!f->one_of)
        return true;
    for (const char *const *c = f->one_of; *c; c++)
        if (strcmp(*c, s) == 0)
            return true;
    return false;
}

static const char *too_long(const struct field *f, const char *s)
{
    return fill(_("Use at most {n} characters; these are {have}"), "n", show_count(max_of(f)), "have",
                show_count((int64_t)utf8_length(s)), NULL);
}

/* NULL: in order. */
static const char *read_line(const struct field *f, const struct pair *p, char **out)
{
    char *s;

    if (f->as == AS_PASSWORD) {
        *out = *p->value ? copy(p->value) : NULL;
        return *out && utf8_length(*out) > (size_t)max_of(f) ? too_long(f, *out) : NULL;
    }
    s = text_tidy(pool, p->value, f->as != AS_TEXT);
    *out = *s ? s : NULL;
    if (!*out)
        return NULL;
    if (utf8_length(s) > (size_t)max_of(f))
        return too_long(f, s);
    if (f->as == AS_EMAIL) {
        char *e = parse_email(pool, s);

        if (!e)
            return _("Enter an e-mail address such as name@example.org");
        *out = e;
    }
    if (f->as == AS_URL) {
        char *u = parse_url_typed(pool, s);

        if (!u)
            return _("Enter a web address such as https://www.example.org");
        *out = u;
    }
    return one_of(f, s) ? NULL : _("Choose one of the values offered");
}

static const char *read_number(const struct field *f, const struct pair *p, int64_t *out)
{
    char *s = text_tidy(pool, p->value, true);

    *out = 0;
    if (!*s)
        return NULL;
    if (!parse_int(s, out) || (f->place == P_INT && (*out < INT32_MIN || *out > INT32_MAX)))
        return _("Enter a whole number, for example 160");
    if ((f->low || f->high) && (*out < f->low || *out > f->high))
        return fill(_("Enter a number from {low} to {high}"), "low", fmt("%" PRId64, f->low), "high",
                    fmt("%" PRId64, f->high), NULL);
    return NULL;
}

static const char *missing(const struct field *f, const char *otherwise)
{
    return f->missing ? _(f->missing) : otherwise;
}

/* A box that is ticked says "1"; one that is not says nothing. */
static const char *read_yes(const struct field *f, const struct pair *p, HDF *h, bool *out)
{
    bool yes = p && strcmp(p->value, "1") == 0;

    *out = yes;
    put_bool(h, "value", yes);
    if (p && !yes && *p->value && strcmp(p->value, "0") != 0)
        return _("Choose one of the values offered");
    return f->required && !yes ? missing(f, _("Tick this box to go on")) : NULL;
}

static const char *read_day(const struct pair *p, struct date *out)
{
    char *s = text_tidy(pool, p->value, true);

    return *s && !parse_date(s, out) ? _("Enter a date such as 2024-05-31") : NULL;
}

static const char *read_list(struct req *r, const struct field *f, void *v)
{
    const char *bad = NULL;

    for (size_t i = 0; i < r->form.n; i++) {
        const struct pair *p = &r->form.v[i];
        int64_t            id;

        if (strcmp(p->name, f->name) != 0 || !*p->value)
            continue;
        if (f->place == P_CODES) {
            struct text_list *l = v;

            if (p->broken || strlen(p->value) > 60 || l->n == 300) {
                bad = _("Choose one of the values offered");
                continue;
            }
            l->v = talloc_realloc(pool, l->v, const char *, (unsigned)l->n + 1);
            l->v[l->n++] = p->value;
        } else if (!parse_int(p->value, &id) || id < 1 || ((struct id_list *)v)->n == 300) {
            bad = _("Choose one of the values offered");
        } else {
            id_list_add(v, id);
        }
    }
    return bad;
}

/* The message for one field, or NULL; its value goes into *m, and is shown again as typed. */
static const char *read_field(struct req *r, const struct field *f, void *m)
{
    const struct pair *p = sent(r, f->name);
    void              *v = (char *)m + f->offset;
    HDF               *h = put_shape(r, f);
    const char        *bad = NULL;
    int64_t            n = 0;

    if (f->place == P_IDS || f->place == P_CODES) {
        bad = read_list(r, f, v);
        form_show(r, &(struct form){f, 1, 0, NULL}, m);
        if (!bad && f->required && ((struct id_list *)v)->n == 0)
            bad = missing(f, _("Choose at least one"));
        return bad;
    }
    if (p && as_of(f) != AS_PASSWORD)
        put_text(h, "value", p->broken ? text_tidy(pool, p->value, false) : p->value);
    if (p && p->broken)
        return _("This holds characters that cannot be read; please type it anew");
    if (f->place == P_BOOL)
        return read_yes(f, p, h, v);
    if (p && f->place == P_TEXT)
        bad = read_line(f, p, v);
    if (p && (f->place == P_INT64 || f->place == P_INT)) {
        bad = read_number(f, p, &n);
        if (f->place == P_INT64)
            *(int64_t *)v = n;
        else
            *(int *)v = (int)n;
    }
    if (p && f->place == P_DATE)
        bad = read_day(p, v);
    if (!bad && f->required && (!p || *text_tidy(pool, p->value, true) == '\0'))
        bad = missing(f, _("Fill this in"));
    return bad;
}

bool form_read(struct req *r, const struct form *form, void *m)
{
    struct issues is = {0};

    for (size_t i = 0; i < form->n; i++) {
        const char *bad = read_field(r, &form->fields[i], m);

        if (bad)
            error_at(r, form->fields[i].name, bad, i);
    }
    if (form->check)
        form->check(m, &is);
    for (size_t i = 0; i < is.n; i++)
        form_error(r, form, m, is.v[i].field, is.v[i].text);
    return !hdf_get_obj(r->page, "Form.errors");
}

void form_option(struct req *r, const char *name, const char *value, const char *label)
{
    HDF   *h = node_of(r, name);
    size_t n = (size_t)hdf_get_int_value(h, "n", 0);
    HDF   *o = put_item(h, "options", n);

    put_text(o, "value", value);
    put_text(o, "label", label);
    put_int(h, "n", (int64_t)n + 1);
}

const char *form_key(const struct req *r)
{
    unsigned char b[16];
    const char   *k = form_text(r, "_key");

    return k && unhex(k, b, sizeof b) ? k : NULL;
}

/* ---- before the page is rendered ---- */

static bool chosen(HDF *field, const char *value)
{
    HDF *list = hdf_get_obj(field, "chosen");

    if (strcmp(hdf_get_value(field, "value", ""), value) == 0)
        return true;
    for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
        if (hdf_obj_value(c) && strcmp(hdf_obj_value(c), value) == 0)
            return true;
    return false;
}

static void mark_options(HDF *field)
{
    HDF *list = hdf_get_obj(field, "options");

    for (HDF *o = list ? hdf_obj_child(list) : NULL; o; o = hdf_obj_next(o))
        put_bool(o, "checked", chosen(field, hdf_get_value(o, "value", "")));
}

const char *form_key_new(void)
{
    unsigned char b[16];

    gcry_create_nonce(b, sizeof b);
    return hex(b, sizeof b);
}

void form_finish(struct req *r)
{
    HDF        *form = hdf_get_obj(r->page, "Form");
    HDF        *errors = hdf_get_obj(r->page, "Form.errors");
    const char *key = form_key(r);

    if (errors)
        (void)hdf_sort_obj(errors, by_place); /* at worst they stay in the order they were found in */
    for (HDF *f = form ? hdf_obj_child(form) : NULL; f; f = hdf_obj_next(f))
        mark_options(f);
    if (!r->user && (r->route == NULL || r->route->stamp || r->route->max_age))
        return; /* a page that is the same for every stranger has no form to post */
    if (req_more(r)->blanks) {
        put_text(r->page, "Form.token", blank(BLANK_TOKEN));
        put_text(r->page, "Form.key", blank(BLANK_KEY));
        return;
    }
    put_text(r->page, "Form.token", csrf_token(r));
    put_text(r->page, "Form.key", key ? key : form_key_new());
}
