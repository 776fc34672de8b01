/* bare.c - the least that a FastCGI program with a database can do: one prepared SELECT of 1 or of 20 rows
 * and a line of HTML for each. What the programs are measured against.
 *
 *   MYSQL_PWD=password bare socket user database 1|20
 */
#include <fcgiapp.h>
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const query[] = {
    "SELECT resource_id, title, summary FROM resource_text WHERE resource_id = ? AND lang = 'en' LIMIT 1",
    "SELECT resource_id, title, summary FROM resource_text WHERE resource_id >= ? AND lang = 'en' "
    "ORDER BY resource_id LIMIT 20"};

static void die(const char *what)
{
    fprintf(stderr, "bare: %s\n", what);
    exit(1);
}

int main(int argc, char **argv)
{
    static char    title[1700], summary[20000];
    long long      id = 0, from = 1000001;
    unsigned long  title_n = 0, summary_n = 0;
    my_bool        no_summary = 0;
    FCGX_Request   r;
    MYSQL         *my = mysql_init(NULL);

    if (argc != 5 || FCGX_Init() || FCGX_InitRequest(&r, 0, 0))
        die("usage: bare socket user database 1|20, on a FastCGI socket");
    signal(SIGTERM, SIG_DFL); /* libfcgi's own only takes note of it */
    mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(my, NULL, argv[2], getenv("MYSQL_PWD"), argv[3], 0, argv[1], 0))
        die(mysql_error(my));
    MYSQL_STMT *st = mysql_stmt_init(my);
    const char *sql = query[strcmp(argv[4], "20") == 0];
    MYSQL_BIND  in = {.buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &from};
    MYSQL_BIND  out[3] = {{.buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &id},
                          {.buffer_type = MYSQL_TYPE_STRING, .buffer = title, .buffer_length = sizeof title, .length = &title_n},
                          {.buffer_type = MYSQL_TYPE_STRING, .buffer = summary, .buffer_length = sizeof summary,
                           .length = &summary_n, .is_null = &no_summary}};
    if (mysql_stmt_prepare(st, sql, strlen(sql)) || mysql_stmt_bind_param(st, &in) || mysql_stmt_bind_result(st, out))
        die(mysql_stmt_error(st));
    while (FCGX_Accept_r(&r) == 0) {
        FCGX_PutS("Content-Type: text/html; charset=utf-8\r\nCache-Control: private, no-store\r\n\r\n"
                  "<!DOCTYPE html><title>Bare</title>\n", r.out);
        if (mysql_stmt_execute(st) || mysql_stmt_store_result(st))
            die(mysql_stmt_error(st));
        while (mysql_stmt_fetch(st) == 0)
            FCGX_FPrintF(r.out, "<p>%d <b>%.*s</b> %.*s</p>\n", (int)id, (int)title_n, title, no_summary ? 0 : (int)summary_n, summary);
        mysql_stmt_free_result(st);
        FCGX_Finish_r(&r);
    }
    return 0;
}
