/* kit.h - what tests of the kit start with: settings of their own in a temporary folder, a pool, and a
 * request that no web server sent. Tests run in the root of the checkout. */
#ifndef UNIT_KIT_H
#define UNIT_KIT_H

#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "kit/tpl.h"
#include "kit/web_int.h"

#include <ClearSilver.h>

static char kit_folder[] = "/tmp/m4d-unit-XXXXXX";

__attribute__((unused)) static char *kit_file(const char *name, const char *text)
{
    static char path[300];
    FILE       *f;

    snprintf(path, sizeof path, "%s/%s", kit_folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}

/* Settings are read once in a program's life, but here many times: what they replace is never freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:conf_read\n";
}

/* Settings: those that every test needs, then `more`. */
__attribute__((unused)) static void kit_settings(const char *more)
{
    char here[200], text[2000];

    assert_non_null(getcwd(here, sizeof here));
    snprintf(text, sizeof text,
             "# of a test\n\nsite_url = https://m4d.example\nfiles_dir = %s/files\nrun_dir = %s\n"
             "secret_file = %s/secret\nlang_dir = %s/lang\ntemplates_dir = %s/templates\nhtdocs_dir = %s/htdocs\n"
             "free_space_floor_mb = 0\n%s",
             kit_folder, kit_folder, kit_folder, kit_folder, here, here, more);
    conf_read(kit_file("m4d.conf", text));
}

__attribute__((unused)) static int kit_begin(void **state)
{
    char path[300];

    (void)state;
    if (!mkdtemp(kit_folder))
        return -1;
    snprintf(path, sizeof path, "%s/files", kit_folder);
    mkdir(path, 0700);
    kit_file("secret", "0123456789abcdef0123456789abcdef0123456789abcdef\n");
    kit_settings("");
    return 0;
}

__attribute__((unused)) static int kit_end(void **state)
{
    char command[300];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", kit_folder);
    return system(command);
}

static inline int pool_begin(void **state)
{
    pool = talloc_new(NULL);
    *state = pool;
    err_clear();
    lang_use(LANG_EN);
    return 0;
}
static inline int pool_end(void **state)
{
    (void)state;
    talloc_free(pool);
    pool = NULL;
    return 0;
}
#define KIT_TEST(f) cmocka_unit_test_setup_teardown(f, pool_begin, pool_end)
#define KIT_RUN(name, tests) cmocka_run_group_tests_name(name, tests, kit_begin, kit_end)

/* Pairs of a form from "a=1&b=2". */
__attribute__((unused)) static struct pairs pairs_of(const char *text)
{
    struct pairs p;

    assert_int_equal(parse_urlencoded(pool, text, strlen(text), 1000, &p), PARSE_OK);
    return p;
}

#endif
