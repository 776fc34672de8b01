/* ops.h - how the machine and the database are doing, for the overview. */
#ifndef ADMIN_OPS_H
#define ADMIN_OPS_H

#include "kit/base.h"

struct ops {
    char   *db_version;
    int64_t db_bytes;
    int64_t disk_free, disk_floor; /* of the file store; below the floor uploads are refused */
    bool    mail_sink;             /* mail goes to files: a development site */
    bool    scanner;               /* a virus scanner is set */
};
enum err ops_read(struct db *db, struct ops *out) MUST_CHECK;
/* Proposals that wait for a moderator. */
enum err ops_proposed(struct db *db, int64_t *n) MUST_CHECK;
void ops_to_hdf(const struct ops *o, HDF *h);

#endif
