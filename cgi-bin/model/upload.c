/* upload.c - uploads in pieces. Unfinished ones lie in files_dir/uploads/<number>. */
#include "model/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEEP_SECONDS (7 * 86400) /* after the last piece */
#define OPEN_MOST 50

#define UPLOAD_COLUMNS "SELECT id, member_id, name, size, received, sha256, mime, expires_at FROM upload "
DB_COLUMNS(upload_cols, struct upload, id, member_id, name, size, received, sha256, mime, expires_at);
DB_QUERY(q_find, upload_cols, UPLOAD_COLUMNS "WHERE ticket_hash = ? AND expires_at > UTC_TIMESTAMP(6)");
DB_QUERY(q_lock, upload_cols,
    UPLOAD_COLUMNS "WHERE ticket_hash = ? AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE");
struct upload_list { struct upload *v; size_t n; };
DB_QUERY(q_expired, upload_cols,
    UPLOAD_COLUMNS "WHERE expires_at <= UTC_TIMESTAMP(6) ORDER BY expires_at LIMIT 500 FOR UPDATE");

struct load { int64_t n, bytes; };
DB_COLUMNS(load_cols, struct load, n, bytes);
DB_QUERY(q_load, load_cols,
    "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(size), 0) AS SIGNED) AS bytes FROM upload "
    "WHERE member_id = ? AND expires_at > UTC_TIMESTAMP(6)");

DB_EXEC(x_start,
    "INSERT INTO upload (ticket_hash, member_id, name, size, received, sha256, mime, created_at, expires_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)");
DB_EXEC(x_received, "UPDATE upload SET received = ?, expires_at = ? WHERE id = ?");
DB_EXEC(x_complete, "UPDATE upload SET sha256 = ?, mime = ? WHERE id = ?");
DB_EXEC(x_delete, "DELETE FROM upload WHERE id = ?");

int64_t upload_limit(void) { return conf_int("upload_limit_mb") * 1048576; }

static char *part_path(int64_t id) { return fmt("%s/uploads/%" PRId64, conf_text("files_dir"), id); }

static void check_new(const char *name, int64_t size)
{
    struct issues *is = rules_list();

    if (empty(name) || strlen(name) > 200)
        issue(is, NULL, _("Give the file a name of 200 letters at most"));
    if (size <= 0)
        issue(is, NULL, _("This file is empty; choose another one"));
    else if (size > upload_limit())
        issue(is, NULL, fill(_("This file has {size}; the limit is {limit}"), "size", show_size(size), "limit",
                             show_size(upload_limit()), NULL));
}

/* One member cannot fill the disk with uploads that belong to nothing. */
static enum err room_for(struct db *db, const struct user *by, int64_t size)
{
    struct load l;

    if (store_free_bytes() - size < conf_int("free_space_floor_mb") * 1048576)
        FAIL(ERR_SPACE, "no room for %" PRId64 " bytes", size);
    TRY(db_one(db, q_load, &l, by->id));
    int64_t share = user_has(by, EDITOR) ? 200 : 20;
    if (l.n >= OPEN_MOST * share / 20 || l.bytes + size > share * upload_limit())
        FAIL(ERR_LIMIT, "member %" PRId64 " has %" PRId64 " uploads", by->id, l.n);
    return OK;
}

enum err upload_start(struct db *db, const struct user *by, const char *name, int64_t size, char **ticket)
{
    char   *t = token_new();
    int64_t id;

    rules_begin();
    check_new(name, size);
    TRY(rules_end());
    DB_TX(tx, db);
    TRY(room_for(db, by, size));
    TRY(db_insert(db, x_start, &id, token_hash(t), by->id, name, size, 0, (const char *)NULL,
                  (const char *)NULL, instant_add(instant_now(), KEEP_SECONDS)));
    TRY(db_commit(&tx));
    *ticket = t;
    return OK;
}

enum err upload_hold(struct db *db, const struct user *by, const char *name, const struct stored *s,
                     char **ticket)
{
    char   *t = token_new();
    int64_t id;

    DB_TX(tx, db);
    TRY(room_for(db, by, s->size));
    TRY(db_insert(db, x_start, &id, token_hash(t), by->id, name, s->size, s->size, s->sha256, s->mime,
                  instant_add(instant_now(), KEEP_SECONDS)));
    TRY(db_commit(&tx));
    *ticket = t;
    return OK;
}

enum err upload_find(struct db *db, const char *ticket, struct upload *out)
{
    return db_one(db, q_find, out, token_hash(ticket));
}

/* ---- pieces ---- */

static enum err disk_error(const char *path)
{
    FAIL(errno == ENOSPC || errno == EDQUOT ? ERR_SPACE : ERR_INTERNAL, "%s: %s", path, strerror(errno));
}

static enum err sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return disk_error(path);
    int rc = fsync(fd);
    close(fd);
    return rc ? disk_error(path) : OK;
}

