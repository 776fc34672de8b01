/* ops_machine.c - the disk of the file store and the programs of the site. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "admin/ops.h"

static void check_disk(const struct ops *o, struct ops_checks *l)
{
    struct statvfs fs;
    int64_t        all = statvfs(conf_text("files_dir"), &fs) == 0 ? (int64_t)fs.f_blocks * (int64_t)fs.f_frsize : 0;
    enum ops_level level = o->disk_free < o->disk_floor ? OPS_BAD : o->disk_free < 3 * o->disk_floor ? OPS_WARN : OPS_GOOD;

    ops_add(l, "disk", level, _("Disk for files"),
            fill(_("{free} free of {all}. Below {floor} uploads are refused."), "free", show_size(o->disk_free), "all",
                 show_size(all), "floor", show_size(o->disk_floor), NULL),
            _("Make room on the disk, or move the file store to a larger one (files_dir in m4d.conf)."), o->disk_free);
}

/* Somebody listens on the program's socket. */
static bool listens(const char *name)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    char              *path = fmt("%s/%s.sock", conf_text("run_dir"), name);
    int                fd;
    bool               good;

    if (strlen(path) >= sizeof a.sun_path)
        return false;
    memcpy(a.sun_path, path, strlen(path) + 1);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    good = fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static void check_programs(struct ops_checks *l)
{
    static const char *const names[] = {"home", "members", "network", "resources", "admin"};
    char *away = copy("");
    int   n = 0;
    struct stat st;

    for (size_t i = 0; i < COUNT(names); i++)
        if (!listens(names[i])) {
            away = fmt("%s%s%s", away, *away ? ", " : "", names[i]);
            n++;
        }
    char *built = stat("/proc/self/exe", &st) == 0 ? show_instant((struct instant){(int64_t)st.st_mtime * 1000000}) : copy("?");
    ops_add(l, "programs", n ? OPS_BAD : OPS_GOOD, _("Programs of the site"),
            n ? fill(_("These do not answer: {names}."), "names", away, NULL)
              : fill(_("All answer. Installed on {time}."), "time", built, NULL),
            _("Start them on the server (systemctl start m4d-*) and look at their log (journalctl -u m4d-*)."), n);
}

void ops_check_machine(const struct ops *o, struct ops_checks *l)
{
    check_disk(o, l);
    check_programs(l);
}
