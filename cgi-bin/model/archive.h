/* archive.h - the files of a ZIP archive that came from outside, within limits.
 *
 * Refused as a whole: more than 5,000 entries, names with folders, "..", control characters or twice
 * the same, links, encrypted entries, more than forty times the upload limit in all, entries that
 * unpack to more than 200 times their size. Nothing is unpacked to a path that comes from the archive. */
#ifndef MODEL_ARCHIVE_H
#define MODEL_ARCHIVE_H

#include "kit/base.h"

struct archive;

/* ERR_INVALID: err_issues() has one sentence that says why. It closes with the pool. */
enum err archive_open(const char *path, struct archive **out) MUST_CHECK;
bool archive_has(struct archive *a, const char *name);
/* Unpacks one entry into the file store. ERR_NOT_FOUND: there is none; ERR_INVALID: broken or larger
 * than it says. */
enum err archive_keep(struct archive *a, const char *name, struct stored *out) MUST_CHECK;

/* ---- making one ---- */

struct archive_part {
    const char *name; /* in the archive */
    const char *path; /* of the file */
    bool        pack; /* text: worth making smaller */
};
/* Writes it whole, to disk (fsync); `tick` is asked now and then and stops it by false (ERR_BUSY). The memory
 * that it takes does not grow with the files. */
enum err archive_write(const char *to, const struct archive_part *parts, size_t n, bool (*tick)(void *arg),
                       void *arg) MUST_CHECK;

#endif
