/* erased.c - m4d-admin list-personal; accounts that were erased are erased again from a backup. */
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "model/erasure.h"
#include "model/personal.h"
#include "tool/backup.h"

int cmd_list_personal(struct db *db, int argc, char **argv)
{
    static const char *const ends[] = {[PERSONAL_GOES] = "goes", [PERSONAL_NAMELESS] = "nameless",
                                       [PERSONAL_NUMBER] = "number", [PERSONAL_LATER] = "later"};
    const struct personal   *p;
    json_t                  *all = json_array();

    for (size_t i = 0; (p = personal_part(i)) != NULL; i++)
        json_array_append_new(all, json_pack("{s:s,s:s,s:s,s:s,s:s,s:s?,s:b,s:b}", "code", p->code, "title", p->title, "what",
                                             p->what, "end", ends[p->end], "columns", p->columns, "after", p->after, "copy",
                                             p->copy != NULL, "files", p->files != NULL));
    char *text = json_dumps(all, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(all);
    return 0;
}

/* Beside the backups: one list for all of them, that only grows. */
static char *kept_list(const char *folder)
{
    return fmt("%s/erased", folder);
}

bool erased_keep(const char *folder)
{
    char   sha[65];
    int64_t size;

    /* What an older list of the folder has and ours has not is no loss: the two are made one. */
    if (erasure_merge(kept_list(folder)))
        return false;
    if (access(conf_text("erasure_list"), F_OK))
        return true;
    (void)unlink(fmt("%s.part", kept_list(folder)));
    return copy_file(conf_text("erasure_list"), fmt("%s.part", kept_list(folder)), sha, &size) &&
           rename(fmt("%s.part", kept_list(folder)), kept_list(folder)) == 0 && sync_folder(folder);
}

bool erased_bring(const char *folder)
{
    return erasure_merge(kept_list(folder)) == OK;
}

bool erased_again(struct db *db)
{
    int64_t n;

    if (erasure_replay(db, &n))
        return false;
    if (n)
        printf("Erased again: %" PRId64 " accounts that were erased after this was backed up.\n", n);
    return true;
}
