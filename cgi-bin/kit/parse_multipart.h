/* parse_multipart.h - the header lines of multipart/form-data, for parse_multipart.c alone. */
#ifndef KIT_PARSE_MULTIPART_H
#define KIT_PARSE_MULTIPART_H

#include "kit/parse.h"

enum { MULTIPART_BOUNDARY_MOST = 70 };

/* Reads a Content-Type; the boundary into `out` (MULTIPART_BOUNDARY_MOST + 1 bytes). Its length, 0 when
 * there is none to use. */
size_t multipart_boundary(const char *content_type, char *out);

struct multipart_head {
    struct multipart_part part;
    bool                  disposition, type; /* lines seen: neither may come twice */
};
/* Reads one line (without its CRLF, NUL-terminated); strings live in ctx. False: broken. */
bool multipart_head_line(TALLOC_CTX *ctx, const char *line, size_t n, struct multipart_head *h);
/* All there that a part needs? */
bool multipart_head_ok(const struct multipart_head *h);

#endif
