/* xml.h - writes XML into memory of the request. */
#ifndef RESOURCES_XML_H
#define RESOURCES_XML_H

#include <libxml/xmlwriter.h>

#include "kit/web.h"

struct xml {
    xmlTextWriterPtr w;
    xmlBufferPtr     buffer;
};

/* Begins a document. */
struct xml *xml_new(void);
void xml_open(struct xml *x, const char *name);
void xml_attribute(struct xml *x, const char *name, const char *value); /* NULL leaves it out */
void xml_close(struct xml *x);
/* <name>text</name>; nothing when the text is empty. lang NULL: no xml:lang. Characters that XML does not
 * allow are left out. */
void xml_text(struct xml *x, const char *name, const char *text, const char *lang);
struct reply xml_reply(struct req *r, struct xml *x, const char *type);

#endif
