/* csv.h - reads tables of comma- (or semicolon-, or tab-) separated values as RFC 4180 has them.
 *
 * UTF-8 with or without a byte order mark (csv_recode() makes it so); the separator is the one that the first line has most of;
 * line ends are CRLF, LF or CR; fields in quotes may hold separators, line ends and doubled quotes.
 * Works in place of memory already read, in linear time; fields live in the given context. */
#ifndef MODEL_CSV_H
#define MODEL_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

#define CSV_FIELDS_MAX 100
#define CSV_FIELD_BYTES_MAX 65536

enum csv {
    CSV_ROW,       /* one record was read */
    CSV_END,       /* none is left */
    CSV_NOT_UTF8,  /* the text is not UTF-8, or holds NUL bytes */
    CSV_QUOTES,    /* a quote is not closed, or something follows a closing quote */
    CSV_TOO_WIDE,  /* more than CSV_FIELDS_MAX fields */
    CSV_TOO_LONG   /* a field of more than CSV_FIELD_BYTES_MAX bytes */
};

struct csv_reader {
    const char *p, *end;
    char        separator;
    int         line; /* where the record that was read last began; the first line is 1 */
    int         next_line;
};
struct csv_record {
    const char *v[CSV_FIELDS_MAX]; /* never NULL */
    size_t      n;
};

/* The text in UTF-8: as it is when it is that already, else out of UTF-16 (with its mark) or of Windows-1252,
 * which holds Latin-1. *n: its bytes. */
const char *csv_recode(TALLOC_CTX *ctx, const char *text, size_t *n);

enum csv csv_open(struct csv_reader *r, const char *text, size_t n);
/* The next record that is not an empty line. After a fault reading cannot go on. */
enum csv csv_next(struct csv_reader *r, TALLOC_CTX *ctx, struct csv_record *out);

/* A field as it is written: in quotes when needed; text that a spreadsheet would run as a formula
 * (= + - @ tab, return in front) gets an apostrophe in front. */
char *csv_field(TALLOC_CTX *ctx, const char *text);
/* What csv_field() was given, out of a field as it was read: without that apostrophe. */
const char *csv_unfield(const char *text);

#endif
