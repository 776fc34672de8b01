/* organisation_int.h - statements of organisation_sql.c that organisation.c alone runs. */
#ifndef MODEL_ORGANISATION_INT_H
#define MODEL_ORGANISATION_INT_H

#include "model/organisation.h"

enum err organisation_sql_save(struct db *db, const struct organisation_edit *e) MUST_CHECK;
enum err organisation_sql_routes(struct db *db, int64_t id, int version,
                                 const struct organisation_route_list *l) MUST_CHECK;

#endif
