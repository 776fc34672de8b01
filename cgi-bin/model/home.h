/* home.h - what the front page shows of the library and of the network.
 *
 * Strings and lists live in the pool. */
#ifndef MODEL_HOME_H
#define MODEL_HOME_H

#include "kit/base.h"

struct home_new { /* a publication new in the library */
    int64_t id;
    char   *title, *title_lang; /* in the language asked for, else English, else as it was written */
    char   *summary;            /* of the same language as the title */
    char   *type;               /* label of the document type */
    int     year;               /* 0: not known */
    char   *langs;              /* "en fr" */
    int64_t smallest_file;      /* bytes; 0: no file */
};
struct home_new_list { struct home_new *v; size_t n; };
enum err home_newest(struct db *db, enum lang lang, int64_t limit, struct home_new_list *out) MUST_CHECK;

struct home_theme { char *code, *label; int64_t n; }; /* n: listed publications */
struct home_theme_list { struct home_theme *v; size_t n; };
/* Themes with the most publications. */
enum err home_themes(struct db *db, enum lang lang, int64_t limit, struct home_theme_list *out) MUST_CHECK;

struct home_figures { int64_t publications, languages, countries, downloads, members; };
/* Downloads and members are at most a minute old: counting them all is too much for every visit. */
enum err home_figures(struct db *db, struct home_figures *out) MUST_CHECK;

#endif
