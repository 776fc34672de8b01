/* audit.c - the audit log: each entry's hash covers the one before, so that a changed, missing or
 * added entry shows. The head row holds the newest hash, so that a cut-off end shows too. */
#include "kit/base.h"
#include "kit/audit.h"

struct head {
    int64_t     n, last_id;
    struct blob hash;
};
DB_COLUMNS(head_cols, struct head, n, last_id, hash);
DB_QUERY(q_head, head_cols, "SELECT n, last_id, hash FROM audit_head WHERE id = 1 FOR UPDATE");
DB_EXEC(x_entry, "INSERT INTO audit (at, member_id, action, object_type, object_id, detail, prev_hash, hash)"
                 " VALUES (?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?)");
DB_EXEC(x_head, "UPDATE audit_head SET n = n + 1, last_id = ?, hash = ? WHERE id = 1");

struct blob audit_hash(const struct audit_entry *a)
{
    char *text = fmt("%s|%" PRId64 "|%" PRId64 "|%s|%s|%" PRId64 "|%s", hex(a->prev_hash.p, a->prev_hash.n),
                     a->at.us, a->member_id, a->action, a->object_type, a->object_id,
                     a->detail ? a->detail : "");
    unsigned char *h = talloc_size(pool, SHA256_LEN);

    sha256(text, strlen(text), h);
    return (struct blob){h, SHA256_LEN};
}

enum err audit(struct db *db, const struct user *by, const char *action, const char *object_type,
               int64_t object_id, const char *detail)
{
    struct audit_entry a = {.at = instant_now(), .member_id = by ? by->id : 0,
                            .action = (char *)action, .object_type = (char *)object_type,
                            .object_id = object_id, .detail = (char *)detail};
    struct head h;
    int64_t     id;

    TRY(db_one(db, q_head, &h));
    a.prev_hash = h.hash;
    a.hash = audit_hash(&a);
    TRY(db_insert(db, x_entry, &id, a.at, a.member_id, a.action, a.object_type, a.object_id, a.detail,
                  a.prev_hash, a.hash));
    return db_change(db, x_head, id, a.hash);
}

DB_COLUMNS(entry_cols, struct audit_entry, id, at, member_id, action, object_type, object_id, detail,
           prev_hash, hash);
DB_QUERY(q_from, entry_cols,
         "SELECT id, at, member_id, action, object_type, object_id, detail, prev_hash, hash"
         " FROM audit WHERE id > ? ORDER BY id LIMIT 1000");
DB_QUERY(q_head_now, head_cols, "SELECT n, last_id, hash FROM audit_head WHERE id = 1");

static bool equal(struct blob a, struct blob b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* A walk over the chain: how far it has come. */
struct walk {
    unsigned char last[SHA256_LEN];
    int64_t       id, entries, broken_id;
    struct head   before; /* the head when the walk began: its entry must be met on the way */
    bool          met;
};

static void step(struct walk *w, const struct audit_entry *a)
{
    w->id = a->id;
    w->entries++;
    if (!equal(a->prev_hash, (struct blob){w->last, sizeof w->last}) || !equal(a->hash, audit_hash(a))) {
        w->broken_id = a->id;
        return;
    }
    memcpy(w->last, a->hash.p, sizeof w->last);
    if (a->id == w->before.last_id)
        w->met = equal(a->hash, w->before.hash) && w->entries == w->before.n;
}

struct audit_entry_list {
    struct audit_entry *v;
    size_t              n;
};

/* One thousand entries; *more: there may be others. Their memory goes at once. */
static enum err walk_on(struct db *db, struct walk *w, bool *more)
{
    TALLOC_CTX             *outer = pool;
    struct audit_entry_list l;
    enum err                e;

    pool = talloc_new(outer);
    e = db_all(db, q_from, &l, w->id);
    for (size_t i = 0; !e && i < l.n && !w->broken_id; i++)
        step(w, &l.v[i]);
    *more = !e && l.n > 0 && !w->broken_id;
    talloc_free(pool);
    pool = outer;
    return e;
}

enum err audit_check(struct db *db, int64_t *entries, int64_t *broken_id)
{
    struct walk w = {0};
    struct head after;

    TRY(db_one(db, q_head_now, &w.before));
    w.met = w.before.n == 0;
    for (bool more = true; more;)
        TRY(walk_on(db, &w, &more));
    TRY(db_one(db, q_head_now, &after));
    if (!w.broken_id && !w.met)
        w.broken_id = w.before.last_id; /* the end was cut off */
    /* The head may be ahead by entries made meanwhile, but no entry may be ahead of the head. */
    if (!w.broken_id && after.last_id <= w.id &&
        (!equal(after.hash, (struct blob){w.last, sizeof w.last}) || after.n != w.entries))
        w.broken_id = w.id;
    *entries = w.entries;
    *broken_id = w.broken_id;
    return OK;
}
