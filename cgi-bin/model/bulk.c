/* bulk.c - see bulk.h. */
#include "model/bulk.h"

#include "model/import_int.h"

static bool is(const char *a, const char *b) { return a && strcmp(a, b) == 0; }

static enum err refuse(const char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

static unsigned role_of(const char *word)
{
    return is(word, "editor") ? EDITOR : is(word, "moderator") ? MODERATOR : is(word, "administrator") ? ADMINISTRATOR : 0;
}

enum err bulk_check(const char *action, const char *value)
{
    enum lang l;

    if (is(action, "suspend") && (empty(value) || utf8_length(value) > 500))
        return refuse(_("Say why in at most 500 characters, for colleagues who look at the log"));
    if ((is(action, "role_add") || is(action, "role_remove")) && !role_of(value))
        return refuse(_("Choose a role"));
    if (is(action, "lang") && (empty(value) || !lang_read(value, &l)))
        return refuse(_("Choose a language"));
    if (!is(action, "suspend") && !is(action, "restore") && !is(action, "role_add") && !is(action, "role_remove") &&
        !is(action, "lang") && !is(action, "resend"))
        return refuse(_("Choose what to do"));
    return OK;
}

bool bulk_can_undo(const struct bulk *b) { return is(b->state, "done") && !is(b->action, "resend"); }

/* Why nothing can be done about this person; NULL: something can. */
static const char *judge(const struct bulk *b, const struct user *by, const struct member *m)
{
    unsigned roles = member_roles(m), role = role_of(b->value);
    bool     self = m->id == by->id;

    if (is(b->action, "suspend"))
        return self                                             ? "self"
               : is(m->state, "suspended")                      ? "already"
               : !is(m->state, "active") && !is(m->state, "pending") ? "state"
                                                                : NULL;
    if (is(b->action, "restore"))
        return is(m->state, "suspended") ? NULL : "not_suspended";
    if (is(b->action, "lang"))
        return is(m->lang, b->value) ? "already" : is(m->state, "erased") ? "state" : NULL;
    if (is(b->action, "resend"))
        return is(m->state, "pending") ? NULL : is(m->state, "active") ? "confirmed" : "state";
    if (!is(m->state, "active"))
        return "not_active";
    if (is(b->action, "role_add"))
        return roles & role ? "already" : NULL;
    return !(roles & role) ? "no_role" : self && role == ADMINISTRATOR ? "self" : NULL;
}

static bool may(const struct user *by) { return user_has(by, ADMINISTRATOR); }

/* ---- choosing ---- */

static enum err add_rows(struct db *db, const struct bulk *b, const struct user *by, const struct id_list *ids)
{
    struct member_list   people;
    struct bulk_new_row *rows;

    TRY(bulk_sql_members(db, ids, &people));
    rows = talloc_array(pool, struct bulk_new_row, people.n + 1);
    for (size_t i = 0; i < people.n; i++)
        rows[i] = (struct bulk_new_row){people.v[i].id, judge(b, by, &people.v[i])};
    return bulk_sql_rows(db, b->id, rows, people.n);
}

static enum err add_fitting(struct db *db, const struct bulk *b, const struct user *by, const struct member_filter *f)
{
    enum { STEP = 500 };
    int64_t above = 0, total;

    TRY(member_count(db, f, BULK_MOST + 1, &total));
    if (total > BULK_MOST)
        FAIL(ERR_LIMIT, "more than %d people", BULK_MOST);
    for (bool more = true; more;) {
        struct id_list ids;
        TALLOC_CTX    *outer = pool;
        pool = talloc_new(outer);
        enum err e = member_ids(db, f, above, STEP, &ids);
        if (e == OK && ids.n)
            e = add_rows(db, b, by, &ids);
        more = ids.n == STEP;
        above = ids.n ? ids.v[ids.n - 1] : above;
        talloc_free(pool);
        pool = outer;
        TRY(e);
    }
    return OK;
}

enum err bulk_begin(struct db *db, const struct user *by, const char *form_key, const char *action,
                    const char *value, const struct id_list *ids, const struct member_filter *f, int64_t *out_id)
{
    struct bulk b = {.action = copy(action), .value = copy(value)};
    int64_t     done = 0;

    if (!may(by))
        FAIL(ERR_FORBIDDEN, "bulk");
    TRY(bulk_check(action, value));
    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &done));
    if (done == 0) {
        TRY(bulk_sql_insert(db, by->id, action, value, &b.id));
        TRY(f ? add_fitting(db, &b, by, f) : add_rows(db, &b, by, ids));
        TRY(bulk_sql_total(db, b.id));
        if (form_key)
            TRY(once_end(db, form_key, b.id));
        done = b.id;
    }
    TRY(db_commit(&tx));
    *out_id = done;
    return OK;
}

