/* backup_dump.c - the database as SQL, packed on the way. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include "tool/backup.h"

static const char finished[] = "-- Dump completed";

bool dump_database(const char *to)
{
    /* One consistent moment of all InnoDB tables, while the site runs on. */
    const char *const more[] = {"--single-transaction", "--quick", "--hex-blob", "--no-tablespaces",
                                "--skip-lock-tables", "--skip-add-locks", "--max-allowed-packet=64M",
                                conf_text("db_name"), NULL};
    static char       buf[1 << 16];
    struct child      c;
    gzFile            gz = gzopen(to, "wb6");
    ssize_t           n = 0;
    bool              good = gz && child_start(db_client("mariadb-dump", more), false, &c);

    if (!good)
        return false;
    while (good && (n = read(c.fd, buf, sizeof buf)) > 0)
        good = gzwrite(gz, buf, (unsigned)n) == (int)n;
    good = child_end(&c) && good && n == 0;
    return gzclose(gz) == Z_OK && good;
}

bool load_database(const char *from)
{
    const char *const more[] = {"--batch", "--max-allowed-packet=64M", conf_text("db_name"), NULL};
    static char       buf[1 << 16];
    struct child      c;
    gzFile            gz = gzopen(from, "rb");
    int               n = 0;
    bool              good = gz && child_start(db_client("mariadb", more), true, &c);

    if (!good)
        return false;
    while (good && (n = gzread(gz, buf, sizeof buf)) > 0)
        for (int done = 0; good && done < n;) {
            ssize_t k = write(c.fd, buf + done, (size_t)(n - done));

            good = k > 0;
            done += (int)k;
        }
    good = child_end(&c) && good && n == 0;
    gzclose(gz);
    return good;
}

bool dump_whole(const char *path)
{
    static char buf[1 << 16];
    char        tail[201] = "";
    gzFile      gz = gzopen(path, "rb");
    int         n;

    if (!gz)
        return false;
    while ((n = gzread(gz, buf, sizeof buf)) > 0) {
        int    add = n < 100 ? n : 100;
        size_t keep = strlen(tail), most = 200 - (size_t)add;

        if (keep > most)
            memmove(tail, tail + keep - most, most + 1);
        strncat(tail, buf + n - add, (size_t)add);
    }
    return gzclose(gz) == Z_OK && n == 0 && strstr(tail, finished);
}
