/* backup_note.c - what the page of operations knows about backups; see backup.h. */
#include "tool/backup.h"

DB_EXEC(x_note,
    "INSERT INTO backup_run (kind, ok, made_at, files, bytes, seconds) VALUES (?, ?, ?, ?, ?, ?)");

/* "/srv/backups/20260131T080000Z" */
static struct instant made_at(const char *dir)
{
    struct instant t = {0};
    size_t         n = strlen(dir);

    while (n && dir[n - 1] == '/')
        n--;
    if (n < 16)
        return t;
    const char *s = dir + n - 16;
    (void)parse_instant(fmt("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", s, s + 4, s + 6, s + 9, s + 11, s + 13), &t);
    return t;
}

void backup_note(struct db *db, const struct backup_run *run)
{
    if (db_exec(db, x_note, run->kind, run->ok, made_at(run->dir), run->files, run->bytes, run->seconds) != OK)
        err_clear();
}
