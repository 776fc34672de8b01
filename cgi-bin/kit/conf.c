/* conf.c - m4d.conf: "name = value" lines, '#' begins a comment. Every option has a default, and a
 * name that is not in the table is refused: a typing mistake must not go unnoticed. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "kit/base.h"

static struct option {
    const char *name, *value;
} options[] = {
    {"site_url", "http://localhost:8080"},
    {"site_name", "M4D Net"},
    {"contact_email", "contact@localhost"},
    {"development", "no"},
    {"db_socket", "/run/mysqld/mysqld.sock"},
    {"db_host", ""},
    {"db_port", "3306"},
    {"db_user", "m4d"},
    {"db_password", ""},
    {"db_owner_user", ""},
    {"db_owner_password", ""},
    {"db_name", "m4d"},
    {"db_tls_ca", ""},
    {"db_sync_wait", "0"},
    {"files_dir", "/var/lib/m4d/files"},
    {"erasure_list", "/var/lib/m4d/erased"},
    {"templates_dir", "/usr/local/share/m4d/templates"},
    {"htdocs_dir", "/usr/local/share/m4d/htdocs"},
    {"lang_dir", "/usr/local/share/m4d/lang"},
    {"sql_dir", "/usr/local/share/m4d/sql"},
    {"common_passwords", "/usr/local/share/m4d/common-passwords.txt"},
    {"secret_file", "/etc/m4d/secret"},
    {"secret_file_former", ""},
    {"run_dir", "/run/m4d"},
    {"free_space_floor_mb", "500"},
    {"upload_limit_mb", "100"},
    {"form_limit_kb", "4096"},
    {"directory_pages_per_hour", "240"},
    {"session_idle_hours", "8"},
    {"session_keep_days", "60"},
    {"sendfile", "x-accel"},
    {"smtp_host", "localhost"},
    {"smtp_port", "25"},
    {"smtp_starttls", "try"},
    {"smtp_user", ""},
    {"smtp_password", ""},
    {"smtp_ca_file", ""},
    {"mail_from", "M4D Net <noreply@localhost>"},
    {"mail_sink_dir", ""},
    {"mail_per_minute", "600"},
    {"clamd_socket", ""},
};

static char *from_file[COUNT(options)]; /* values that were read, in the same order */

static struct option *find(const char *name)
{
    for (size_t i = 0; i < COUNT(options); i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

static char *trim(char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    for (size_t n = strlen(s); n && isspace((unsigned char)s[n - 1]); n--)
        s[n - 1] = '\0';
    return s;
}

static void read_line(const char *path, int line, char *s)
{
    char          *eq;
    struct option *o;

    s = trim(s);
    if (*s == '\0' || *s == '#')
        return;
    eq = strchr(s, '=');
    if (eq)
        *eq = '\0';
    o = eq ? find(trim(s)) : NULL;
    if (!o) {
        fprintf(stderr, "%s, line %d: there is no option \"%s\"\n", path, line, trim(s));
        exit(2);
    }
    free(from_file[o - options]); /* the last line counts */
    o->value = from_file[o - options] = strdup(trim(eq + 1));
}

static void read_file(const char *path, bool may_be_missing)
{
    char  buf[2000];
    int   line = 0;
    FILE *f = fopen(path, "r");

    if (!f && may_be_missing && (errno == ENOENT || errno == EACCES))
        return;
    if (!f) {
        fprintf(stderr, "Cannot read the settings %s: %s\n", path, strerror(errno));
        exit(2);
    }
    while (fgets(buf, sizeof buf, f))
        read_line(path, ++line, buf);
    fclose(f);
}

static const char *path_or_usual(const char *path)
{
    if (!path)
        path = getenv("M4D_CONF");
    return path ? path : "/etc/m4d/m4d.conf";
}

void conf_read(const char *path)
{
    read_file(path_or_usual(path), false);
}

void conf_read_admin(const char *path)
{
    const char *main_file, *slash;
    char        beside[4096];

    main_file = path_or_usual(path);
    slash = strrchr(main_file, '/');
    read_file(main_file, false);
    if (snprintf(beside, sizeof beside, "%.*sm4d-admin.conf", slash ? (int)(slash - main_file) + 1 : 0, main_file) <
        (int)sizeof beside)
        read_file(beside, true);
}

const char *conf_text(const char *name)
{
    struct option *o = find(name);

    if (!o) {
        fprintf(stderr, "conf_text: no option \"%s\"\n", name);
        abort();
    }
    return o->value;
}

int64_t conf_int(const char *name)
{
    int64_t n;

    if (!parse_int(conf_text(name), &n)) {
        fprintf(stderr, "Setting %s must be a whole number, not \"%s\"\n", name, conf_text(name));
        exit(2);
    }
    return n;
}

bool conf_bool(const char *name)
{
    const char *v = conf_text(name);

    return strcmp(v, "yes") == 0 || strcmp(v, "true") == 0 || strcmp(v, "1") == 0;
}
