/* sitemap_page.c - the site map: an index, the pages of text, and the library in parts of PART numbers
 * each. Parts follow the numbers of publications, so that a part stays the same part when others grow,
 * and writing one costs the same however large the library is. */
#include "model/api_sitemap.h"
#include "resources/machine.h"
#include "resources/paths.h"
#include "resources/xml.h"

#define PART 1000 /* times three languages: about 2 MB as XML */
#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

static struct reply finish(struct req *r, struct xml *x)
{
    reply_header(r, "Cache-Control", "public, max-age=3600");
    return xml_reply(r, x, "application/xml; charset=utf-8");
}

static struct xml *begin(const char *name)
{
    struct xml *x = xml_new();

    xml_open(x, name);
    xml_attribute(x, "xmlns", NAMESPACE);
    return x;
}

static void put_part(struct xml *x, const char *path)
{
    xml_open(x, "sitemap");
    xml_text(x, "loc", site_url(path), NULL);
    xml_close(x);
}

struct reply sitemap_index(struct req *r)
{
    struct xml *x = begin("sitemapindex");
    int64_t     id = 0, part = 0;

    put_part(x, "/sitemap/pages.xml");
    do { /* from the first number of one part that has any to the next */
        enum err e = sitemap_next(r->db, part * PART, &id);
        if (e)
            return reply_error(r, e);
        part = (id - 1) / PART + 1;
        if (id)
            put_part(x, fmt("/sitemap/resources-%" PRId64 ".xml", part));
    } while (id);
    return finish(r, x);
}

static struct xml *begin_urls(void)
{
    struct xml *x = begin("urlset");

    xml_attribute(x, "xmlns:xhtml", "http://www.w3.org/1999/xhtml");
    return x;
}

/* One page in its three languages, each naming all three. */
static void put_page(struct xml *x, const char *const paths[LANG_N], struct instant changed)
{
    for (int l = 0; l < LANG_N; l++) {
        xml_open(x, "url");
        xml_text(x, "loc", site_url(paths[l]), NULL);
        if (changed.us)
            xml_text(x, "lastmod", instant_iso(pool, changed), NULL);
        for (int other = 0; other < LANG_N; other++) {
            xml_open(x, "xhtml:link");
            xml_attribute(x, "rel", "alternate");
            xml_attribute(x, "hreflang", lang_code[other]);
            xml_attribute(x, "href", site_url(paths[other]));
            xml_close(x);
        }
        xml_close(x);
    }
}

static void put_plain(struct xml *x, const char *path, struct instant changed)
{
    const char *paths[LANG_N];

    for (int l = 0; l < LANG_N; l++)
        paths[l] = url_in(l, "%s", path);
    put_page(x, paths, changed);
}

struct reply sitemap_pages(struct req *r)
{
    static const char *const fixed[] = {"/", "/resources", "/join"};
    struct sitemap_page_list pages;
    enum err                 e = sitemap_texts(r->db, &pages);

    if (e)
        return reply_error(r, e);
    struct xml *x = begin_urls();
    for (size_t i = 0; i < COUNT(fixed); i++)
        put_plain(x, fixed[i], (struct instant){0});
    for (size_t i = 0; i < pages.n; i++)
        put_plain(x, fmt("/%s", pages.v[i].slug), pages.v[i].changed_at);
    return finish(r, x);
}

struct reply sitemap_part(struct req *r)
{
    int64_t                 part = path_id(r, "partid");
    struct sitemap_row_list rows;
    TALLOC_CTX             *outer = pool;

    if (part > INT64_MAX / PART)
        return reply_error(r, ERR_NOT_FOUND);
    enum err e = sitemap_rows(r->db, (part - 1) * PART, part * PART, &rows);
    if (!e && rows.n == 0)
        e = ERR_NOT_FOUND;
    if (e)
        return reply_error(r, e);
    struct xml *x = begin_urls();
    for (size_t i = 0; i < rows.n; i++) {
        const struct sitemap_row *row = &rows.v[i];
        const char               *titles[LANG_N] = {row->title_en, row->title_fr, row->title_es}, *paths[LANG_N];

        pool = talloc_new(outer); /* thousands of addresses: none is needed for long */
        for (int l = 0; l < LANG_N; l++)
            paths[l] = url_in(l, "%s", item_path(row->id, titles[l] ? titles[l] : ""));
        put_page(x, paths, row->changed_at);
        talloc_free(pool);
        pool = outer;
    }
    return finish(r, x);
}
