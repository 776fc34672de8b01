/* backup.h - what a backup is.
 *
 *   FOLDER/files/ab/cd/<sha256>          every file of the store, shared by all backups in the folder
 *   FOLDER/erased                        numbers of accounts erased so far, for restore
 *   FOLDER/20260131T120000Z/database.sql.gz
 *   FOLDER/20260131T120000Z/manifest     made last: a backup without one is not whole
 *
 * The manifest has a line "<sha256> <bytes> <path below FOLDER>" for the dump and for each file, and ends
 * with "whole <number of lines>". */
#ifndef TOOL_BACKUP_H
#define TOOL_BACKUP_H

#include "tool/tool.h"

struct manifest_entry {
    char    sha256[65];
    int64_t size;
    char    path[200];
};
/* Calls each for every line but the last; false when the manifest is missing, broken or cut off. */
bool manifest_read(const char *backup, bool (*each)(const struct manifest_entry *, void *), void *arg);

/* Copies and hashes on the way; `to` NULL only hashes. The copy is fsynced and appears whole or not at all. */
bool copy_file(const char *from, const char *to, char sha[65], int64_t *size);
bool make_parents(const char *path);
bool sync_folder(const char *path);

/* The list of erasures: a copy beside the backups, brought back from there, and done again. */
bool erased_keep(const char *folder);
bool erased_bring(const char *folder);
bool erased_again(struct db *db);

/* The dump as mariadb-dump writes it, to or from a gzip file. */
bool dump_database(const char *to);
bool load_database(const char *from);
/* Reads it to its end: true when it unpacks and mariadb-dump had finished it. */
bool dump_whole(const char *path);

/* ---- backup_note.c ---- */

struct backup_run {
    const char *kind; /* backup verify restore */
    bool        ok;
    const char *dir;  /* its last part is the moment the backup was made: 20260131T080000Z */
    int64_t     files, bytes, seconds;
};
/* Writes down for the page of operations that a backup was made or read. A database that cannot be written is no
 * fault: backups are also read on other machines. */
void backup_note(struct db *db, const struct backup_run *run);

#endif
