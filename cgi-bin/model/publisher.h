/* publisher.h - bodies that publish; they come into being when a publication names them. */
#ifndef MODEL_PUBLISHER_H
#define MODEL_PUBLISHER_H

#include "kit/base.h"

struct publisher { int64_t id; char *name; };
struct publisher_list { struct publisher *v; size_t n; };

/* The number of a publisher of this name, made when there is none; in the caller's transaction. */
enum err publisher_need(struct db *db, const char *name, int64_t *out_id) MUST_CHECK;
/* Of one publication, by name. */
enum err publisher_of(struct db *db, int64_t resource_id, struct publisher_list *out) MUST_CHECK;
/* Names parted by line ends or ";", tidied, each once. At most 20. */
struct text_list publisher_names(const char *text);

#endif
