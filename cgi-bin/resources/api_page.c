/* api_page.c - the read interface: one publication, terms, countries, and its own description. */
#include "resources/api.h"

#include <stdlib.h>

#include "model/term.h"

static void shared_headers(struct req *r)
{
    reply_header(r, "Access-Control-Allow-Origin", "*"); /* public, and no cookie changes it */
    reply_header(r, "Cache-Control", "public, max-age=60");
}

struct reply api_reply(struct req *r, json_t *j)
{
    unsigned char h[SHA256_LEN];
    struct reply  rep = reply_json(r, j);

    sha256(rep.body, rep.size, h);
    shared_headers(r);
    reply_header(r, "ETag", fmt("W/\"%s\"", hex(h, 12)));
    return rep;
}

struct reply api_problem(struct req *r, int status, const char *title, const char *detail)
{
    json_t *j = json_pack("{s:s,s:s,s:i,s:s,s:s}", "type", "about:blank", "title", title, "status", status, "detail",
                          detail, "instance", fmt("urn:request:%s", r->id));
    struct reply rep = reply_json(r, j);

    reply_header(r, "Access-Control-Allow-Origin", "*");
    rep.status = status;
    rep.type = "application/problem+json";
    return rep;
}

struct reply api_index(struct req *r)
{
    return api_reply(r, json_pack("{s:s,s:s,s:s,s:s,s:s}", "description", site_url("/api/openapi.json"), "resources",
                                  site_url("/api/resources"), "terms", site_url("/api/terms"), "countries",
                                  site_url("/api/countries"), "harvesting", site_url("/oai?verb=Identify")));
}

/* The file as it is, with the address of this site in it. */
struct reply api_openapi(struct req *r)
{
    json_error_t fault;
    json_t      *j = json_load_file(fmt("%s/resources/openapi.json", conf_text("templates_dir")), 0, &fault);

    if (!j) {
        err_set(ERR_INTERNAL, __FILE__, __LINE__, "openapi.json, line %d: %s", fault.line, fault.text);
        return reply_error(r, ERR_INTERNAL);
    }
    json_object_set_new(j, "servers", json_pack("[{s:s}]", "url", conf_text("site_url")));
    json_object_set_new(json_object_get(json_object_get(j, "info"), "contact"), "email",
                        json_string(conf_text("contact_email")));
    return api_reply(r, j);
}

struct reply api_resource(struct req *r)
{
    struct api_record record;
    enum err          e = api_record(r->db, path_id(r, "id"), &record);

    if (e == ERR_NOT_FOUND) {
        err_clear();
        return api_problem(r, 404, "Not Found", "There is no publication with this number");
    }
    if (e)
        return reply_error(r, e);
    if (strcmp(record.row.state, "withdrawn") == 0)
        return api_problem(r, 410, "Gone", "This publication was withdrawn from the library");
    return api_reply(r, api_record_json(&record));
}

static int64_t count_of(const struct api_count_list *l, const struct term *t)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].facet, t->vocabulary) == 0 && strcmp(l->v[i].value, t->code) == 0)
            return l->v[i].n;
    return 0;
}

static json_t *term_json(const struct term_list *terms, const struct term *t, int64_t n)
{
    const struct term *parent = term_by_id(terms, t->parent_id);

    return json_pack("{s:s,s:o,s:{s:s,s:s,s:s},s:b,s:I}", "code", t->code, "broader",
                     parent ? json_string(parent->code) : json_null(), "label", "en", t->label_en, "fr", t->label_fr,
                     "es", t->label_es, "retired", (int)t->retired, "resources", (json_int_t)n);
}

struct reply api_terms(struct req *r)
{
    struct term_list      terms;
    struct api_count_list counts;
    json_t               *j;

    enum err e = term_all(r->db, &terms);
    if (!e)
        e = api_term_counts(r->db, &counts);
    if (e)
        return reply_error(r, e);
    j = json_object();
    for (int v = 0; term_vocabularies[v]; v++) {
        json_t *list = json_array();
        for (size_t i = 0; i < terms.n; i++)
            if (strcmp(terms.v[i].vocabulary, term_vocabularies[v]) == 0)
                json_array_append_new(list, term_json(&terms, &terms.v[i], count_of(&counts, &terms.v[i])));
        json_object_set_new(j, term_vocabularies[v], list);
    }
    return api_reply(r, j);
}

struct reply api_countries_get(struct req *r)
{
    struct api_country_list found;
    enum err                e = api_countries(r->db, &found);

    if (e)
        return reply_error(r, e);
    json_t *list = json_array();
    for (size_t i = 0; i < found.n; i++) {
        const struct api_country *c = &found.v[i];
        json_array_append_new(list, json_pack("{s:s,s:{s:s,s:s,s:s},s:I}", "code", c->code, "name", "en", c->name_en,
                                              "fr", c->name_fr, "es", c->name_es, "resources", (json_int_t)c->n));
    }
    return api_reply(r, json_pack("{s:o}", "countries", list));
}
