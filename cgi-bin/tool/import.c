/* import.c - m4d-admin import and organisations: the importer of the staff pages, from the command line. */
#include "model/import.h"
#include "tool/tool.h"

static int import(struct db *db, const char *kind, const char *csv, const char *zip)
{
    switch (import_cli(db, kind, csv, zip)) {
    case OK:
        return 0;
    case ERR_INVALID:
        fputs("m4d-admin: some rows were not taken (see above); the others are in\n", stderr);
        return 1;
    default:
        return failed("the import stopped; the same command goes on where it stands");
    }
}

int cmd_import(struct db *db, int argc, char **argv) { return import(db, "library", argv[0], argc > 1 ? argv[1] : NULL); }

int cmd_organisations(struct db *db, int argc, char **argv)
{
    int code = import(db, "organisations", argv[0], NULL);

    return code || argc < 2 ? code : import(db, "offers", argv[1], NULL);
}
