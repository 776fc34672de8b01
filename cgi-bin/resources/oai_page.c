/* oai_page.c - OAI-PMH 2.0: the six verbs. Errors of the protocol are answered with status 200, as it wants. */
#include "resources/machine.h"
#include "resources/oai.h"

#define RECORDS_PER_PAGE 100
#define IDENTIFIERS_PER_PAGE 500
#define NAMESPACE "http://www.openarchives.org/OAI/2.0/"

static struct xml *begin(const struct oai_args *a)
{
    struct xml *x = xml_new();
    bool        echo = a->verb_ok && !(a->error && strcmp(a->error, "badArgument") == 0);

    xml_open(x, "OAI-PMH");
    xml_attribute(x, "xmlns", NAMESPACE);
    xml_attribute(x, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    xml_attribute(x, "xsi:schemaLocation", NAMESPACE " http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd");
    xml_text(x, "responseDate", instant_iso(pool, instant_now()), NULL);
    xml_open(x, "request");
    if (echo) {
        xml_attribute(x, "verb", oai_verb_name[a->verb]);
        xml_attribute(x, "identifier", a->identifier);
        xml_attribute(x, "metadataPrefix", a->prefix);
        xml_attribute(x, "set", a->token ? NULL : a->set);
        xml_attribute(x, "from", a->from);
        xml_attribute(x, "until", a->until);
        xml_attribute(x, "resumptionToken", a->token);
    }
    xmlTextWriterWriteString(x->w, BAD_CAST site_url("/oai"));
    xml_close(x);
    if (!a->error)
        xml_open(x, oai_verb_name[a->verb]);
    return x;
}

static struct reply finish(struct req *r, struct xml *x)
{
    return xml_reply(r, x, "text/xml; charset=utf-8");
}

static struct reply fault(struct req *r, struct oai_args *a, const char *code, const char *why)
{
    a->error = code;
    struct xml *x = begin(a);
    xml_open(x, "error");
    xml_attribute(x, "code", code);
    xmlTextWriterWriteString(x->w, BAD_CAST why);
    return finish(r, x);
}

/* ---- about the library ---- */

/* The protocol's schema wants a dot in the domain; a development instance may have none. */
static const char *admin_email(void)
{
    const char *mail = conf_text("contact_email"), *at = strchr(mail, '@');

    return at && !strchr(at, '.') ? fmt("%s.invalid", mail) : mail;
}

static struct reply identify(struct req *r, struct oai_args *a)
{
    struct instant earliest;
    enum err       e = oai_earliest(r->db, &earliest);

    if (e)
        return reply_error(r, e);
    struct xml *x = begin(a);
    xml_text(x, "repositoryName", fmt("%s library", conf_text("site_name")), NULL);
    xml_text(x, "baseURL", site_url("/oai"), NULL);
    xml_text(x, "protocolVersion", "2.0", NULL);
    xml_text(x, "adminEmail", admin_email(), NULL);
    xml_text(x, "earliestDatestamp", instant_iso(pool, earliest), NULL);
    xml_text(x, "deletedRecord", "persistent", NULL);
    xml_text(x, "granularity", "YYYY-MM-DDThh:mm:ssZ", NULL);
    if (strchr(oai_host(), '.')) { /* its schema wants a real domain name */
        xml_open(x, "description");
        xml_open(x, "oai-identifier");
        xml_attribute(x, "xmlns", "http://www.openarchives.org/OAI/2.0/oai-identifier");
        xml_attribute(x, "xsi:schemaLocation", "http://www.openarchives.org/OAI/2.0/oai-identifier "
                                               "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd");
        xml_text(x, "scheme", "oai", NULL);
        xml_text(x, "repositoryIdentifier", oai_host(), NULL);
        xml_text(x, "delimiter", ":", NULL);
        xml_text(x, "sampleIdentifier", oai_identifier(1), NULL);
        xml_close(x);
        xml_close(x);
    }
    return finish(r, x);
}

static struct reply list_formats(struct req *r, struct oai_args *a)
{
    struct api_record record;

    if (a->identifier) {
        int64_t  id = oai_identifier_read(a->identifier);
        enum err e = id ? api_record(r->db, id, &record) : ERR_NOT_FOUND;
        if (e == ERR_NOT_FOUND)
            return fault(r, a, "idDoesNotExist", "No record has this identifier");
        if (e)
            return reply_error(r, e);
    }
    struct xml *x = begin(a);
    xml_open(x, "metadataFormat");
    xml_text(x, "metadataPrefix", OAI_DC, NULL);
    xml_text(x, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", NULL);
    xml_text(x, "metadataNamespace", "http://www.openarchives.org/OAI/2.0/oai_dc/", NULL);
    return finish(r, x);
}

static void put_set(struct xml *x, const char *spec, const char *name)
{
    xml_open(x, "set");
    xml_text(x, "setSpec", spec, NULL);
    xml_text(x, "setName", name, NULL);
    xml_close(x);
}

static struct reply list_sets(struct req *r, struct oai_args *a, const struct term_list *terms)
{
    struct xml *x = begin(a);

