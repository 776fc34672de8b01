/* pdf_lang.h - the language of a PDF file, which cairo cannot set. */
#ifndef SAMPLE_PDF_LANG_H
#define SAMPLE_PDF_LANG_H

#include <stdbool.h>

/* Adds /Lang, and that viewers show the title rather than the name of the file, to a PDF file that
 * cairo wrote: as an incremental update, a new catalogue behind the old bytes. */
bool pdf_set_lang(const char *path, const char *lang);

#endif