static enum err open_part(int64_t id, int *fd)
{
    char *folder = fmt("%s/uploads", conf_text("files_dir"));
    char *path = part_path(id);

    if (mkdir(folder, 0750) == 0)
        TRY(sync_folder(conf_text("files_dir")));
    else if (errno != EEXIST)
        return disk_error(folder);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (*fd < 0)
        return disk_error(path);
    return sync_folder(folder);
}

static bool copy_bytes(int from, int to, int64_t at, int64_t n)
{
    char buf[65536];

    while (n > 0) {
        ssize_t got = read(from, buf, n < (int64_t)sizeof buf ? (size_t)n : sizeof buf);
        if (got <= 0)
            return false;
        for (ssize_t done = 0; done < got;) {
            ssize_t w = pwrite(to, buf + done, (size_t)(got - done), at);
            if (w < 0 && errno == EINTR)
                continue;
            if (w <= 0)
                return false;
            done += w;
            at += w;
        }
        n -= got;
    }
    return true;
}

/* Writes one piece and makes sure that it is on disk. *received: how far the file goes now; less than
 * the offset when the file itself is gone. */
static enum err write_piece(int64_t id, int64_t offset, const char *path, int64_t n, int64_t *received)
{
    int         fd = -1, from;
    struct stat st;
    enum err    e = OK;

    TRY(open_part(id, &fd));
    if (fstat(fd, &st) == 0 && st.st_size < offset) {
        close(fd);
        *received = 0;
        return OK;
    }
    from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0 || !copy_bytes(from, fd, offset, n) || ftruncate(fd, offset + n) || fsync(fd))
        e = disk_error(path);
    if (from >= 0)
        close(from);
    close(fd);
    *received = offset + n;
    return e;
}

/* The store gets a second name of the same file, so that a crash in between loses nothing. */
static enum err complete(struct db *db, const char *ticket, struct upload *u)
{
    struct stored s;
    char         *temp;
    int           fd;

    DB_TX(tx, db);
    TRY(db_one(db, q_lock, u, token_hash(ticket)));
    if (u->sha256)
        return db_commit(&tx);
    TRY(store_temp(&fd, &temp));
    close(fd);
    unlink(temp);
    if (link(part_path(u->id), temp))
        return disk_error(temp);
    fd = open(temp, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return disk_error(temp);
    TRY(store_keep(fd, temp, &s));
    TRY(db_exec(db, x_complete, s.sha256, s.mime, u->id));
    TRY(db_commit(&tx));
    unlink(part_path(u->id));
    u->sha256 = copy(s.sha256);
    u->mime = copy(s.mime);
    return OK;
}

static enum err append(struct db *db, const char *ticket, int64_t offset, const char *path, int64_t n,
                       struct upload *out)
{
    int64_t received;

    DB_TX(tx, db);
    TRY(db_one(db, q_lock, out, token_hash(ticket)));
    if (offset != out->received)
        FAIL(ERR_CONFLICT, "piece at %" PRId64 ", not at %" PRId64, offset, out->received);
    if (n > out->size - offset) {
        rules_begin();
        issue(rules_list(), NULL, _("The file is longer than was said"));
        return rules_end();
    }
    if (n > 0) {
        TRY(write_piece(out->id, offset, path, n, &received));
        TRY(db_exec(db, x_received, received, instant_add(instant_now(), KEEP_SECONDS), out->id));
        out->received = received;
    }
    return db_commit(&tx);
}

enum err upload_append(struct db *db, const char *ticket, int64_t offset, const char *path, int64_t n,
                       struct upload *out)
{
    TRY(append(db, ticket, offset, path, n, out));
    if (out->received < offset)
        FAIL(ERR_CONFLICT, "what came before is gone");
    if (out->received == out->size && !out->sha256)
        return complete(db, ticket, out);
    return OK;
}

enum err upload_take(struct db *db, const char *ticket, char **name, struct stored *out)
{
    struct upload u;

    TRY(upload_find(db, ticket, &u));
    if (!u.sha256 && u.received == u.size)
        TRY(complete(db, ticket, &u));
    if (!u.sha256)
        FAIL(ERR_CONFLICT, "upload %" PRId64 " is not complete", u.id);
    *name = u.name;
    *out = (struct stored){.sha256 = u.sha256, .size = u.size, .mime = u.mime};
    return OK;
}

enum err upload_sweep(struct db *db, int64_t *cleared)
{
    struct upload_list l;

    DB_TX(tx, db);
    TRY(db_all(db, q_expired, &l));
    for (size_t i = 0; i < l.n; i++) {
        unlink(part_path(l.v[i].id));
        TRY(db_exec(db, x_delete, l.v[i].id));
    }
    TRY(db_commit(&tx));
    *cleared = (int64_t)l.n;
    return OK;
}
