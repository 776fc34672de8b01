/* two_factor_reseal.c - after a change of the site's secret: what was sealed under the former one is sealed under
 * the new one, person by person. */
#include "model/two_factor_int.h"

static enum err reseal_one(struct db *db, int64_t member_id)
{
    struct two_factor_row row;
    struct blob           key;

    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, member_id, &row));
    TRY(two_factor_key(&row, &key));
    TRY(two_factor_sql_secret(db, member_id, seal(two_factor_seal_for(member_id), key)));
    return db_commit(&tx);
}

enum err two_factor_reseal(struct db *db, int64_t *n, int64_t *lost)
{
    struct two_factor_owners l;
    int64_t                  after = 0;

    *n = *lost = 0;
    do {
        TRY(two_factor_sql_owners(db, after, &l));
        for (size_t i = 0; i < l.n; i++) {
            enum err e = reseal_one(db, after = l.v[i].member_id);

            if (e && e != ERR_INTERNAL && e != ERR_NOT_FOUND)
                return e;
            if (e == ERR_INTERNAL)
                ++*lost;
            *n += e == OK;
            err_clear();
        }
    } while (l.n);
    return OK;
}
