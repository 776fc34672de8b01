/* people_export.h - the list of people as a table for staff: CSV or a workbook (XLSX), in bounded memory. */
#ifndef MODEL_PEOPLE_EXPORT_H
#define MODEL_PEOPLE_EXPORT_H

#include "model/member_admin.h"

enum { EXPORT_COLUMNS = 14, EXPORT_MOST = 200000 };
struct export_column {
    const char *code, *label; /* label: msgid */
    bool        usual;        /* chosen at first */
};
extern const struct export_column export_columns[EXPORT_COLUMNS];

struct people_export {
    int64_t        id, member_id;
    char          *sha256, *format;
    int            people;
    struct instant created_at;
};
/* Writes the people who fit, with these columns (a bit each), into the file store; the audit line says how many
 * and what was looked for, without names. format: "csv" or "xlsx". ERR_LIMIT: too many. */
enum err people_export_make(struct db *db, const struct user *by, const char *format, unsigned columns,
                            const struct member_filter *f, int64_t *out_id) MUST_CHECK;
/* ERR_NOT_FOUND also when somebody else asked for it. */
enum err people_export_get(struct db *db, const struct user *by, int64_t id, struct people_export *out) MUST_CHECK;
/* Those older than a day; the files go with the sweep of the store. */
enum err people_export_forget(struct db *db, int64_t *n) MUST_CHECK;

#endif
