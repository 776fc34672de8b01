/* db_int.h - what db.c and db_rows.c share; nobody else includes it. */
#ifndef KIT_DB_INT_H
#define KIT_DB_INT_H

#include <mysql.h>

#include "kit/base.h"

struct db_handle; /* a prepared statement with its buffers */

struct db_kept {
    char             *sql;
    struct db_handle *handle;
};
struct db {
    MYSQL          *my;     /* NULL: not connected */
    bool            owner;  /* connects by the account that may change the schema */
    int             depth;  /* of open transactions */
    unsigned        queries;
    struct db_kept *texts;  /* statements made from pieces, by their text */
    size_t          ntexts;
};

enum err db_connected(struct db *db) MUST_CHECK;
/* Maps a MariaDB error to ours; rolls back or drops the connection where that has happened anyway. */
enum err db_failed(struct db *db, unsigned code, const char *message, const char *file, int line) MUST_CHECK;
void db_handle_free(struct db_handle *h);
void db_list_statements(void (*each)(const struct db_stmt *, void *), void *arg);

#endif
