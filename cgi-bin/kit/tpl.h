/* tpl.h - templates: parsed once per process and language, rendered against a request's data. */
#ifndef KIT_TPL_H
#define KIT_TPL_H

#include "kit/base.h"

/* Renders templates/<name> inside templates/layout.cst in the language in use. *out stays valid until
 * the next call. ERR_INTERNAL: the template is missing or broken. */
enum err tpl_render(const char *name, HDF *page, const char **out, size_t *n) MUST_CHECK;

/* The same without the layout: pieces of a page that is no page of the site, such as one in an archive. */
enum err tpl_render_bare(const char *name, HDF *data, const char **out, size_t *n) MUST_CHECK;

/* A new, empty HDF with escaping on. */
HDF *tpl_data(void);
void tpl_data_free(HDF **data);

/* Template source made ready: constant words in the language in use, icons put in, white space at line
 * ends gone. The result is malloc'd, as ClearSilver wants it. */
char *tpl_prepare(const char *source);

/* "/static/m4d.css?v=1a2b3c4d": changes with the file. Lives as long as the process. */
const char *static_url(const char *file);

#endif
