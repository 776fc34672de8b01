/* db_list.c - the statements of a program as JSON, for the test that explains each one. */
#include <jansson.h>
#include <stdlib.h>

#include "kit/db_int.h"

static void add_statement(const struct db_stmt *s, void *list)
{
    json_array_append_new(list, json_pack("{s:s,s:s,s:i}", "sql", s->sql, "file", s->file, "line", s->line));
}

void db_print_statements(void)
{
    json_t *list = json_array();
    char   *text;

    db_list_statements(add_statement, list);
    text = json_dumps(list, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(list);
}
