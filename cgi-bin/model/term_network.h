/* term_network.h - terms that people and organisations have. */
#ifndef MODEL_TERM_NETWORK_H
#define MODEL_TERM_NETWORK_H

#include "kit/base.h"

/* How many people, organisations and offers have it. */
enum err term_network_used(struct db *db, int64_t id, int64_t *out) MUST_CHECK;
/* Whoever has `id` has `into` from now on, in the directory as well; in the caller's transaction, before the
 * term goes. */
enum err term_network_merge(struct db *db, int64_t id, int64_t into) MUST_CHECK;

#endif
