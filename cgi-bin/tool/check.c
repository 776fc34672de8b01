/* check.c - m4d-admin check: is everything in order that the site stands on? One line for each thing. */
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "kit/migrate.h"
#include "model/directory.h"
#include "model/photo.h"
#include "tool/tool.h"

static int faults;

static void line(const char *mark, const char *text)
{
    printf("%-8s %s\n", mark, text);
}
static void good(const char *text)
{
    line("ok", text);
}
static void bad(const char *text)
{
    line("FAULT", text);
    faults++;
}
static void say(bool ok, const char *yes, const char *no)
{
    if (ok)
        good(yes);
    else
        bad(no);
}

/* ---- settings and folders ---- */

static void check_settings(void)
{
    bool        dev = conf_bool("development");
    const char *site = conf_text("site_url");
    size_t      n = strlen(site);

    if (dev)
        line("note", "development = yes: mails can be read by anybody at /dev/mail; never on a public machine");
    else
        say(strncmp(site, "https://", 8) == 0, "site_url is https", fmt("site_url should be https, not %s", site));
    say(parse_url(pool, site) && site[n - 1] != '/', "site_url is an address", "site_url is not an address, or ends with /");
    say(strchr(conf_text("mail_from"), '@') != NULL, "mail_from has an address", "mail_from has no address");
}

static void check_secret(const char *option, const char *path)
{
    struct stat st;

    if (!*path)
        return;
    if (stat(path, &st))
        bad(fmt("%s: %s: %s", option, path, strerror(errno)));
    else
        say((st.st_mode & 007) == 0, fmt("%s can be read by its owner and group alone", path),
            fmt("%s can be read by everybody: chmod o-rwx it", path));
}

static void check_file(const char *path, int how, const char *what)
{
    say(access(path, how) == 0, fmt("%s: %s", what, path), fmt("%s: %s: %s", what, path, strerror(errno)));
}

/* The list of erasures: there, or its folder lets it be made. */
static void check_list(void)
{
    char *path = copy(conf_text("erasure_list")), *slash = strrchr(path, '/');

    if (access(path, F_OK) && slash)
        *slash = '\0';
    check_file(path, W_OK, "list of erased accounts");
}

static void check_folders(void)
{
    int64_t                  mb = store_free_bytes() / 1048576, floor = conf_int("free_space_floor_mb");

    check_file(conf_text("files_dir"), W_OK | X_OK, "file store");
    say(mb > floor, fmt("%" PRId64 " MB are free for files", mb),
        fmt("%" PRId64 " MB are free for files; below %" PRId64 " nothing is taken in", mb, floor));
    check_list();
    check_file(fmt("%s/layout.cst", conf_text("templates_dir")), R_OK, "templates");
    check_file(fmt("%s/static/m4d.css", conf_text("htdocs_dir")), R_OK, "stylesheet");
    check_file(fmt("%s/fr/LC_MESSAGES/m4d.mo", conf_text("lang_dir")), R_OK, "French words");
    check_file(fmt("%s/es/LC_MESSAGES/m4d.mo", conf_text("lang_dir")), R_OK, "Spanish words");
    check_file(conf_text("common_passwords"), R_OK, "list of common passwords");
    check_file("/usr/bin/pdftotext", X_OK, "reader of PDF files (poppler-utils)");
    check_file(photo_program(), X_OK, "reader of photos");
}

/* ---- the database ---- */

struct variables {
    int64_t flush, binlog, sync, packet, token;
};
DB_COLUMNS(variables_cols, struct variables, flush, binlog, sync, packet, token);
DB_QUERY(q_variables, variables_cols,
         "SELECT CAST(@@innodb_flush_log_at_trx_commit AS SIGNED) AS flush, CAST(@@log_bin AS SIGNED) AS `binlog`,"
         " CAST(@@sync_binlog AS SIGNED) AS sync, CAST(@@max_allowed_packet AS SIGNED) AS packet,"
         " CAST(@@innodb_ft_min_token_size AS SIGNED) AS token");

/* What the account of this connection may do with this database. */
struct powers { int64_t change; };
DB_COLUMNS(powers_cols, struct powers, change);
DB_QUERY(q_powers, powers_cols,
         "SELECT (SELECT COUNT(*) FROM information_schema.SCHEMA_PRIVILEGES"
         "         WHERE DATABASE() LIKE TABLE_SCHEMA AND PRIVILEGE_TYPE IN ('CREATE', 'ALTER', 'DROP'))"
         "     + (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES"
         "         WHERE PRIVILEGE_TYPE IN ('CREATE', 'ALTER', 'DROP')) AS `change`");

