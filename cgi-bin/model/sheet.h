/* sheet.h - a table being written, as text (CSV) or as a workbook (XLSX), in bounded memory. Text stays text:
 * nothing that somebody wrote can become a formula. */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include "kit/base.h"

struct sheet;

/* format: "csv" or "xlsx". The first row is the heading. Whoever opens one ends it by one of the last three. */
enum err sheet_open(const char *format, size_t columns, struct sheet **out) MUST_CHECK;
void sheet_row(struct sheet *s, const char *const *cells); /* as many as there are columns; NULL: empty */
int64_t sheet_rows(const struct sheet *s);                 /* without the heading */
enum err sheet_keep(struct sheet *s, struct stored *out) MUST_CHECK;         /* in the file store */
enum err sheet_bytes(struct sheet *s, char **bytes, size_t *n) MUST_CHECK;   /* in the pool */
void sheet_drop(struct sheet *s);
const char *sheet_mime(const char *format);

#endif
