/* download.h - counting downloads: each visitor's first one of a file a day, without machines.
 *
 * Downloads are noted one by one as they happen and added up by the worker a little later. What is kept
 * of a visitor is a keyed hash under a key that changes with the day; it goes when the row is added up,
 * a day later at most. */
#ifndef MODEL_DOWNLOAD_H
#define MODEL_DOWNLOAD_H

#include "kit/base.h"

/* Programs that fetch on their own: search engines, link checkers, command line tools. */
bool download_is_robot(const char *agent);

/* Notes one download; a second one of the same file by the same visitor on the same day counts for
 * nothing. country: ISO code, or "" when not known. */
enum err download_note(struct db *db, int64_t file_id, int64_t resource_id, const char *ip, const char *agent,
                       const char *country) MUST_CHECK;
/* ISO code of the country that a member gave, or "". */
enum err download_country(struct db *db, int64_t member_id, const char **out) MUST_CHECK;

/* For the worker: adds up what was noted, in download_stat, download_total and resource.downloads, and
 * moves the library's stamp on when there was something. One transaction for each thousand, so a kill at
 * any moment neither loses nor doubles one; two workers take turns. *done: how many were added. Run it
 * every few minutes. */
enum err download_fold(struct db *db, int64_t *done) MUST_CHECK;

/* ---- statistics ---- */

/* A language, a country with its names, or a month "2026-05". */
struct stat_row { char *name, *en, *fr, *es; int64_t n; };
struct stat_rows { struct stat_row *v; size_t n; };
struct stat_cell { char *month, *lang, *country; int64_t n; };
struct stat_cells { struct stat_cell *v; size_t n; };
struct stat_top { int64_t id, n; char *title_lang, *title; };
struct stat_tops { struct stat_top *v; size_t n; };

struct download_stats {
    int64_t          total;
    struct stat_rows langs, countries, months; /* the most first; months: the last 24, newest first */
    struct stat_tops top; /* of the whole library only */
};
/* resource_id 0: the whole library. lang: the reader's, for titles. */
enum err download_stats(struct db *db, int64_t resource_id, const char *lang, struct download_stats *out) MUST_CHECK;
/* Every cell: month, language, country; newest month first. At most 50,000. */
enum err download_cells(struct db *db, int64_t resource_id, struct stat_cells *out) MUST_CHECK;

#endif
