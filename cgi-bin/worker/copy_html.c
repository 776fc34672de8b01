/* copy_html.c - index.html of the copy, by templates/copy. */
#include "kit/tpl.h"
#include "worker/copy.h"

/* One template with its data, at the end of the page. */
static enum err piece(struct copying *c, const char *tpl, HDF *h)
{
    const char *text;
    size_t      n;
    enum err    e = tpl_render_bare(tpl, h, &text, &n);

    if (!e && fwrite(text, 1, n, c->html) != n)
        e = err_set(ERR_SPACE, __FILE__, __LINE__, "index.html cannot be written");
    tpl_data_free(&h);
    return e;
}

enum err html_head(struct copying *c)
{
    const struct personal *p;
    HDF                   *h = tpl_data();

    put_text(h, "made.lang", c->copy.lang);
    put_text(h, "made.text",
             fill(_("What {site} holds about {name}, as of {time}."), "site", conf_text("site_name"), "name", c->member.name,
                  "time", show_instant_zone(instant_now(), c->member.zone), NULL));
    for (size_t i = 0; (p = personal_part(i)) != NULL; i++) {
        HDF *o = put_item(h, "parts", i);

        put_text(o, "code", p->code);
        put_text(o, "title", _(p->title));
    }
    return piece(c, "copy/head.cst", h);
}

enum err html_part(struct copying *c, const struct personal *p, bool none)
{
    HDF *h = tpl_data();

    put_text(h, "part.code", p->code);
    put_text(h, "part.title", _(p->title));
    put_text(h, "part.what", _(p->what));
    put_bool(h, "part.none", !p->copy);
    put_bool(h, "part.empty", none);
    return piece(c, "copy/part.cst", h);
}

/* ---- values as people read them ---- */

static void put_value(struct copying *c, HDF *h, const char *key, const json_t *v)
{
    const char    *s = json_string_value(v);
    struct instant t;
    char          *name = NULL;

    if (s && strlen(s) == 20 && s[19] == 'Z' && parse_instant(s, &t)) {
        put_text(h, "value", show_instant_zone(t, c->member.zone));
        put_text(h, "iso", s);
    } else if (s && strcmp(key, "country") == 0 && member_country_name(c->work->db, s, &name) == OK && name) {
        put_text(h, "value", name);
    } else if (s) {
        put_text(h, "value", personal_word(key, s) ? personal_word(key, s) : s);
    } else if (json_is_boolean(v)) {
        put_text(h, "value", json_is_true(v) ? _("Yes") : _("No"));
    } else {
        put_text(h, "value", fmt("%" JSON_INTEGER_FORMAT, json_integer_value(v)));
    }
}

static enum err put_row(struct copying *c, HDF *h, const char *row)
{
    json_error_t fault;
    json_t      *j = json_loads(row, 0, &fault), *v;
    const char  *key;
    size_t       n = 0;

    if (!json_is_object(j)) {
        json_decref(j);
        FAIL(ERR_INTERNAL, "a row is no JSON object: %s", fault.text);
    }
    json_object_foreach(j, key, v) {
        if (json_is_null(v) || (json_is_string(v) && !*json_string_value(v)))
            continue;
        HDF *f = put_item(h, "f", n++);
        put_text(f, "label", personal_label(key));
        put_value(c, f, key, v);
    }
    json_decref(j);
    return OK;
}

enum err html_rows(struct copying *c, const struct personal_rows *rows)
{
    HDF *h = tpl_data();

    for (size_t i = 0; i < rows->n; i++) {
        enum err e = put_row(c, put_item(h, "rows", i), rows->v[i].j);

        if (e) {
            tpl_data_free(&h);
            return e;
        }
    }
    return piece(c, "copy/rows.cst", h);
}

enum err html_end(struct copying *c)
{
    return piece(c, "copy/end.cst", tpl_data());
}

/* ---- the files ---- */

/* Each part of the path by itself, so that the slashes stay. */
static char *href(const char *name)
{
    char *out = copy("files");

    for (const char *at = name, *end; at; at = end ? end + 1 : NULL) {
        end = strchr(at, '/');
        out = fmt("%s/%s", out, url_escape(talloc_strndup(pool, at, end ? (size_t)(end - at) : strlen(at))));
    }
    return out;
}

static void put_fields(HDF *h)
{
    static const char *const fields[][2] = {
        {"format, version", N_("what kind of file it is; a higher version may have other parts")},
        {"site, made_at", N_("where and when it was made; all times are in UTC")},
        {"parts", N_("one object for each part of this page, by a short English name, with its title, what it holds, what deletion leaves of it, and its rows; a row is an object of names and values")},
        {"files", N_("the files of the archive: name, part, type, size and SHA-256")},
    };

    for (size_t i = 0; i < COUNT(fields); i++) {
        put_text(put_item(h, "fields", i), "name", fields[i][0]);
        put_text(put_item(h, "fields", i), "text", _(fields[i][1]));
    }
}

enum err html_foot(struct copying *c)
{
    HDF   *h = tpl_data();
    size_t in = 0, out = 0;

    for (size_t i = 0; i < c->nfiles; i++) {
        const struct copy_file *f = &c->files[i];
        HDF                    *o = f->left_out ? put_item(h, "left_out", out++) : put_item(h, "files", in++);

        put_text(o, "name", f->file.name);
        put_text(o, "href", href(f->file.name));
        put_size(o, "size", f->file.size);
    }
    put_fields(h);
    return piece(c, "copy/foot.cst", h);
}
