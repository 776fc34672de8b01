/* oai.h - what the files of the harvesting interface share: arguments, tokens, the record as Dublin Core. */
#ifndef RESOURCES_OAI_H
#define RESOURCES_OAI_H

#include "model/api.h"
#include "model/oai.h"
#include "model/term.h"
#include "resources/xml.h"

#define OAI_DC "oai_dc"

enum oai_verb {
    OAI_IDENTIFY, OAI_FORMATS, OAI_SETS, OAI_IDENTIFIERS, OAI_RECORDS, OAI_RECORD, OAI_VERBS
};
extern const char *const oai_verb_name[OAI_VERBS];

/* A request, understood; or the error that answers it. */
struct oai_args {
    enum oai_verb  verb;
    bool           verb_ok;
    const char    *identifier, *prefix, *set, *from, *until, *token;
    struct oai_ask ask;  /* of the lists */
    int64_t        sent; /* records of the list on the pages before */
    const char    *error, *why; /* code of the protocol, NULL: none; and a sentence */
};

/* pairs: of the address or of the body. Sets need oai_args_set(). */
void oai_args_read(const struct pairs *p, struct oai_args *a);
/* Looks the set up among the terms. */
void oai_args_set(const struct term_list *terms, struct oai_args *a);
/* A token for what comes after `last`; it lasts as long as the records do. */
char *oai_token(const struct oai_args *a, struct oai_row last, int64_t sent);

/* "oai:host:resource/5" */
char *oai_identifier(int64_t id);
/* The number in such an identifier; 0: not one of ours. */
int64_t oai_identifier_read(const char *identifier);
char *oai_host(void);

void oai_header(struct xml *x, const struct api_record *r);
void oai_metadata(struct xml *x, const struct api_record *r);

#endif
