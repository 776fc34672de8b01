/* archive.c - ZIP archives by libzip. */
#include "model/archive.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "model/upload.h"

#define ENTRIES_MAX 5000
#define RATIO_MAX 200
#define SMALL 1048576 /* an entry below this may be of any ratio */

struct archive { zip_t *z; };

static enum err refuse(char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

static bool name_ok(const char *name)
{
    if (empty(name) || strlen(name) > 200 || name[0] == '.' || strpbrk(name, "/\\:"))
        return false;
    for (const char *p = name; *p; p++)
        if ((unsigned char)*p < 32 || *p == 127)
            return false;
    return utf8_valid(name, strlen(name));
}

static bool is_link(zip_t *z, zip_uint64_t i)
{
    zip_uint8_t  system;
    zip_uint32_t attributes;

    return zip_file_get_external_attributes(z, i, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

/* NULL: fine. */
static char *entry_fault(zip_t *z, zip_uint64_t i, zip_uint64_t *total)
{
    zip_stat_t st;

    if (zip_stat_index(z, i, 0, &st) || !(st.valid & ZIP_STAT_NAME) || !(st.valid & ZIP_STAT_SIZE))
        return copy(_("The archive is damaged; make it again"));
    if (!name_ok(st.name))
        return fill(_("The archive holds “{name}”: put the files into it without folders"), "name",
                    utf8_valid(st.name, strlen(st.name)) ? st.name : "?", NULL);
    if (is_link(z, i) || ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE))
        return fill(_("“{name}” is a link or locked with a password; put in the file itself"), "name", st.name, NULL);
    if (zip_name_locate(z, st.name, 0) != (zip_int64_t)i)
        return fill(_("“{name}” is in the archive twice"), "name", st.name, NULL);
    if (st.size > (zip_uint64_t)upload_limit())
        return fill(_("“{name}” has {size}; the limit is {limit}"), "name", st.name, "size",
                    show_size((int64_t)st.size), "limit", show_size(upload_limit()), NULL);
    *total += st.size;
    if (*total > 40 * (zip_uint64_t)upload_limit() ||
        (st.size > SMALL && (st.valid & ZIP_STAT_COMP_SIZE) && st.size / RATIO_MAX > st.comp_size))
        return copy(_("The archive unpacks to far more than it should; send the files in smaller parts"));
    return NULL;
}

static int archive_close(struct archive *a)
{
    zip_discard(a->z);
    return 0;
}

enum err archive_open(const char *path, struct archive **out)
{
    int          code;
    zip_uint64_t total = 0;
    zip_t       *z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);

    if (!z)
        return refuse(copy(_("This is not a ZIP archive, or it is damaged")));
    struct archive *a = talloc_zero(pool, struct archive);
    a->z = z;
    talloc_set_destructor(a, archive_close);
    zip_int64_t n = zip_get_num_entries(z, 0);
    if (n > ENTRIES_MAX)
        return refuse(fill(_("The archive holds {n} files; the limit is {limit}"), "n", show_count(n), "limit",
                           show_count(ENTRIES_MAX), NULL));
    for (zip_int64_t i = 0; i < n; i++) {
        char *fault = entry_fault(z, (zip_uint64_t)i, &total);
        if (fault)
            return refuse(fault);
    }
    *out = a;
    return OK;
}

bool archive_has(struct archive *a, const char *name) { return a && zip_name_locate(a->z, name, 0) >= 0; }

static enum err unpack(zip_file_t *f, int fd)
{
    char       buf[65536];
    int64_t    total = 0;
    zip_int64_t n;

    while ((n = zip_fread(f, buf, sizeof buf)) > 0) {
        total += n;
        if (total > upload_limit())
            FAIL(ERR_INVALID, "entry is larger than the limit");
        for (zip_int64_t done = 0; done < n;) {
            ssize_t w = write(fd, buf + done, (size_t)(n - done));
            if (w < 0 && errno == EINTR)
                continue;
            if (w <= 0)
                FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "unpacking: %s", strerror(errno));
            done += w;
        }
    }
    if (n < 0)
        FAIL(ERR_INVALID, "broken entry: %s", zip_file_strerror(f));
    return OK;
}

enum err archive_keep(struct archive *a, const char *name, struct stored *out)
{
    zip_int64_t i = a ? zip_name_locate(a->z, name, 0) : -1;
    int         fd;
    char       *temp;

    if (i < 0)
        FAIL(ERR_NOT_FOUND, "no entry %s", name);
    zip_file_t *f = zip_fopen_index(a->z, (zip_uint64_t)i, 0);
    if (!f)
        FAIL(ERR_INVALID, "entry %s: %s", name, zip_strerror(a->z));
    enum err e = store_temp(&fd, &temp);
    if (e == OK) {
        e = unpack(f, fd);
        if (e == OK)
            e = store_keep(fd, temp, out);
        else {
            close(fd);
            unlink(temp);
        }
    }
    zip_fclose(f);
    return e;
}