/* ---- one person ---- */

static enum err change(struct db *db, const struct bulk *b, const struct user *by, const struct member *m)
{
    unsigned roles = member_roles(m) & ~(unsigned)MEMBER, role = role_of(b->value);

    if (is(b->action, "suspend"))
        return member_suspend(db, by, m->id, m->version, b->value, false);
    if (is(b->action, "restore"))
        return member_restore(db, by, m->id, m->version);
    if (is(b->action, "lang"))
        return member_set_lang(db, by, m->id, m->version, b->value);
    if (is(b->action, "resend"))
        return member_resend_by_staff(db, by, m);
    return member_set_roles_told(db, by, m->id, m->version, is(b->action, "role_add") ? roles | role : roles & ~role);
}

static enum err undo(struct db *db, const struct bulk *b, const struct user *by, const struct member *m, const char *was)
{
    unsigned roles = 0;

    if (is(b->action, "suspend"))
        return member_restore(db, by, m->id, m->version);
    if (is(b->action, "restore"))
        return member_suspend(db, by, m->id, m->version, _("A restoration was undone"), false);
    if (is(b->action, "lang"))
        return member_set_lang(db, by, m->id, m->version, was);
    roles |= strstr(was, "editor") ? EDITOR : 0;
    roles |= strstr(was, "moderator") ? MODERATOR : 0;
    roles |= strstr(was, "administrator") ? ADMINISTRATOR : 0;
    return member_set_roles_told(db, by, m->id, m->version, roles);
}

static const char *was_of(const struct bulk *b, const struct member *m)
{
    return is(b->action, "lang") ? m->lang : is(b->action, "role_add") || is(b->action, "role_remove") ? m->roles : m->state;
}

/* The next one with its note, in one transaction. A refusal by the rules, such as that of the last
 * administrator, is a note as well. *above: whom this walk has come to; those before are not looked at
 * again, for the index keeps a place for each until the database tidies up. ERR_NOT_FOUND: all are done. */
static enum err next(struct db *db, const struct bulk *seen, const struct user *by, int64_t *above)
{
    struct bulk     b;
    struct bulk_one one;
    struct member   m, now;
    bool            back = is(seen->state, "undoing");
    const char     *left = back ? "kept" : "left", *reason;

    DB_TX(tx, db);
    TRY(bulk_sql_lock(db, seen->id, &b));
    if (!is(b.state, seen->state))
        FAIL(ERR_NOT_FOUND, "change %" PRId64 " is %s", b.id, b.state);
    TRY(bulk_sql_next(db, b.id, back ? "done" : "will", *above, &one));
    TRY(member_get(db, one.member_id, &m));
    reason = back ? m.version != one.version ? "changed" : NULL : judge(&b, by, &m);
    if (!reason) {
        enum err e = back ? undo(db, &b, by, &m, one.was ? one.was : "") : change(db, &b, by, &m);
        if (e == ERR_CONFLICT)
            FAIL(ERR_BUSY, "changed at this moment"); /* once more */
        if (e == ERR_INVALID)
            reason = "refused";
        else
            TRY(e);
    }
    err_clear();
    if (reason)
        TRY(bulk_sql_mark(db, b.id, m.id, left, reason, back ? one.was : NULL, one.version));
    else {
        TRY(member_get(db, m.id, &now));
        TRY(bulk_sql_mark(db, b.id, m.id, back ? "undone" : "done", NULL, back ? one.was : was_of(&b, &m), now.version));
    }
    TRY(db_commit(&tx));
    *above = m.id;
    return OK;
}

