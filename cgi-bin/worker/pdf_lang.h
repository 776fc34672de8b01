/* pdf_lang.h - whether a PDF says in which language it is written (/Lang), which poppler's tools do
 * not tell. */
#ifndef WORKER_PDF_LANG_H
#define WORKER_PDF_LANG_H

#include <stdbool.h>
#include <stddef.h>

/* Looks through the bytes and through the compressed object streams, 64 MB of them at most. */
bool pdf_has_lang(const unsigned char *p, size_t n);
/* The same for a file; false also when it cannot be read. */
bool pdf_file_has_lang(const char *path);

#endif
