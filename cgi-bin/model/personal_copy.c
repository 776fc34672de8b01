/* personal_copy.c - see personal_copy.h. */
#include "model/personal_copy.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/care_mails.h"
#include "model/member.h"
#include "model/setting.h"

DB_COLUMNS(copy_cols, struct personal_copy, id, member_id, lang, state, done, total, size, asked_at, made_at, expires_at);
#define COPY_COLS "id, member_id, lang, state, done, total, size, asked_at, made_at, expires_at"
struct copy_list { struct personal_copy *v; size_t n; };

DB_QUERY(q_of, copy_cols, "SELECT " COPY_COLS " FROM personal_copy WHERE member_id = ?");
DB_QUERY(q_of_lock, copy_cols, "SELECT " COPY_COLS " FROM personal_copy WHERE member_id = ? FOR UPDATE");
DB_QUERY(q_lock, copy_cols, "SELECT " COPY_COLS " FROM personal_copy WHERE id = ? FOR UPDATE");
DB_QUERY(q_get, copy_cols, "SELECT " COPY_COLS " FROM personal_copy WHERE id = ?");
DB_QUERY(q_expired, copy_cols,
    "SELECT " COPY_COLS " FROM personal_copy WHERE expires_at < UTC_TIMESTAMP(6) ORDER BY expires_at LIMIT 500");
DB_EXEC(x_add, "INSERT INTO personal_copy (member_id, lang, asked_at, expires_at) VALUES (?, ?, ?, ?)");
DB_EXEC(x_delete, "DELETE FROM personal_copy WHERE id = ?");
DB_EXEC(x_making, "UPDATE personal_copy SET state = 'making', done = 0, total = 0 WHERE id = ?");
DB_EXEC(x_went_on, "UPDATE personal_copy SET done = ?, total = ? WHERE id = ? AND state = 'making'");
DB_EXEC(x_done,
    "UPDATE personal_copy SET state = 'ready', size = ?, made_at = ?, expires_at = ? WHERE id = ? AND state = 'making'");
DB_EXEC(x_failed, "UPDATE personal_copy SET state = 'failed' WHERE id = ? AND state IN ('waiting', 'making')");

static bool is(const struct personal_copy *c, const char *state)
{
    return strcmp(c->state, state) == 0;
}

/* ---- folders ---- */

char *personal_copy_path(int64_t id)
{
    return fmt("copies/%" PRId64 "/copy.zip", id);
}

char *personal_copy_folder(int64_t id)
{
    return fmt("%s/copies/%" PRId64, conf_text("files_dir"), id);
}

void personal_copy_remove(int64_t id)
{
    char *folder = personal_copy_folder(id);
    DIR  *d = opendir(folder);

    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            (void)unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
    (void)rmdir(folder);
}

/* ---- for its owner ---- */

enum err personal_copy_of(struct db *db, int64_t member_id, struct personal_copy *out)
{
    TRY(db_one(db, q_of, out, member_id));
    if (out->expires_at.us < instant_now().us)
        FAIL(ERR_NOT_FOUND, "copy %" PRId64 " has expired", out->id);
    return OK;
}

bool personal_copy_busy(const struct personal_copy *c)
{
    return (is(c, "waiting") || is(c, "making")) &&
           instant_add(c->asked_at, PERSONAL_COPY_STUCK).us > instant_now().us;
}

bool personal_copy_ready(const struct personal_copy *c)
{
    return is(c, "ready") && access(fmt("%s/%s", conf_text("files_dir"), personal_copy_path(c->id)), R_OK) == 0;
}

/* The one before goes: its row here, its folder after the commit. */
static enum err replace(struct db *db, const struct user *by, int64_t member_id, const char *lang, int64_t *old)
{
    struct instant       now = instant_now();
    struct personal_copy c;
    int64_t              id, days;
    enum err             e = db_one(db, q_of_lock, &c, member_id);

    *old = 0;
    if (e == OK) {
        if (personal_copy_busy(&c))
            FAIL(ERR_CONFLICT, "copy %" PRId64 " is being made", c.id);
        TRY(db_exec(db, x_delete, c.id));
        *old = c.id;
    } else if (e != ERR_NOT_FOUND) {
        return e;
    }
    TRY(setting_int(db, "export_days", &days));
    TRY(db_insert(db, x_add, &id, member_id, lang, now, instant_add(now, days * 86400)));
    TRY(job_add(db, "copy.make", fmt("copy:%" PRId64, id), fmt("{\"copy\":%" PRId64 "}", id), now));
    return audit(db, by, "member.copy", "member", member_id, NULL);
}

static enum err ask(struct db *db, const struct user *by, int64_t member_id, const char *lang)
{
    struct personal_copy c;
    int64_t              old;
    enum err             e = personal_copy_of(db, member_id, &c);

