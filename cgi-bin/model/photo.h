/* photo.h - a photo that somebody sent, made into the two that are shown.
 *
 * m4d-photo, a program of its own with little memory and time, reads it; what it makes is stored. Of the file
 * itself nothing is kept: no place where it was taken, no name of a camera. */
#ifndef MODEL_PHOTO_H
#define MODEL_PHOTO_H

#include "kit/base.h"

struct photo {
    struct stored large, small; /* squares of 320 and 96 points at most, JPEG */
};

/* ERR_INVALID: err_issues() says why it cannot be taken and what to do. ERR_LIMIT: too many at once on this
 * machine. ERR_SPACE. The pictures are in the store, where nothing names them yet. */
enum err photo_make(const char *path, struct photo *out) MUST_CHECK;

/* Where m4d-photo is: beside the running program, or where `make install` puts it. */
char *photo_program(void);

#endif
