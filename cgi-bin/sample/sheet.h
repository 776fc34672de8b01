/* sheet.h - a tagged A4 document: headings, paragraphs, lists, a box, rows, with page numbers.
 *
 * What does not fit on the page as a whole goes to the next one. Text is plain UTF-8; its direction
 * follows its script. */
#ifndef SAMPLE_SHEET_H
#define SAMPLE_SHEET_H

#include <stdbool.h>

#include "sample/words.h"

struct sheet;
struct sheet_info {
    const char *title, *author, *subject, *lang;
    const char *band;        /* in the colour band on top of the first page */
    const char *page_of;     /* "Page {n} of {m}" */
    int         pages;       /* in all; 0 while they are being counted */
};

/* path NULL: only counts pages. */
struct sheet *sheet_open(TALLOC_CTX *ctx, const char *path, const struct sheet_info *info);
void sheet_title(struct sheet *s, const char *text);
void sheet_heading(struct sheet *s, const char *text);
void sheet_para(struct sheet *s, const char *text);
void sheet_box(struct sheet *s, const char *heading, const char *text);
void sheet_list(struct sheet *s, const struct lines *items);
/* "label: value"; an http(s) value becomes a link. */
void sheet_row(struct sheet *s, const char *label, const char *value);
void sheet_gap(struct sheet *s);
/* Writes the file; the number of pages, or -1 when that failed. */
int sheet_close(struct sheet *s);

#endif
