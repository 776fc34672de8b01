/* ZIP archives as they should not come. */
#include "kit.h"

#include <zip.h>

#include "model/archive.h"

static char *archive_path(void)
{
    return fmt("%s/a.zip", kit_folder);
}
static void must(bool ok)
{
    assert_true(ok);
}

struct entry {
    const char *name, *content;
    bool        link, locked;
    size_t      zeros; /* instead of content */
};

static void make(const struct entry *entries, size_t n)
{
    int    code;
    zip_t *z = zip_open(archive_path(), ZIP_CREATE | ZIP_TRUNCATE, &code);

    must(z != NULL);
    for (size_t i = 0; i < n; i++) {
        const struct entry *e = &entries[i];
        size_t              size = e->zeros ? e->zeros : strlen(e->content);
        void               *bytes = e->zeros ? calloc(1, size) : strdup(e->content);
        zip_int64_t         at = zip_file_add(z, e->name, zip_source_buffer(z, bytes, size, 1), ZIP_FL_ENC_UTF_8);
        must(at >= 0);
        if (e->link)
            must(zip_file_set_external_attributes(z, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, 0120777u << 16) == 0);
        if (e->locked)
            must(zip_file_set_encryption(z, (zip_uint64_t)at, ZIP_EM_AES_256, "secret") == 0);
    }
    must(zip_close(z) == 0);
}

static enum err opened(const struct entry *entries, size_t n, struct archive **a)
{
    make(entries, n);
    err_clear();
    return archive_open(archive_path(), a);
}

static void good_archives(void **state)
{
    static const struct entry two[] = {{.name = "a.pdf", .content = "%PDF-1.4\n"}, {.name = "é ü.txt", .content = "hello"}};
    struct archive *a;
    struct stored   s;

    (void)state;
    assert_int_equal(opened(two, 2, &a), OK);
    assert_true(archive_has(a, "a.pdf"));
    assert_false(archive_has(a, "b.pdf"));
    assert_false(archive_has(NULL, "a.pdf"));
    assert_int_equal(archive_keep(a, "a.pdf", &s), OK);
    assert_int_equal(s.size, 9);
    assert_string_equal(s.mime, "application/pdf");
    assert_true(store_has(s.sha256));
    assert_int_equal(archive_keep(a, "é ü.txt", &s), OK);
    assert_int_equal(archive_keep(a, "none", &s), ERR_NOT_FOUND);
    assert_int_equal(archive_keep(NULL, "none", &s), ERR_NOT_FOUND);
}

/* Puts a name into the archive that the library would not write. */
static void rename_to(const char *was, const char *name)
{
    char   bytes[1000];
    size_t n, len = strlen(was);
    FILE  *f = fopen(archive_path(), "r+");

    assert_int_equal(len, strlen(name));
    n = fread(bytes, 1, sizeof bytes, f);
    for (size_t i = 0; i + len <= n; i++)
        if (memcmp(bytes + i, was, len) == 0)
            memcpy(bytes + i, name, len);
    rewind(f);
    fwrite(bytes, 1, n, f);
    fclose(f);
}

static void names_that_lead_elsewhere(void **state)
{
    static const char *const names[] = {"../a", "..", "/etc/passwd", "a/b", "dir/", "a\\b", "C:a", ".hidden", "a\nb"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        char           *was = talloc_strndup(pool, "QQQQQQQQQQQQQQQQ", strlen(names[i]));
        struct entry    e = {.name = was, .content = "x"};
        struct archive *a;
        make(&e, 1);
        rename_to(was, names[i]);
        if (archive_open(archive_path(), &a) != ERR_INVALID)
            fail_msg("\"%s\" was taken", names[i]);
        assert_int_equal(err_issues()->n, 1);
    }
}

static void links_and_locks(void **state)
{
    static const struct entry link = {.name = "a", .content = "/etc/passwd", .link = true},
                              locked = {.name = "a", .content = "x", .locked = true};
    struct archive *a;

    (void)state;
    assert_int_equal(opened(&link, 1, &a), ERR_INVALID);
    assert_int_equal(opened(&locked, 1, &a), ERR_INVALID);
}

static void bombs(void **state)
{
    static const struct entry bomb = {.name = "a", .zeros = 30000000};
    struct archive           *a;

    (void)state;
    assert_int_equal(opened(&bomb, 1, &a), ERR_INVALID);
    struct entry *many = talloc_zero_array(pool, struct entry, 5001);
    for (int i = 0; i < 5001; i++)
        many[i] = (struct entry){.name = fmt("f%d", i), .content = "x"};
    assert_int_equal(opened(many, 5001, &a), ERR_INVALID);
    assert_int_equal(opened(many, 5000, &a), OK);
    kit_settings("upload_limit_mb = 1\n");
    static const struct entry big = {.name = "a", .zeros = 1048577};
    assert_int_equal(opened(&big, 1, &a), ERR_INVALID);
    kit_settings("upload_limit_mb = 100\n");
}

/* Cut off, and changed in each byte of its directory: refused or read, never more. */
static void damaged_archives(void **state)
{
    static const struct entry two[] = {{.name = "a.pdf", .content = "%PDF-1.4\nhello hello hello hello"}, {.name = "b", .content = "x"}};
    char                      bytes[1000];
    struct stored             s;

    (void)state;
    make(two, 2);
    FILE  *f = fopen(archive_path(), "r");
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    assert_in_range(n, 100, 999);
    for (size_t i = 0; i < 2 * n; i++) {
        struct archive *a = NULL;
        char            was = bytes[i % n];
        f = fopen(archive_path(), "w");
        if (i >= n)
            bytes[i % n] ^= 0x41;
        fwrite(bytes, 1, i < n ? i : n, f);
        fclose(f);
        bytes[i % n] = was;
        if (archive_open(archive_path(), &a) == OK) {
            assert_true(i >= n);
            if (archive_has(a, "a.pdf"))
                (void)!archive_keep(a, "a.pdf", &s);
        }
    }
    f = fopen(archive_path(), "w");
    fclose(f);
    struct archive *a;
    assert_int_equal(archive_open(archive_path(), &a), ERR_INVALID);
    assert_int_equal(archive_open("/nonexistent", &a), ERR_INVALID);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(good_archives), KIT_TEST(names_that_lead_elsewhere), KIT_TEST(links_and_locks),
                                              KIT_TEST(bombs), KIT_TEST(damaged_archives)};

    return KIT_RUN("archive", tests);
}
