/* copy.h - the files that make up the copy of somebody's data: data.json and index.html, written side by side,
 * a few rows at a time. */
#ifndef WORKER_COPY_H
#define WORKER_COPY_H

#include <jansson.h>
#include <stdio.h>

#include "model/member.h"
#include "model/personal.h"
#include "model/personal_copy.h"
#include "worker/worker.h"

#define COPY_FILES_MOST 2000
#define COPY_BYTES_MOST (2LL << 30) /* of files; what is beyond is named in it */

struct copy_file {
    const char          *part;
    struct personal_file file;
    bool                 left_out;
};
struct copying {
    struct work         *work;
    struct personal_copy copy;
    struct member        member;
    FILE                *json, *html;
    struct copy_file    *files;
    size_t               nfiles;
    int64_t              bytes; /* of the files */
};

/* copy_html.c: pieces of index.html. */
enum err html_head(struct copying *c) MUST_CHECK;
enum err html_part(struct copying *c, const struct personal *p, bool none) MUST_CHECK;
enum err html_rows(struct copying *c, const struct personal_rows *rows) MUST_CHECK;
enum err html_end(struct copying *c) MUST_CHECK;
enum err html_foot(struct copying *c) MUST_CHECK;

#endif
