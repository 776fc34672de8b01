/* password_rules.c - the list of common passwords is read once per process; it is sorted by bytes and
 * in lower case, so that looking one up needs no database and the same time for each. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/password_rules.h"

static struct {
    char **v;
    size_t n;
    bool   read;
} common;

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A missing list must not keep people out, but it must be noticed. */
static void common_read(void)
{
    char  line[200];
    FILE *f = fopen(conf_text("common_passwords"), "re");

    common.read = true;
    if (!f) {
        fprintf(stderr, "Cannot read the list of common passwords %s\n", conf_text("common_passwords"));
        return;
    }
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (!line[0])
            continue;
        common.v = talloc_realloc(NULL, common.v, char *, (unsigned)common.n + 1);
        common.v[common.n++] = talloc_strdup(common.v, line);
    }
    fclose(f);
    if (common.n)
        qsort(common.v, common.n, sizeof *common.v, by_bytes);
}

static char *lower(const char *s)
{
    char *out = copy(s);

    for (char *p = out; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return out;
}

static bool is_common(const char *password)
{
    char *key = lower(password);

    if (!common.read)
        common_read();
    return common.n && bsearch(&key, common.v, common.n, sizeof *common.v, by_bytes);
}

/* Lower case, without blanks, punctuation and the digits at the end: what is left of "M4D-Net 2026!". */
static char *bare(const char *s)
{
    char  *out = copy(s);
    size_t n = 0;

    for (const char *p = s; *p; p++)
        if (isalnum((unsigned char)*p) || (unsigned char)*p >= 0x80)
            out[n++] = (char)tolower((unsigned char)*p);
    while (n && isdigit((unsigned char)out[n - 1]))
        n--;
    out[n] = '\0';
    return out;
}

static bool same_bare(const char *core, const char *other)
{
    return !empty(other) && *core && strcmp(core, bare(other)) == 0;
}

static bool is_site_name(const char *core)
{
    static const char *const names[] = {"m4d", "m4dnet", "m4dnetwork", "migration4development",
                                        "migrationfordevelopment"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(core, names[i]) == 0)
            return true;
    return same_bare(core, conf_text("site_name"));
}

static bool is_own(const char *core, const char *name, const char *email)
{
    char *local = copy(email);

    if (local)
        local[strcspn(local, "@")] = '\0';
    return same_bare(core, name) || same_bare(core, email) || same_bare(core, local);
}

const char *password_problem(const char *password, const char *name, const char *email)
{
    size_t characters;
    char  *core;

    if (empty(password))
        return _("Choose a password of 8 characters or more");
    if (strlen(password) > PASSWORD_MOST_BYTES || !utf8_valid(password, strlen(password)))
        return _("Choose a password of 128 characters or fewer");
    characters = utf8_length(password);
    if (characters < PASSWORD_LEAST)
        return _("Choose a password of 8 characters or more");
    if (characters > PASSWORD_MOST)
        return _("Choose a password of 128 characters or fewer");
    core = bare(password);
    if (is_site_name(core))
        return _("Choose a password that is not the name of this site");
    if (is_own(core, name, email))
        return _("Choose a password that is not your name or your e-mail address");
    if (is_common(password))
        return _("This password is too common. Choose another, such as four words that do not belong together");
    return NULL;
}
