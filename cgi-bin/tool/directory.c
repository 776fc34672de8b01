/* directory.c - m4d-admin directory-rebuild. */
#include "model/directory.h"
#include "tool/tool.h"

int cmd_directory_rebuild(struct db *db, int argc, char **argv)
{
    int64_t n;

    if (directory_rebuild(db, &n))
        return failed("the directory could not be made anew");
    printf("The directory was made anew: people and organisations in it: %" PRId64 "\n", n);
    return 0;
}

int directory_fill(struct db *db)
{
    bool    is_new;
    int64_t n;

    if (directory_is_new(db, &is_new))
        return failed("the directory cannot be read");
    if (!is_new)
        return 0;
    if (directory_rebuild(db, &n))
        return failed("the directory could not be filled: m4d-admin directory-rebuild");
    printf("The directory was filled: people and organisations in it: %" PRId64 "\n", n);
    return 0;
}
