/* import_library.h - the import of publications; for import_library*.c alone. */
#ifndef MODEL_IMPORT_LIBRARY_H
#define MODEL_IMPORT_LIBRARY_H

#include "model/archive.h"
#include "model/import_int.h"
#include "model/resource.h"
#include "model/series.h"

enum import_column {
    IC_KEY, IC_TYPE, IC_YEAR, IC_LANG, IC_LICENCE, IC_TITLE_EN, IC_SUMMARY_EN, IC_TITLE_FR, IC_SUMMARY_FR,
    IC_TITLE_ES, IC_SUMMARY_ES, IC_TITLE_AR, IC_SUMMARY_AR, IC_PUBLISHERS, IC_THEMES, IC_FOCUS,
    IC_COUNTRIES, IC_SERIES, IC_SERIES_POSITION, IC_EDITION, IC_LINK, IC_SOURCE, IC_RIGHTS_NOTE, IC_FILES,
    IC_N
};

/* What rows are read against. */
struct library_known {
    struct term_list    terms;
    struct series_list  series;
    struct import_names countries;
    struct archive     *files;
    bool                new_series; /* the row in hand made one */
};

struct library_file { const char *name; enum res_lang lang; bool short_edition; };

struct library_line {
    struct import_line   row;
    struct resource_edit e;
    char                *series_title; /* a series that is to be made; NULL: none */
    struct library_file *files;
    size_t               nfiles;
    struct stored       *stored; /* as many, once unpacked */
};
void library_read_row(struct import_run *r, const char *const *fields, struct library_line *l);

#endif