/* ---- all of them ---- */

static enum err finish(struct db *db, const struct bulk *seen)
{
    struct bulk b;

    DB_TX(tx, db);
    TRY(bulk_sql_lock(db, seen->id, &b));
    if (is(b.state, "running"))
        TRY(bulk_sql_state(db, b.id, "done"));
    else if (is(b.state, "undoing"))
        TRY(bulk_sql_state(db, b.id, "undone"));
    return db_commit(&tx);
}

enum err bulk_run(struct db *db, int64_t id, bulk_tick tick, void *arg)
{
    struct bulk  b;
    struct user *by;
    TALLOC_CTX  *outer = pool;
    enum err     e = OK;
    int          done = 0, busy = 0;
    int64_t      above = 0;

    TRY(bulk_get(db, id, &b));
    if (!is(b.state, "running") && !is(b.state, "undoing"))
        return OK;
    TRY(import_importer(db, b.member_id, &by));
    if (!may(by)) {
        TRY(finish(db, &b)); /* what was not done stays undone; the rows say so */
        FAIL(ERR_INVALID, "whoever began change %" PRId64 " is no administrator any more", id);
    }
    while (e == OK) {
        pool = talloc_new(outer);
        e = next(db, &b, by, &above);
        talloc_free(pool);
        pool = outer;
        busy = e == ERR_BUSY ? busy + 1 : 0;
        if (busy && busy < 10)
            e = OK;
        else if (e == OK && tick && !tick(arg, ++done, b.total))
            FAIL(ERR_BUSY, "asked to stop");
    }
    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    return finish(db, &b);
}

static enum err start(struct db *db, const struct user *by, int64_t id, const char *from, const char *to, bool *now)
{
    struct bulk b;
    char       *payload = fmt("{\"bulk\":%" PRId64 "}", id);

    if (!may(by))
        FAIL(ERR_FORBIDDEN, "bulk");
    DB_TX(tx, db);
    TRY(bulk_sql_lock(db, id, &b));
    if (!is(b.state, from) || b.member_id != by->id)
        FAIL(ERR_CONFLICT, "change %" PRId64 " is %s", id, b.state);
    if (is(from, "done") && !bulk_can_undo(&b))
        FAIL(ERR_CONFLICT, "change %" PRId64 " cannot be undone", id);
    TRY(bulk_sql_state(db, id, to));
    TRY(audit(db, by, is(to, "undoing") ? "bulk.undo" : "bulk.confirm", "bulk", id,
              fmt("{\"action\":\"%s\",\"people\":%d}", b.action, b.total)));
    *now = b.total <= BULK_AT_ONCE;
    /* Should this program die, the worker goes on with what is left. */
    TRY(job_add(db, is(to, "undoing") ? "people.bulk.undo" : "people.bulk", fmt("people.bulk:%" PRId64, id), payload,
                instant_add(instant_now(), *now ? 60 : 0)));
    return db_commit(&tx);
}

enum err bulk_confirm(struct db *db, const struct user *by, int64_t id)
{
    bool now;

    TRY(start(db, by, id, "checked", "running", &now));
    return now ? bulk_run(db, id, NULL, NULL) : OK;
}

enum err bulk_undo(struct db *db, const struct user *by, int64_t id)
{
    bool now;

    TRY(start(db, by, id, "done", "undoing", &now));
    return now ? bulk_run(db, id, NULL, NULL) : OK;
}

enum err bulk_drop(struct db *db, const struct user *by, int64_t id)
{
    struct bulk b;

    DB_TX(tx, db);
    TRY(bulk_sql_lock(db, id, &b));
    if (!is(b.state, "checked") || b.member_id != by->id)
        FAIL(ERR_CONFLICT, "change %" PRId64 " is %s", id, b.state);
    TRY(bulk_sql_state(db, id, "dropped"));
    return db_commit(&tx);
}
