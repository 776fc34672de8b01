/* audit.h - reading the audit chain; writing is audit() in base.h. */
#ifndef KIT_AUDIT_H
#define KIT_AUDIT_H

#include "kit/base.h"

struct audit_entry {
    int64_t        id;
    struct instant at;
    int64_t        member_id; /* 0: the system or a stranger */
    char          *action, *object_type;
    int64_t        object_id;
    char          *detail;
    struct blob    prev_hash, hash;
};

/* SHA-256 over the entry and the hash before it; id and hash are left out. */
struct blob audit_hash(const struct audit_entry *a);

/* Walks the whole chain. *broken_id: first entry that does not fit, 0 when all do. */
enum err audit_check(struct db *db, int64_t *entries, int64_t *broken_id) MUST_CHECK;

#endif
