#include "kit.h"

#include <dirent.h>
#include <fcntl.h>

static int temporary_files(void)
{
    char  path[300];
    int   n = 0;
    DIR  *d;

    snprintf(path, sizeof path, "%s/files/tmp", kit_folder);
    d = opendir(path);
    if (!d)
        return 0;
    for (struct dirent *e; (e = readdir(d));)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static char *content(const char *sha)
{
    static char buf[100];
    FILE       *f = fopen(store_path(sha), "r");

    assert_non_null(f);
    buf[fread(buf, 1, sizeof buf - 1, f)] = '\0';
    fclose(f);
    return buf;
}

static void bytes_are_kept_by_their_hash(void **state)
{
    struct stored s, again;
    struct stat   st;

    (void)state;
    assert_int_equal(store_bytes("abc", 3, &s), OK);
    assert_string_equal(s.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(s.size, 3);
    assert_string_equal(s.mime, "text/plain");
    assert_true(store_has(s.sha256));
    assert_string_equal(content(s.sha256), "abc");
    assert_int_equal(stat(store_path(s.sha256), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(store_bytes("abc", 3, &again), OK);
    assert_string_equal(again.sha256, s.sha256);
    assert_int_equal(temporary_files(), 0);
    assert_false(store_has("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae"));
}

static void types_come_from_the_content(void **state)
{
    struct stored s;

    (void)state;
    assert_int_equal(store_bytes("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", 15, &s), OK);
    assert_string_equal(s.mime, "application/pdf");
    assert_int_equal(store_bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0", 29, &s), OK);
    assert_string_equal(s.mime, "image/png");
    assert_int_equal(store_bytes("", 0, &s), OK);
    assert_int_equal(s.size, 0);
}

static void a_temporary_file_is_kept(void **state)
{
    struct stored s;
    char         *path;
    int           fd;

    (void)state;
    assert_int_equal(store_temp(&fd, &path), OK);
    assert_int_equal(write(fd, "hello", 5), 5);
    assert_int_equal(temporary_files(), 1);
    assert_int_equal(store_keep(fd, path, &s), OK);
    assert_int_equal(s.size, 5);
    assert_string_equal(content(s.sha256), "hello");
    assert_int_equal(temporary_files(), 0);
    assert_int_equal(fcntl(fd, F_GETFD), -1); /* closed */
}

static void a_full_disk_is_noticed_before(void **state)
{
    struct stored s;
    char         *path;
    int           fd;

    (void)state;
    assert_true(store_free_bytes() > 0);
    kit_settings("free_space_floor_mb = 999999999\n");
    assert_int_equal(store_temp(&fd, &path), ERR_SPACE);
    assert_int_equal(store_bytes("x", 1, &s), ERR_SPACE);
    kit_settings("");
    assert_int_equal(store_bytes("x", 1, &s), OK);
}

static void a_folder_that_is_gone_is_an_error(void **state)
{
    struct stored s;

    (void)state;
    kit_settings("files_dir = /nonexistent/m4d\n");
    assert_int_not_equal(store_bytes("x", 1, &s), OK);
    kit_settings("");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(bytes_are_kept_by_their_hash), KIT_TEST(types_come_from_the_content), KIT_TEST(a_temporary_file_is_kept),
        KIT_TEST(a_full_disk_is_noticed_before), KIT_TEST(a_folder_that_is_gone_is_an_error),
    };
    return KIT_RUN("store", tests);
}
