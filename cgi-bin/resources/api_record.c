/* api_record.c - a publication as JSON, in all its languages at once. */
#include "model/resource.h"
#include "resources/api.h"
#include "resources/paths.h"

/* NULL becomes null; bytes that are not UTF-8 cannot come out of the database. */
static json_t *text(const char *s) { return s ? json_string(s) : json_null(); }

static json_t *at(struct instant t) { return t.us ? json_string(instant_iso(pool, t)) : json_null(); }

static json_t *labels(const char *en, const char *fr, const char *es)
{
    return json_pack("{s:s,s:s*,s:s*}", "en", en, "fr", fr, "es", es);
}

static json_t *texts(const struct api_record *r, bool titles)
{
    json_t *o = json_object();

    for (size_t i = 0; i < r->texts.n; i++) {
        const struct api_text *t = &r->texts.v[i];
        const char            *s = titles ? t->title : t->summary;
        if (s)
            json_object_set_new(o, t->lang, json_string(s));
    }
    return o;
}

/* [{"code": "diaspora", "label": {...}}, ...] of one facet. */
static json_t *values(const struct api_record *r, const char *facet)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->values.n; i++) {
        const struct api_value *v = &r->values.v[i];
        if (strcmp(v->facet, facet) == 0)
            json_array_append_new(list, json_pack("{s:s,s:o}", "code", v->value, "label",
                                                  labels(v->label_en, v->label_fr, v->label_es)));
    }
    return list;
}

static json_t *type(const struct api_record *r)
{
    json_t *list = values(r, "type"), *one = json_incref(json_array_get(list, 0));

    json_decref(list);
    return one ? one : json_null();
}

/* Names or codes alone. */
static json_t *names(const struct api_record *r, const char *facet)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->values.n; i++)
        if (strcmp(r->values.v[i].facet, facet) == 0)
            json_array_append_new(list, json_string(r->values.v[i].label_en));
    return list;
}

static json_t *files(const struct api_record *r)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->files.n; i++) {
        const struct api_file *f = &r->files.v[i];
        json_array_append_new(list, json_pack("{s:I,s:s,s:s,s:o,s:s,s:s,s:I,s:o,s:s,s:b}", "id", (json_int_t)f->id,
            "url", site_url(file_path(f->id, f->name)), "language", f->lang, "label", text(f->label), "name", f->name,
            "media_type", f->mime, "size", (json_int_t)f->size, "pages", f->pages ? json_integer(f->pages) : json_null(),
            "sha256", f->sha256, "short_edition", (int)f->short_edition));
    }
    return list;
}

static json_t *series(const struct api_row *row)
{
    if (!row->series)
        return json_null();
    return json_pack("{s:s,s:o,s:i}", "code", row->series, "title",
                     labels(row->series_en, row->series_fr, row->series_es), "position", row->series_position);
}

json_t *api_record_json(const struct api_record *r)
{
    const struct api_row  *row = &r->row;
    const struct api_text *t = api_text_in(r, "en");
    json_t                *j = json_object();

    json_object_set_new(j, "id", json_integer(row->id));
    json_object_set_new(j, "url", text(site_url(fmt("/en%s", item_path(row->id, t ? t->title : "")))));
    json_object_set_new(j, "short_url", text(site_url(fmt("/r/%" PRId64, row->id))));
    json_object_set_new(j, "title", texts(r, true));
    json_object_set_new(j, "summary", texts(r, false));
    json_object_set_new(j, "type", type(r));
    json_object_set_new(j, "year", row->year ? json_integer(row->year) : json_null());
    json_object_set_new(j, "written_in", text(row->lang));
    json_object_set_new(j, "languages", names(r, "lang"));
    json_object_set_new(j, "publishers", names(r, "publisher"));
    json_object_set_new(j, "themes", values(r, "theme"));
    json_object_set_new(j, "focus", values(r, "focus"));
    json_object_set_new(j, "countries", values(r, "country"));
    json_object_set_new(j, "series", series(row));
    json_object_set_new(j, "edition", text(row->edition));
    json_object_set_new(j, "newer_edition",
                        row->newer_id ? text(site_url(fmt("/api/resources/%" PRId64, row->newer_id))) : json_null());
    json_object_set_new(j, "licence", json_pack("{s:s,s:o,s:o}", "code", row->licence, "url",
                                                text(licence_url(row->licence)), "note", text(row->rights_note)));
    json_object_set_new(j, "link", text(row->link));
    json_object_set_new(j, "source", text(row->source));
    json_object_set_new(j, "published_at", at(row->published_at));
    json_object_set_new(j, "changed_at", at(row->changed_at));
    json_object_set_new(j, "downloads", json_integer(row->downloads));
    json_object_set_new(j, "files", files(r));
    return j;
}