    put_set(x, "type", "All types of documents");
    put_set(x, "theme", "All themes");
    for (size_t i = 0; i < terms->n; i++) {
        const struct term *t = &terms->v[i];
        if (strcmp(t->vocabulary, "type") == 0 || strcmp(t->vocabulary, "theme") == 0)
            put_set(x, fmt("%s:%s", t->vocabulary, t->code), term_label(t));
    }
    return finish(r, x);
}

/* ---- records ---- */

static struct reply get_record(struct req *r, struct oai_args *a)
{
    struct api_record record;
    int64_t           id = oai_identifier_read(a->identifier);
    enum err          e = id ? api_record(r->db, id, &record) : ERR_NOT_FOUND;

    if (e == ERR_NOT_FOUND)
        return fault(r, a, "idDoesNotExist", "No record has this identifier");
    if (e)
        return reply_error(r, e);
    struct xml *x = begin(a);
    xml_open(x, "record");
    oai_header(x, &record);
    if (strcmp(record.row.state, "published") == 0)
        oai_metadata(x, &record);
    return finish(r, x);
}

static void put_records(struct xml *x, const struct api_record_list *records, bool whole)
{
    for (size_t i = 0; i < records->n; i++) {
        const struct api_record *record = &records->v[i];
        if (whole)
            xml_open(x, "record");
        oai_header(x, record);
        if (whole && strcmp(record->row.state, "published") == 0)
            oai_metadata(x, record);
        if (whole)
            xml_close(x);
    }
}

/* Every page but a list's only one ends in a token; that of the last page is empty. */
static void put_token(struct xml *x, const struct oai_args *a, const struct oai_row_list *rows, size_t n)
{
    bool more = rows->n > n;

    if (!more && !a->token)
        return;
    xml_open(x, "resumptionToken");
    xml_attribute(x, "cursor", fmt("%" PRId64, a->sent));
    if (more)
        xmlTextWriterWriteString(x->w, BAD_CAST oai_token(a, rows->v[n - 1], a->sent + (int64_t)n));
    xml_close(x);
}

static struct reply list_records(struct req *r, struct oai_args *a)
{
    bool                   whole = a->verb == OAI_RECORDS;
    size_t                 most = whole ? RECORDS_PER_PAGE : IDENTIFIERS_PER_PAGE;
    struct oai_row_list    rows;
    struct api_record_list records;
    struct id_list         ids = {0};

    enum err e = oai_walk(r->db, &a->ask, (int64_t)most + 1, &rows);
    if (e)
        return reply_error(r, e);
    if (rows.n == 0 && !a->token)
        return fault(r, a, "noRecordsMatch", "No record matches these arguments");
    size_t n = rows.n > most ? most : rows.n;
    for (size_t i = 0; i < n; i++)
        id_list_add(&ids, rows.v[i].id);
    e = whole ? api_records(r->db, &ids, &records) : api_headers(r->db, &ids, &records);
    if (e)
        return reply_error(r, e);
    if (records.n == 0) /* all that was left has moved on since the token was given out */
        return fault(r, a, a->token ? "badResumptionToken" : "noRecordsMatch", "Nothing is left of this list");
    struct xml *x = begin(a);
    put_records(x, &records, whole);
    put_token(x, a, &rows, n);
    return finish(r, x);
}

struct reply oai_answer(struct req *r)
{
    struct oai_args  a;
    struct term_list terms = {0};

    lang_use(LANG_EN); /* names and rights are told in one language, whoever asks */
    reply_header(r, "Cache-Control", "no-cache");
    oai_args_read(r->method == POST_ ? &r->form : &r->query, &a);
    if (!a.error && (a.set || a.verb == OAI_SETS)) {
        enum err e = term_all(r->db, &terms);
        if (e)
            return reply_error(r, e);
        oai_args_set(&terms, &a);
    }
    if (a.error)
        return fault(r, &a, a.error, a.why);
    switch (a.verb) {
    case OAI_IDENTIFY: return identify(r, &a);
    case OAI_FORMATS: return list_formats(r, &a);
    case OAI_SETS: return list_sets(r, &a, &terms);
    case OAI_RECORD: return get_record(r, &a);
    default: return list_records(r, &a);
    }
}
