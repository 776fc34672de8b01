/* sink.h - where mail goes in development: files that /dev/mail shows. */
#ifndef WORKER_SINK_H
#define WORKER_SINK_H

#include "kit/base.h"

/* Writes <folder>/<id>.eml: complete or not at all, and never twice. Right away OK when it is there:
 * an earlier try got so far. */
enum err sink_write(const char *folder, int64_t id, const char *message) MUST_CHECK;

#endif
