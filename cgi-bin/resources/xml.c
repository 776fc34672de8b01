/* xml.c - libxml2's writer, with its memory tied to the request. */
#include "resources/xml.h"

static int xml_end(struct xml *x)
{
    if (x->w)
        xmlFreeTextWriter(x->w);
    xmlBufferFree(x->buffer);
    return 0;
}

struct xml *xml_new(void)
{
    struct xml *x = talloc_zero(pool, struct xml);

    x->buffer = xmlBufferCreateSize(16384);
    x->w = xmlNewTextWriterMemory(x->buffer, 0);
    talloc_set_destructor(x, xml_end);
    xmlTextWriterStartDocument(x->w, NULL, "UTF-8", NULL);
    return x;
}

void xml_open(struct xml *x, const char *name)
{
    xmlTextWriterStartElement(x->w, BAD_CAST name);
}

/* What XML 1.0 allows: no control characters but tab and line ends, no U+FFFE or U+FFFF. */
static const char *allowed(const char *text)
{
    char *out = NULL, *o;

    for (const char *p = text; *p && !out; p++)
        if (((unsigned char)*p < 0x20 && !strchr("\t\n\r", *p)) || strncmp(p, "\xEF\xBF\xBE", 3) == 0 ||
            strncmp(p, "\xEF\xBF\xBF", 3) == 0)
            out = copy(text);
    if (!out)
        return text;
    o = out;
    for (const char *p = text; *p; p++) {
        if (strncmp(p, "\xEF\xBF\xBE", 3) == 0 || strncmp(p, "\xEF\xBF\xBF", 3) == 0)
            p += 2;
        else if ((unsigned char)*p >= 0x20 || strchr("\t\n\r", *p))
            *o++ = *p;
    }
    *o = '\0';
    return out;
}

void xml_attribute(struct xml *x, const char *name, const char *value)
{
    if (value)
        xmlTextWriterWriteAttribute(x->w, BAD_CAST name, BAD_CAST allowed(value));
}

void xml_close(struct xml *x)
{
    xmlTextWriterEndElement(x->w);
}

void xml_text(struct xml *x, const char *name, const char *text, const char *lang)
{
    if (empty(text))
        return;
    xml_open(x, name);
    xml_attribute(x, "xml:lang", lang);
    xmlTextWriterWriteString(x->w, BAD_CAST allowed(text));
    xml_close(x);
}

struct reply xml_reply(struct req *r, struct xml *x, const char *type)
{
    xmlTextWriterEndDocument(x->w);
    xmlFreeTextWriter(x->w);
    x->w = NULL;
    return reply_bytes(r, type, (const char *)xmlBufferContent(x->buffer), (size_t)xmlBufferLength(x->buffer));
}
