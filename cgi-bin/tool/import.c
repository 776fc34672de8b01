/* import.c - m4d-admin import: the importer of the staff pages, from the command line. */
#include "model/import.h"
#include "tool/tool.h"

int cmd_import(struct db *db, int argc, char **argv)
{
    switch (import_cli(db, argv[0], argc > 1 ? argv[1] : NULL)) {
    case OK:
        return 0;
    case ERR_INVALID:
        fputs("m4d-admin: some rows were not taken (see above); the others are in\n", stderr);
        return 1;
    default:
        return failed("the import stopped; the same command goes on where it stands");
    }
}
