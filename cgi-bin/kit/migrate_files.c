/* migrate_files.c - the files of sql/. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "kit/migrate.h"

#define FILE_MOST (4 << 20)

/* "0001_member.sql": the name goes into statements, so nothing else may be in it. */
static int is_migration(const struct dirent *d)
{
    const char *p = d->d_name;
    size_t      n = strlen(p);

    if (n < 10 || n > 90 || strcmp(p + n - 4, ".sql") != 0 || p[4] != '_')
        return 0;
    for (size_t i = 0; i < n - 4; i++)
        if (i < 4 ? !isdigit((unsigned char)p[i]) : !(isalnum((unsigned char)p[i]) || p[i] == '_'))
            return 0;
    return 1;
}

static enum err read_file(const char *path, char **out, size_t *size)
{
    FILE *f = fopen(path, "r");
    char *s = talloc_size(pool, FILE_MOST + 1);

    if (!f)
        FAIL(ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
    *size = fread(s, 1, FILE_MOST + 1, f);
    fclose(f);
    if (*size > FILE_MOST)
        FAIL(ERR_INVALID, "%s is larger than 4 MB", path);
    s[*size] = '\0';
    *out = copy(s);
    talloc_free(s);
    return OK;
}

/* Without the blanks and the semicolon at its end. */
static void trim(char *s)
{
    size_t n = strlen(s);

    while (n && (isspace((unsigned char)s[n - 1]) || s[n - 1] == ';'))
        s[--n] = '\0';
}

enum err migrations_read(const char *dir, struct migrations *out)
{
    struct dirent **names;
    int             n = scandir(dir, &names, is_migration, alphasort);
    enum err        e = OK;

    if (n < 0)
        FAIL(ERR_NOT_FOUND, "%s: %s", dir, strerror(errno));
    *out = (struct migrations){talloc_zero_array(pool, struct migration, (size_t)n + 1), 0};
    for (int i = 0; i < n; i++) {
        struct migration *m = &out->v[out->n];
        unsigned char     h[SHA256_LEN];
        size_t            size = 0;

        if (e == OK)
            e = read_file(fmt("%s/%s", dir, names[i]->d_name), &m->sql, &size);
        if (e == OK) {
            m->name = copy(names[i]->d_name);
            sha256(m->sql, size, h);
            m->sha256 = hex(h, sizeof h);
            trim(m->sql);
            out->n++;
        }
        free(names[i]);
    }
    free(names);
    TRY(e);
    if (out->n == 0)
        FAIL(ERR_NOT_FOUND, "no files NNNN_what.sql in %s", dir);
    return OK;
}
