/* What machines ask for and get: harvesting arguments, XML, references. */
#include "kit.h"

#include "resources/item.h"
#include "resources/oai.h"

static struct oai_args asked(const char *query)
{
    struct pairs    p = pairs_of(query);
    struct oai_args a;

    oai_args_read(&p, &a);
    return a;
}
static void refused(const char *query, const char *code)
{
    struct oai_args a = asked(query);

    if (!a.error || strcmp(a.error, code) != 0)
        fail_msg("%s: %s, not %s", query, a.error ? a.error : "taken", code);
    assert_non_null(a.why);
}
static void taken(const char *query)
{
    struct oai_args a = asked(query);

    if (a.error)
        fail_msg("%s: %s", query, a.error);
}

static void verbs(void **state)
{
    (void)state;
    taken("verb=Identify");
    taken("verb=ListSets");
    taken("verb=ListMetadataFormats");
    taken("verb=ListMetadataFormats&identifier=oai%3Am4d.example%3Aresource%2F5");
    taken("verb=ListRecords&metadataPrefix=oai_dc");
    taken("verb=GetRecord&metadataPrefix=oai_dc&identifier=x");
    refused("", "badVerb");
    refused("verb=", "badVerb");
    refused("verb=identify", "badVerb");
    refused("verb=Identify&verb=Identify", "badVerb");
    refused("verb=Identify%00", "badVerb");
}

static void arguments(void **state)
{
    (void)state;
    refused("verb=Identify&x=1", "badArgument");
    refused("verb=Identify&metadataPrefix=oai_dc", "badArgument");
    refused("verb=ListRecords", "badArgument");
    refused("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument");
    refused("verb=ListRecords&metadataPrefix=", "badArgument");
    refused("verb=ListRecords&metadataPrefix=%FF", "badArgument");
    refused("verb=ListRecords&metadataPrefix=%3Cx%3E", "badArgument");
    refused("verb=GetRecord&metadataPrefix=oai_dc", "badArgument");
    refused("verb=GetRecord&identifier=x", "badArgument");
    refused("verb=GetRecord&identifier=%22&metadataPrefix=oai_dc", "badArgument");
    refused("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat");
    refused("verb=ListRecords&metadataPrefix=oai_dc&set=a::b", "badArgument");
    refused("verb=ListRecords&metadataPrefix=oai_dc&set=:", "badArgument");
}

static void times(void **state)
{
    struct oai_args a = asked("verb=ListRecords&metadataPrefix=oai_dc&from=2024-05-01&until=2024-05-31");

    (void)state;
    assert_null(a.error);
    assert_string_equal(instant_iso(pool, a.ask.from), "2024-05-01T00:00:00Z");
    assert_string_equal(instant_iso(pool, a.ask.before), "2024-06-01T00:00:00Z"); /* the last day counts */
    a = asked("verb=ListRecords&metadataPrefix=oai_dc&from=2024-05-31T12:00:00Z&until=2024-05-31T12:00:00Z");
    assert_null(a.error);
    assert_true(a.ask.before.us - a.ask.from.us == 1000000);
    taken("verb=ListRecords&metadataPrefix=oai_dc&from=0001-01-01");
    taken("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31");
    refused("verb=ListRecords&metadataPrefix=oai_dc&from=2024-05-31&until=2024-05-31T12:00:00Z", "badArgument");
    refused("verb=ListRecords&metadataPrefix=oai_dc&from=2024-06-01&until=2024-05-31", "badArgument");
    static const char *const bad[] = {"2024", "2024-05", "2024-02-30", "31/05/2024", "2024-05-31T12:00Z", "2024-05-31T12:00:00",
                                      "2024-05-31T12:00:00.5Z", "2024-05-31%2012:00:00Z", "2024-05-31T24:00:00Z", "x"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        refused(fmt("verb=ListRecords&metadataPrefix=oai_dc&from=%s", bad[i]), "badArgument");
        refused(fmt("verb=ListRecords&metadataPrefix=oai_dc&until=%s", bad[i]), "badArgument");
    }
}

static void tokens(void **state)
{
    struct oai_args a = asked("verb=ListRecords&metadataPrefix=oai_dc&set=theme:diaspora&from=2024-05-01"), b;
    char           *token = oai_token(&a, (struct oai_row){77, {1717156800123456}}, 100);

    (void)state;
    b = asked(fmt("verb=ListRecords&resumptionToken=%s", url_escape(token)));
    assert_null(b.error);
    assert_string_equal(b.set, "theme:diaspora");
    assert_true(b.ask.from.us == a.ask.from.us && b.ask.before.us == a.ask.before.us);
    assert_true(b.ask.after.id == 77 && b.ask.after.changed_at.us == 1717156800123456 && b.sent == 100);
    refused(fmt("verb=ListIdentifiers&resumptionToken=%s", url_escape(token)), "badResumptionToken");
    refused(fmt("verb=ListSets&resumptionToken=%s", url_escape(token)), "badResumptionToken");
    refused(fmt("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=%s", url_escape(token)), "badArgument");
    for (size_t i = 0; token[i]; i++) { /* any other sign anywhere */
        char *other = copy(token);
        other[i] = other[i] == '1' ? '2' : '1';
        refused(fmt("verb=ListRecords&resumptionToken=%s", url_escape(other)), "badResumptionToken");
    }
    refused("verb=ListRecords&resumptionToken=x", "badResumptionToken");
    refused("verb=ListRecords&resumptionToken=.", "badResumptionToken");
}

