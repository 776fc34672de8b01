/* import_network.h - what the imports of organisations and of offers share; for these alone. */
#ifndef MODEL_IMPORT_NETWORK_H
#define MODEL_IMPORT_NETWORK_H

#include "model/import_int.h"
#include "model/organisation_add.h"

/* What rows are read against. */
struct network_known {
    struct term_list    terms;
    struct import_names countries, languages;
};
enum err import_network_open(struct import_run *r) MUST_CHECK;
/* A language of the site by code or name; English when nothing stands there. */
char *import_read_site_lang(struct import_line *l, const char *column, const struct network_known *k, const char *text);
/* Codes of themes by code or name. */
struct text_list import_read_themes(struct import_line *l, const char *column, const struct network_known *k, const char *text);

#endif