static void check_powers(struct db *db)
{
    struct powers p;

    if (db_one(db, q_powers, &p))
        bad(fmt("rights of the database account: %s", err_text()));
    else if (p.change)
        line("note", fmt("the database account %s may change the schema, which the programs never do: see db_owner_user in m4d.conf",
                         conf_text("db_user")));
    else
        good(fmt("the database account %s cannot change the schema", conf_text("db_user")));
}

static void check_schema(struct db *db)
{
    struct migrations    m;
    struct migrate_state s;

    if (migrations_read(conf_text("sql_dir"), &m)) {
        bad(err_text());
    } else if (migrate_look(db, &m, &s)) {
        bad(fmt("schema: %s", err_text()));
    } else if (s.unknown) {
        bad(fmt("the database is newer than this release (it knows %s)", s.unknown));
    } else {
        say(s.waiting == 0, fmt("the schema is up to date (%d files)", s.done),
            fmt("%d changes of the schema wait: m4d-admin migrate", s.waiting));
    }
}

static void check_directory(struct db *db)
{
    int64_t wrong;

    if (directory_check(db, &wrong))
        bad(fmt("directory: %s", err_text()));
    else
        say(wrong == 0, "the counts of the directory are right",
            fmt("counts of the directory are wrong (%" PRId64 " of them): m4d-admin directory-rebuild", wrong));
}

/* The other account, where this machine knows of one. */
static void check_owner(void)
{
    struct db    *db = db_open_owner();
    struct powers p = {0};
    enum err      e = db_one(db, q_powers, &p);

    say(!e && p.change, fmt("the database account %s can change the schema", conf_text("db_owner_user")),
        fmt("the database account %s cannot change the schema: %s", conf_text("db_owner_user"), err_text()));
    db_close(db);
    talloc_free(db);
}

static void check_database(struct db *db)
{
    struct variables v;

    if (db_one(db, q_variables, &v)) {
        bad(fmt("database: %s", err_text()));
        return;
    }
    good("the database answers");
    say(v.flush == 1, "innodb_flush_log_at_trx_commit = 1", "innodb_flush_log_at_trx_commit must be 1: a power cut would lose what people were told is saved");
    say(!v.binlog || v.sync == 1, "sync_binlog = 1, or no binary log", "sync_binlog must be 1 while there is a binary log");
    say(v.packet >= 16 << 20, "max_allowed_packet is enough", "max_allowed_packet must be 16M or more");
    say(v.token <= 2, "innodb_ft_min_token_size is 2 or less", "innodb_ft_min_token_size must be 2 or less, or short words are not found; after a change rebuild the FULLTEXT indexes");
    check_powers(db);
    check_schema(db);
    check_directory(db);
}

/* ---- others ---- */

static bool unix_answers(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    int                fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool               ok;

    snprintf(a.sun_path, sizeof a.sun_path, "%s", path);
    ok = fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool host_answers(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list;
    struct timeval  limit = {.tv_sec = 5};
    bool            ok = false;

    if (getaddrinfo(host, port, &hints, &list))
        return false;
    for (struct addrinfo *a = list; a && !ok; a = a->ai_next) {
        int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);

        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        ok = connect(fd, a->ai_addr, a->ai_addrlen) == 0;
        close(fd);
    }
    freeaddrinfo(list);
    return ok;
}

static void check_services(void)
{
    const char *sink = conf_text("mail_sink_dir"), *clamd = conf_text("clamd_socket");
    const char *host = conf_text("smtp_host"), *port = conf_text("smtp_port");

    if (*sink)
        line("note", fmt("mails are put into %s and sent to nobody", sink));
    else
        say(host_answers(host, port), fmt("the mail server %s:%s answers", host, port),
            fmt("the mail server %s:%s does not answer", host, port));
    if (*clamd)
        say(unix_answers(clamd), "the virus scanner answers", fmt("the virus scanner at %s does not answer", clamd));
    else
        line("note", "no virus scanner (clamd_socket): uploads are shown as not scanned");
}

int cmd_check(struct db *db, int argc, char **argv)
{
    check_settings();
    check_secret("secret_file", conf_text("secret_file"));
    check_secret("secret_file_former", conf_text("secret_file_former"));
    check_folders();
    check_database(db);
    db_close(db); /* statements belong to one connection at a time */
    if (*conf_text("db_owner_user"))
        check_owner();
    check_services();
    if (faults == 0)
        puts("\nAll in order.");
    else
        printf("\n%d to put right.\n", faults);
    return faults ? 1 : 0;
}