static void identifiers(void **state)
{
    static const char *const bad[] = {"", "oai:", "oai:m4d.example:resource/", "oai:m4d.example:resource/0", "oai:m4d.example:resource/x",
                                      "oai:m4d.example:resource/5x", "oai:other.example:resource/5", "oai:m4d.example:resource/-5",
                                      "oai:m4d.example:resource/99999999999999999999"};

    (void)state;
    assert_string_equal(oai_identifier(5), "oai:m4d.example:resource/5");
    assert_true(oai_identifier_read(oai_identifier(5)) == 5);
    assert_true(oai_identifier_read(oai_identifier(INT64_MAX)) == INT64_MAX);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_true(oai_identifier_read(bad[i]) == 0);
}

static void xml_is_well_formed(void **state)
{
    struct xml *x = xml_new();
    struct req  r = {0};

    (void)state;
    xml_open(x, "a");
    xml_attribute(x, "b", "<\"&'>\x01\n");
    xml_attribute(x, "none", NULL);
    xml_text(x, "c", "é <b> & \x1b]]> \xef\xbf\xbe\xef\xbf\xbf😀", "fr");
    xml_text(x, "empty", "", NULL);
    xml_text(x, "none", NULL, NULL);
    xml_close(x);
    struct reply rep = xml_reply(&r, x, "text/xml");
    xmlDocPtr    doc = xmlReadMemory(rep.body, (int)rep.size, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlNodePtr a = xmlDocGetRootElement(doc), c = a->children;
    assert_string_equal((char *)c->name, "c");
    assert_null(c->next);
    xmlChar *text = xmlNodeGetContent(c);
    assert_string_equal((char *)text, "é <b> & ]]> 😀");
    xmlFree(text);
    xmlFreeDoc(doc);
}

static struct item publication(void)
{
    static struct item_text text = {"en", "Costs & {benefits}: 100% of \"it\" \\ #1_$ ~^", "Line one\r\nER  - \r\nline two"};
    static struct item_word words[] = {{"publisher", "1", "IOM & UNDP", NULL, NULL}, {"publisher", "2", "UN Women", NULL, NULL},
                                       {"theme", "x", "Diaspora", "Diaspora", "Diáspora"}};

    return (struct item){.head = {.id = 5, .year = 2020, .type_en = "Report", .type_fr = "Rapport", .type_es = "Informe", .licence = "CC-BY-4.0"},
                         .words = {words, 3}, .text = &text};
}

static void references(void **state)
{
    struct item i = publication();

    (void)state;
    const char *bib = cite_bibtex(&i);
    assert_non_null(strstr(bib, "title = {{Costs \\& \\{benefits\\}: 100\\% of \"it\" \\textbackslash{} \\#1\\_\\$ \\textasciitilde{}\\textasciicircum{}}}"));
    assert_non_null(strstr(bib, "author = {{IOM \\& UNDP} and {UN Women}}"));
    int depth = 0;
    for (const char *p = bib; *p; p++) {
        if (*p == '\\' && p[1])
            p++;
        else
            depth += (*p == '{') - (*p == '}');
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);

    const char *ris = cite_ris(&i);
    assert_memory_equal(ris, "TY  - RPRT\r\n", 12);
    size_t ends = 0;
    for (const char *line = ris; *line; line = strstr(line, "\r\n") + 2) {
        assert_true(line[0] >= 'A' && line[0] <= 'Z');
        assert_memory_equal(line + 2, "  - ", 4);
        ends += strncmp(line, "ER", 2) == 0;
    }
    assert_int_equal(ends, 1);
    assert_non_null(strstr(ris, "AB  - Line one ER - line two\r\n"));
    assert_non_null(strstr(cite_text(&i), "IOM & UNDP; UN Women (2020). "));
    assert_non_null(strstr(cite_text(&i), "https://m4d.example/r/5"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(verbs),       KIT_TEST(arguments),          KIT_TEST(times),     KIT_TEST(tokens),
                                              KIT_TEST(identifiers), KIT_TEST(xml_is_well_formed), KIT_TEST(references)};

    return KIT_RUN("resources", tests);
}
