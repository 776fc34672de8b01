/* personal.c - see personal.h. */
#include "model/personal_int.h"

const struct personal *const personal_areas[] = {personal_account, personal_network, personal_messages, personal_library,
                                                  personal_records, personal_staff, NULL};

/* Last of all: what still points at it goes or is set free by its foreign key. */
DB_EXEC(x_member, "DELETE FROM member WHERE id = ?");

const struct personal *personal_part(size_t i)
{
    for (size_t a = 0; personal_areas[a]; a++)
        for (const struct personal *p = personal_areas[a]; p->code; p++)
            if (i-- == 0)
                return p;
    return NULL;
}

const char *personal_area_title(enum personal_area a)
{
    static const char *const titles[PERSONAL_AREAS] = {
        [PERSONAL_ACCOUNT] = N_("Account and mails"),
        [PERSONAL_NETWORK] = N_("Profile, organisations, messages"),
        [PERSONAL_LIBRARY] = N_("Library"),
        [PERSONAL_RECORDS] = N_("Records and backups"),
    };

    return _(titles[a]);
}

const char *personal_end_word(enum personal_end e)
{
    static const char *const words[] = {
        [PERSONAL_GOES] = N_("Deleted"),
        [PERSONAL_NAMELESS] = N_("Stays, without your name"),
        [PERSONAL_NUMBER] = N_("Stays, as a number"),
        [PERSONAL_LATER] = N_("Deleted a little later"),
    };

    return _(words[e]);
}

enum err personal_rows(struct db *db, const struct personal *p, int64_t member_id, int64_t k, struct personal_rows *out)
{
    *out = (struct personal_rows){0};
    if (!p->copy)
        return OK;
    return db_fetch_all(db, p->copy, (void **)&out->v, &out->n, DB_ARGS(member_id, k));
}

enum err personal_files(struct db *db, const struct personal *p, int64_t member_id, struct personal_files *out)
{
    *out = (struct personal_files){0};
    if (!p->files)
        return OK;
    return db_fetch_all(db, p->files, (void **)&out->v, &out->n, DB_ARGS(member_id));
}

enum err personal_erase(struct db *db, int64_t member_id)
{
    const struct personal *p;

    for (size_t i = 0; (p = personal_part(i)) != NULL; i++)
        for (size_t n = 0; n < COUNT(p->erase) && p->erase[n]; n++)
            TRY(db_execute(db, p->erase[n], NULL, NULL, DB_ARGS(member_id)));
    return db_change(db, x_member, member_id);
}
