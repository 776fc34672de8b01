/* item_metadata.c - what machines read of a publication: meta elements, JSON-LD, Link headers. */

#include "model/resource.h"
#include "resources/item.h"
#include "resources/paths.h"

static char *file_address(const struct item_file *f)
{
    return site_url(file_path(f->id, f->name));
}

static char *page_address(struct req *r, const struct item *i)
{
    return site_url(url(r, "%s", item_path(i->head.id, i->text->title)));
}

static char *short_address(const struct item *i)
{
    return site_url(fmt("/r/%" PRId64, i->head.id));
}

/* ---- meta elements: Dublin Core and Highwire ---- */

static void put_dublin_core(struct req *r, const struct item *i)
{
    put_meta(r, "DC.title", i->text->title);
    put_meta(r, "DC.description", i->text->summary);
    put_meta(r, "DC.language", i->text->lang);
    put_meta(r, "DC.type", i->head.type_en);
    put_meta(r, "DC.identifier", short_address(i));
    if (i->head.year)
        put_meta(r, "DC.date", fmt("%d", i->head.year));
    put_meta(r, "DC.rights", licence_url(i->head.licence) ? licence_url(i->head.licence) : licence_label(i->head.licence));
    for (size_t k = 0; k < i->words.n; k++) {
        const struct item_word *w = &i->words.v[k];
        put_meta(r, strcmp(w->facet, "publisher") == 0 ? "DC.publisher" : strcmp(w->facet, "country") == 0
            ? "DC.coverage" : "DC.subject", item_word_label(w));
    }
}

static void put_highwire(struct req *r, const struct item *i)
{
    put_meta(r, "citation_title", i->text->title);
    for (size_t k = 0; k < i->words.n; k++)
        if (strcmp(i->words.v[k].facet, "publisher") == 0)
            put_meta(r, "citation_author", i->words.v[k].en);
    if (i->head.year)
        put_meta(r, "citation_publication_date", fmt("%d", i->head.year));
    put_meta(r, "citation_technical_report_institution", item_publishers(i, "; "));
    put_meta(r, "citation_language", i->text->lang);
    put_meta(r, "citation_abstract_html_url", page_address(r, i));
    for (size_t k = 0; k < i->files.n; k++)
        if (strcmp(i->files.v[k].mime, "application/pdf") == 0 && strcmp(i->files.v[k].lang, i->text->lang) == 0) {
            put_meta(r, "citation_pdf_url", file_address(&i->files.v[k]));
            break;
        }
}

/* ---- JSON-LD (schema.org) ---- */

static void set_text(json_t *o, const char *name, const char *value)
{
    if (!empty(value))
        json_object_set_new(o, name, json_string(value));
}

static json_t *files_json(const struct item *i)
{
    json_t *list = json_array();

    for (size_t k = 0; k < i->files.n; k++) {
        const struct item_file *f = &i->files.v[k];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "@type", "MediaObject", "contentUrl",
            file_address(f), "encodingFormat", f->mime, "contentSize", fmt("%" PRId64 " B", f->size), "inLanguage",
            f->lang, "sha256", f->sha256));
    }
    return list;
}

static json_t *words_json(const struct item *i, const char *facet, const char *type)
{
    json_t *list = json_array();

    for (size_t k = 0; k < i->words.n; k++)
        if (strcmp(i->words.v[k].facet, facet) == 0)
            json_array_append_new(list, type
                ? json_pack("{s:s, s:s}", "@type", type, "name", item_word_label(&i->words.v[k]))
                : json_string(item_word_label(&i->words.v[k])));
    return list;
}

static void set_list(json_t *o, const char *name, json_t *list)
{
    if (json_array_size(list))
        json_object_set_new(o, name, list);
    else
        json_decref(list);
}

static void put_jsonld(struct req *r, const struct item *i)
{
    json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "@context", "https://schema.org", "@type", "Report", "@id",
        short_address(i), "url", page_address(r, i), "name", i->text->title, "isAccessibleForFree", 1);

    set_text(o, "description", i->text->summary);
    set_text(o, "inLanguage", i->text->lang);
    set_text(o, "genre", item_type_label(&i->head));
    if (i->head.year)
        set_text(o, "datePublished", fmt("%d", i->head.year));
    set_text(o, "license", licence_url(i->head.licence));
    set_text(o, "usageInfo", licence_url(i->head.licence) ? NULL : licence_label(i->head.licence));
    set_text(o, "version", i->head.edition);
    set_list(o, "publisher", words_json(i, "publisher", "Organization"));
    set_list(o, "about", words_json(i, "theme", "Thing"));
    set_list(o, "spatialCoverage", words_json(i, "country", "Country"));
    set_list(o, "keywords", words_json(i, "focus", NULL));
    set_list(o, "encoding", files_json(i));
    put_script_json(r->page, "jsonld", o);
}

/* ---- Link headers: FAIR signposting, level 1 ---- */

static void put_links(struct req *r, const struct item *i)
{
    char *page = page_address(r, i);
    char *s = fmt("<%s>; rel=\"cite-as\", <https://schema.org/Report>; rel=\"type\","
                  " <https://schema.org/AboutPage>; rel=\"type\","
                  " <%s/bibtex>; rel=\"describedby\"; type=\"application/x-bibtex\","
                  " <%s/ris>; rel=\"describedby\"; type=\"application/x-research-info-systems\"",
                  short_address(i), page, page);

    if (licence_url(i->head.licence))
        s = talloc_asprintf_append_buffer(s, ", <%s>; rel=\"license\"", licence_url(i->head.licence));
    for (size_t k = 0; k < i->files.n && k < 30; k++)
        s = talloc_asprintf_append_buffer(s, ", <%s>; rel=\"item\"; type=\"%s\"", file_address(&i->files.v[k]),
            i->files.v[k].mime);
    reply_header(r, "Link", s);
}

void item_put_metadata(struct req *r, const struct item *i)
{
    put_text(r->page, "page.description", i->text->summary ? i->text->summary : i->text->title);
    put_dublin_core(r, i);
    put_highwire(r, i);
    put_jsonld(r, i);
    put_link(r, "alternate", url(r, "%s/bibtex", item_path(i->head.id, i->text->title)), "application/x-bibtex", NULL, "BibTeX");
    put_link(r, "alternate", url(r, "%s/ris", item_path(i->head.id, i->text->title)),
        "application/x-research-info-systems", NULL, "RIS");
    put_links(r, i);
}