    if (e == OK && personal_copy_busy(&c))
        FAIL(ERR_CONFLICT, "copy %" PRId64 " is being made", c.id);
    if (e && e != ERR_NOT_FOUND)
        return e;
    TRY(rate_hit(db, fmt("copy:%" PRId64, member_id), PERSONAL_COPY_MOST, 86400));

    DB_TX(tx, db);
    TRY(replace(db, by, member_id, lang, &old));
    TRY(db_commit(&tx));
    if (old)
        personal_copy_remove(old);
    return OK;
}

enum err personal_copy_ask(struct db *db, const struct user *by)
{
    return ask(db, by, by->id, lang_code[lang_now()]);
}

/* ---- for somebody who cannot sign in ---- */

/* What the link is signed for: this copy and no other that has its number, as after a backup was brought back. */
static char *purpose(const struct personal_copy *c)
{
    return fmt("member.copy %" PRId64 " %" PRId64, c->member_id, c->asked_at.us);
}

enum err personal_copy_ask_for(struct db *db, const struct user *by, int64_t member_id)
{
    struct member m;

    TRY(member_get(db, member_id, &m));
    if (member_is(&m, "active"))
        FAIL(ERR_FORBIDDEN, "member %" PRId64 " signs in for a copy", member_id);
    return ask(db, by, member_id, m.lang);
}

enum err personal_copy_linked(struct db *db, const char *token, struct personal_copy *out)
{
    size_t  n = token ? strcspn(token, "-") : 0;
    int64_t id, same;

    if (n == 0 || !parse_int(talloc_strndup(pool, token, n), &id))
        FAIL(ERR_NOT_FOUND, "no such link");
    TRY(db_one(db, q_get, out, id));
    if (!signed_number(purpose(out), token, &same) || !personal_copy_ready(out) || out->expires_at.us < instant_now().us)
        FAIL(ERR_NOT_FOUND, "copy %" PRId64 " is not there (any more)", id);
    return OK;
}

static enum err tell(struct db *db, const struct personal_copy *c, struct instant end)
{
    struct member m;

    TRY(member_get(db, c->member_id, &m));
    return mail_copy_ready(db, c->member_id, end, member_is(&m, "active") ? NULL : sign_number(purpose(c), c->id));
}

/* ---- for the worker ---- */

enum err personal_copy_begin(struct db *db, int64_t id, struct personal_copy *out)
{
    DB_TX(tx, db);
    TRY(db_one(db, q_lock, out, id));
    if (!is(out, "waiting") && !is(out, "making"))
        FAIL(ERR_NOT_FOUND, "copy %" PRId64 " is %s", id, out->state);
    TRY(db_exec(db, x_making, id));
    return db_commit(&tx);
}

enum err personal_copy_went_on(struct db *db, int64_t id, int done, int total)
{
    return db_exec(db, x_went_on, done, total, id);
}

enum err personal_copy_done(struct db *db, int64_t id, int64_t size)
{
    struct instant       now = instant_now(), end;
    struct personal_copy c;
    int64_t              days;
    enum err             e;

    TRY(setting_int(db, "export_days", &days));
    end = instant_add(now, days * 86400);
    DB_TX(tx, db);
    e = db_one(db, q_lock, &c, id);
    if (e == ERR_NOT_FOUND)
        FAIL(ERR_CONFLICT, "copy %" PRId64 " is gone", id);
    TRY(e);
    TRY(db_change(db, x_done, size, now, end, id));
    TRY(tell(db, &c, end));
    return db_commit(&tx);
}

enum err personal_copy_failed(struct db *db, int64_t id)
{
    return db_exec(db, x_failed, id);
}

/* Folders of rows that are gone: somebody was killed between the row and the folder. */
static enum err sweep_folders(struct db *db, int64_t *n)
{
    DIR     *d = opendir(fmt("%s/copies", conf_text("files_dir")));
    enum err e = OK;

    if (!d)
        return OK;
    for (struct dirent *f; e == OK && (f = readdir(d)) != NULL;) {
        struct personal_copy c;
        int64_t              id;

        if (!parse_int(f->d_name, &id))
            continue;
        e = db_one(db, q_get, &c, id);
        if (e == ERR_NOT_FOUND) {
            err_clear();
            e = OK;
            personal_copy_remove(id);
            ++*n;
        }
    }
    closedir(d);
    return e;
}

enum err personal_copy_sweep(struct db *db, int64_t *n)
{
    struct copy_list l;

    *n = 0;
    TRY(db_all(db, q_expired, &l));
    for (size_t i = 0; i < l.n; i++) {
        TRY(db_exec(db, x_delete, l.v[i].id));
        personal_copy_remove(l.v[i].id);
        ++*n;
    }
    return sweep_folders(db, n);
}
