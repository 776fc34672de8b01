/* qr.h - a text as a QR code, drawn by the template: an SVG path of modules of size 1. */
#ifndef MODEL_QR_H
#define MODEL_QR_H

#include "kit/base.h"

enum { QR_QUIET = 4 }; /* white modules around it that readers need */

struct qr {
    int   size; /* modules on each side, the quiet zone included */
    char *path; /* of the dark ones: "M4 4h7v1h-7z..." */
};
/* ERR_INTERNAL: the text is too long for any code. */
enum err qr_make(const char *text, struct qr *out) MUST_CHECK;

#endif
