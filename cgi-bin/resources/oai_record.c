/* oai_record.c - a publication as a record: header and Dublin Core. */
#include "resources/oai.h"

#include "model/resource.h"

/* Without port: identifiers outlive it. */
char *oai_host(void)
{
    const char *host = strstr(conf_text("site_url"), "://");

    host = host ? host + 3 : conf_text("site_url");
    return talloc_strndup(pool, host, strcspn(host, ":/"));
}

char *oai_identifier(int64_t id)
{
    return fmt("oai:%s:resource/%" PRId64, oai_host(), id);
}

int64_t oai_identifier_read(const char *identifier)
{
    char   *start = fmt("oai:%s:resource/", oai_host());
    size_t  n = strlen(start);
    int64_t id;

    if (strncmp(identifier, start, n) != 0 || !parse_int(identifier + n, &id) || id <= 0 ||
        strcmp(identifier, oai_identifier(id)) != 0)
        return 0;
    return id;
}

void oai_header(struct xml *x, const struct api_record *r)
{
    xml_open(x, "header");
    if (strcmp(r->row.state, "withdrawn") == 0)
        xml_attribute(x, "status", "deleted");
    xml_text(x, "identifier", oai_identifier(r->row.id), NULL);
    xml_text(x, "datestamp", instant_iso(pool, r->row.changed_at), NULL);
    for (size_t i = 0; i < r->values.n; i++) {
        const struct api_value *v = &r->values.v[i];
        if (strcmp(v->facet, "type") == 0 || strcmp(v->facet, "theme") == 0)
            xml_text(x, "setSpec", fmt("%s:%s", v->facet, v->value), NULL);
    }
    xml_close(x);
}

static void put_labels(struct xml *x, const char *name, const struct api_value *v)
{
    for (int l = 0; l < LANG_N; l++)
        xml_text(x, name, api_label(v, l), lang_code[l]);
}

static void put_values(struct xml *x, const struct api_record *r, const char *facet, const char *name)
{
    for (size_t i = 0; i < r->values.n; i++) {
        const struct api_value *v = &r->values.v[i];
        if (strcmp(v->facet, facet) != 0)
            continue;
        if (strcmp(facet, "publisher") == 0)
            xml_text(x, name, v->label_en, NULL);
        else if (strcmp(facet, "lang") == 0)
            xml_text(x, name, v->value, NULL);
        else
            put_labels(x, name, v);
    }
}

static void put_files(struct xml *x, const struct api_record *r)
{
    for (size_t i = 0; i < r->files.n; i++) {
        bool before = false;
        for (size_t j = 0; j < i; j++)
            before |= strcmp(r->files.v[j].mime, r->files.v[i].mime) == 0;
        if (!before)
            xml_text(x, "dc:format", r->files.v[i].mime, NULL);
    }
}

static void put_links(struct xml *x, const struct api_record *r)
{
    const struct api_row *row = &r->row;

    xml_text(x, "dc:identifier", site_url(fmt("/r/%" PRId64, row->id)), NULL);
    xml_text(x, "dc:source", row->link, NULL);
    if (row->series) {
        const char *series[LANG_N] = {row->series_en, row->series_fr, row->series_es};
        for (int l = 0; l < LANG_N; l++)
            xml_text(x, "dc:relation", series[l], lang_code[l]);
    }
    if (row->newer_id)
        xml_text(x, "dc:relation", site_url(fmt("/r/%" PRId64, row->newer_id)), NULL);
    xml_text(x, "dc:rights", licence_label(row->licence), "en");
    xml_text(x, "dc:rights", licence_url(row->licence), NULL);
    xml_text(x, "dc:rights", row->rights_note, NULL);
}

void oai_metadata(struct xml *x, const struct api_record *r)
{
    xml_open(x, "metadata");
    xml_open(x, "oai_dc:dc");
    xml_attribute(x, "xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/");
    xml_attribute(x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml_attribute(x, "xsi:schemaLocation", "http://www.openarchives.org/OAI/2.0/oai_dc/ "
                                           "http://www.openarchives.org/OAI/2.0/oai_dc.xsd");
    for (size_t i = 0; i < r->texts.n; i++)
        xml_text(x, "dc:title", r->texts.v[i].title, r->texts.v[i].lang);
    put_values(x, r, "publisher", "dc:publisher");
    put_values(x, r, "theme", "dc:subject");
    put_values(x, r, "focus", "dc:subject");
    for (size_t i = 0; i < r->texts.n; i++)
        xml_text(x, "dc:description", r->texts.v[i].summary, r->texts.v[i].lang);
    if (r->row.year)
        xml_text(x, "dc:date", fmt("%04d", r->row.year), NULL);
    put_values(x, r, "type", "dc:type");
    put_values(x, r, "lang", "dc:language");
    put_files(x, r);
    put_links(x, r);
    put_values(x, r, "country", "dc:coverage");
    xml_close(x);
    xml_close(x);
}
