/* ops.h - how the site is doing: one check for each thing that can go wrong, with words on what to do. */
#ifndef ADMIN_OPS_H
#define ADMIN_OPS_H

#include <jansson.h>

#include "kit/base.h"

/* ---- for the overview ---- */

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

/* ---- for the page of operations and for monitoring ---- */

enum ops_level { OPS_GOOD, OPS_OFF, OPS_WARN, OPS_BAD };
struct ops_check {
    const char    *code;    /* for programs */
    enum ops_level level;
    const char    *title;   /* what was looked at */
    char          *reading; /* what was found */
    const char    *advice;  /* what to do, when something is to be done; else NULL */
    int64_t        number;  /* the reading for programs */
};
struct ops_checks {
    struct ops_check *v;
    size_t            n;
};
void ops_add(struct ops_checks *l, const char *code, enum ops_level level, const char *title, char *reading,
             const char *advice, int64_t number);

enum err ops_check_all(struct db *db, struct ops_checks *out) MUST_CHECK;
void ops_check_machine(const struct ops *o, struct ops_checks *l);       /* ops_machine.c: disk, programs */
enum err ops_check_database(struct db *db, const struct ops *o, struct ops_checks *l) MUST_CHECK;
enum err ops_check_backups(struct db *db, struct ops_checks *l) MUST_CHECK; /* ops_backup.c */
enum err ops_check_work(struct db *db, struct ops_checks *l) MUST_CHECK;    /* ops_work.c: mail, jobs, certificate, scanner */

void ops_check_to_hdf(const struct ops_check *c, HDF *h);
json_t *ops_to_json(const struct ops_checks *l);
enum ops_level ops_worst(const struct ops_checks *l);

#endif
