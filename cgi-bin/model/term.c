/* term.c - taxonomies: adding, ordering, retiring, merging terms. */
#include "model/term.h"

#include <ctype.h>

#include "model/resource.h"
#include "model/term_network.h"

const char *const term_vocabularies[] = {"type", "theme", "focus", NULL};

DB_COLUMNS(term_cols, struct term, id, vocabulary, code, parent_id, position, label_en, label_fr, label_es,
           retired, version, used);
DB_QUERY(q_all, term_cols,
    "SELECT t.id, t.vocabulary, t.code, t.parent_id, t.position, t.label_en, t.label_fr, t.label_es, "
    "t.retired, t.version, 0 AS used FROM term t ORDER BY t.vocabulary, t.position, t.code");
DB_QUERY(q_used, term_cols,
    "SELECT t.id, t.vocabulary, t.code, t.parent_id, t.position, t.label_en, t.label_fr, t.label_es, "
    "t.retired, t.version, (SELECT COUNT(*) FROM resource_facet f WHERE f.facet = CAST(t.vocabulary AS CHAR) "
    "AND f.value = t.code) AS used FROM term t ORDER BY t.vocabulary, t.position, t.code");

struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_having, number_cols,
    "SELECT resource_id AS n FROM resource_facet WHERE facet = ? AND value = ? ORDER BY resource_id");
DB_QUERY(q_lock, number_cols, "SELECT COUNT(*) AS n FROM term WHERE vocabulary = ? FOR UPDATE");

DB_EXEC(x_add,
    "INSERT INTO term (vocabulary, code, parent_id, position, label_en, label_fr, label_es) "
    "SELECT ?, ?, NULLIF(?, 0), last.position + 10, ?, ?, ? "
    "FROM (SELECT COALESCE(MAX(position), 0) AS position FROM term WHERE vocabulary = ?) AS last");
DB_EXEC(x_save,
    "UPDATE term SET parent_id = NULLIF(?, 0), label_en = ?, label_fr = ?, label_es = ?, retired = ?, "
    "version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_position, "UPDATE term SET position = ? WHERE id = ?");
DB_EXEC(x_delete, "DELETE FROM term WHERE id = ?");
DB_EXEC(x_children, "UPDATE term SET parent_id = NULLIF(?, 0) WHERE parent_id = ?");
DB_EXEC(x_parent, "UPDATE term SET parent_id = NULLIF(?, 0) WHERE id = ?");
DB_EXEC(x_types, "UPDATE resource SET type_id = ?, changed_at = UTC_TIMESTAMP(6) WHERE type_id = ?");
DB_EXEC(x_facet_copy,
    "INSERT IGNORE INTO resource_facet (facet, value, resource_id, listed) "
    "SELECT facet, ?, resource_id, FALSE FROM resource_facet WHERE facet = ? AND value = ?");
DB_EXEC(x_facet_old, "UPDATE resource_facet SET listed = FALSE WHERE facet = ? AND value = ?");
DB_EXEC(x_facet_drop, "DELETE FROM resource_facet WHERE facet = ? AND value = ?");
DB_EXEC(x_count_drop, "DELETE FROM facet_count WHERE facet = ? AND value = ?");
DB_EXEC(x_set_drop, "DELETE FROM facet_set WHERE facet = ? AND value = ?");

const char *term_label_in(const struct term *t, enum lang l)
{
    return l == LANG_FR ? t->label_fr : l == LANG_ES ? t->label_es : t->label_en;
}

const char *term_label(const struct term *t) { return term_label_in(t, lang_now()); }

const char *term_vocabulary_label(const char *v)
{
    return strcmp(v, "type") == 0 ? _("Types of document") : strcmp(v, "theme") == 0 ? _("Themes") : _("Focus areas");
}

enum err term_all(struct db *db, struct term_list *out) { return db_all(db, q_all, out); }
enum err term_all_used(struct db *db, struct term_list *out) { return db_all(db, q_used, out); }

const struct term *term_find(const struct term_list *l, const char *vocabulary, const char *code)
{
    for (size_t i = 0; i < l->n && code; i++)
        if (strcmp(l->v[i].vocabulary, vocabulary) == 0 && strcmp(l->v[i].code, code) == 0)
            return &l->v[i];
    return NULL;
}

const struct term *term_by_id(const struct term_list *l, int64_t id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            return &l->v[i];
    return NULL;
}

/* ---- rules ---- */

static void check_label(const char *const *label, struct issues *is)
{
    if (empty(*label))
        issue(is, label, _("Enter the word in this language too"));
    else if (utf8_length(*label) > 200)
        issue(is, label, _("Shorten this to 200 characters"));
}

void term_check(const struct term *t, struct issues *is)
{
    bool ok = !empty(t->code) && strlen(t->code) <= 60;

    for (const char *p = t->code; ok && *p; p++)
        ok = islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '-';
    if (!ok)
        issue(is, &t->code, _("Enter a code of small letters, digits and hyphens, such as local-authorities"));
    check_label((const char *const *)&t->label_en, is);
    check_label((const char *const *)&t->label_fr, is);
    check_label((const char *const *)&t->label_es, is);
}

static bool below(const struct term_list *all, const struct term *t, int64_t id)
{
    for (size_t steps = 0; t && t->parent_id != 0 && steps <= all->n; steps++) {
        if (t->parent_id == id)
            return true;
        t = term_by_id(all, t->parent_id);
    }
    return false;
}

/* A term cannot be wider than itself, by any way round. */
static void check_parent(const struct term_list *all, const struct term *t, struct issues *is)
{
    if (t->parent_id == 0)
        return;
    const struct term *up = term_by_id(all, t->parent_id);
    if (!up || strcmp(up->vocabulary, t->vocabulary) != 0) {
        issue(is, &t->parent_id, _("Choose a wider term of the same list"));
        return;
    }
    if (t->id != 0 && (up->id == t->id || below(all, up, t->id)))
        issue(is, &t->parent_id, _("Choose another wider term: this one stands below the term itself"));
}

static enum err check_all(struct db *db, const struct user *by, const struct term *t, struct term_list *all)
{
    if (by && !user_has(by, EDITOR))
        FAIL(ERR_FORBIDDEN, "terms");
    TRY(term_all(db, all));
    rules_begin();
    term_check(t, rules_list());
    check_parent(all, t, rules_list());
    return rules_end();
}

/* ---- changes ---- */

enum err term_add(struct db *db, const struct user *by, const char *form_key, const struct term *t,
                  int64_t *out_id)
{
    struct term_list all;
    int64_t          id = 0;

    TRY(check_all(db, by, t, &all));
    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &id));
    if (id == 0) {
        TRY(db_insert(db, x_add, &id, t->vocabulary, t->code, t->parent_id, t->label_en, t->label_fr,
                      t->label_es, t->vocabulary));
        TRY(audit(db, by, "term.add", "term", id, NULL));
        TRY(stamp_bump(db, "library"));
        if (form_key)
            TRY(once_end(db, form_key, id));
    }
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

enum err term_save(struct db *db, const struct user *by, const struct term *t)
{
    struct term_list all;

    TRY(check_all(db, by, t, &all));
    const struct term *before = term_by_id(&all, t->id);
    if (!before)
        FAIL(ERR_NOT_FOUND, "term %" PRId64, t->id);
    DB_TX(tx, db);
    TRY(db_change(db, x_save, t->parent_id, t->label_en, t->label_fr, t->label_es, t->retired, t->id, t->version));
    TRY(audit(db, by, "term.edit", "term", t->id, NULL));
    TRY(stamp_bump(db, "library"));
    /* Publications are found by the words of their terms. */
    if (strcmp(before->label_en, t->label_en) != 0 || strcmp(before->label_fr, t->label_fr) != 0 ||
        strcmp(before->label_es, t->label_es) != 0)
        TRY(job_add(db, "term.index", fmt("term.index:%" PRId64, t->id), fmt("{\"term\":%" PRId64 "}", t->id),
                    instant_now()));
    return db_commit(&tx);
}

enum err term_move(struct db *db, const struct user *by, int64_t id, int by_places)
{
    struct term_list all;
    int64_t          order[1000];
    int              n = 0, at = -1;
    struct number    lock;

    if (by && !user_has(by, EDITOR))
        FAIL(ERR_FORBIDDEN, "terms");
    DB_TX(tx, db);
    TRY(term_all(db, &all));
    const struct term *t = term_by_id(&all, id);
    if (!t)
        FAIL(ERR_NOT_FOUND, "term %" PRId64, id);
    TRY(db_one(db, q_lock, &lock, t->vocabulary));
    for (size_t i = 0; i < all.n && n < (int)COUNT(order); i++)
        if (strcmp(all.v[i].vocabulary, t->vocabulary) == 0) {
            if (all.v[i].id == id)
                at = n;
            order[n++] = all.v[i].id;
        }
    int to = at + by_places;
    if (at >= 0 && to >= 0 && to < n) {
        order[at] = order[to];
        order[to] = id;
        for (int i = 0; i < n; i++)
            TRY(db_exec(db, x_position, (i + 1) * 10, order[i]));
        TRY(audit(db, by, "term.move", "term", id, NULL));
        TRY(stamp_bump(db, "library"));
    }
    return db_commit(&tx);
}

static enum err having(struct db *db, const struct term *t, struct numbers *out)
{
    return db_all(db, q_having, out, t->vocabulary, t->code);
}

enum err term_delete(struct db *db, const struct user *by, int64_t id)
{
    struct term_list all;
    struct numbers   used;
    struct number    lock;
    int64_t          people;

    if (by && !user_has(by, EDITOR))
        FAIL(ERR_FORBIDDEN, "terms");
    DB_TX(tx, db);
    TRY(term_all(db, &all));
    const struct term *t = term_by_id(&all, id);
    if (!t)
        FAIL(ERR_NOT_FOUND, "term %" PRId64, id);
    TRY(db_one(db, q_lock, &lock, t->vocabulary));
    TRY(having(db, t, &used));
    TRY(term_network_used(db, id, &people));
    if (used.n > 0 || people > 0)
        FAIL(ERR_CONFLICT, "term %s is in use", t->code);
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].parent_id == id)
            FAIL(ERR_CONFLICT, "term %s is wider than %s", t->code, all.v[i].code);
    TRY(db_exec(db, x_count_drop, t->vocabulary, t->code));
    TRY(db_exec(db, x_set_drop, t->vocabulary, t->code));
    TRY(db_exec(db, x_delete, id));
    TRY(audit(db, by, "term.delete", "term", id, NULL));
    TRY(stamp_bump(db, "library"));
    return db_commit(&tx);
}

enum err term_merge(struct db *db, const struct user *by, int64_t id, int64_t into)
{
    struct term_list all;
    struct numbers   touched;

    if (by && !user_has(by, EDITOR))
        FAIL(ERR_FORBIDDEN, "terms");
    DB_TX(tx, db);
    TRY(term_all(db, &all));
    const struct term *from = term_by_id(&all, id), *to = term_by_id(&all, into);
    if (!from || !to)
        FAIL(ERR_NOT_FOUND, "term %" PRId64 " or %" PRId64, id, into);
    if (id == into || strcmp(from->vocabulary, to->vocabulary) != 0)
        FAIL(ERR_INVALID, "terms of one list only");
    TRY(having(db, from, &touched));
    if (strcmp(from->vocabulary, "type") == 0)
        TRY(db_exec(db, x_types, into, id));
    /* The new rows count nothing until each publication is indexed anew, which settles the counts. */
    TRY(db_exec(db, x_facet_copy, to->code, from->vocabulary, from->code));
    TRY(db_exec(db, x_facet_old, from->vocabulary, from->code));
    TRY(db_exec(db, x_facet_drop, from->vocabulary, from->code));
    TRY(db_exec(db, x_count_drop, from->vocabulary, from->code));
    TRY(db_exec(db, x_set_drop, from->vocabulary, from->code));
    if (below(&all, to, id)) /* else the two would end up above each other */
        TRY(db_exec(db, x_parent, from->parent_id, into));
    TRY(db_exec(db, x_children, into, id));
    TRY(term_network_merge(db, id, into));
    TRY(db_exec(db, x_delete, id));
    for (size_t i = 0; i < touched.n; i++) {
        TRY(resource_index(db, touched.v[i].n));
        TRY(resource_touched(db, by, touched.v[i].n, "resource.edit", "{\"fields\":[\"terms\"]}"));
    }
    TRY(audit(db, by, "term.merge", "term", id, fmt("{\"into\":%" PRId64 "}", into)));
    TRY(stamp_bump(db, "library"));
    return db_commit(&tx);
}

enum err term_index(struct db *db, int64_t id)
{
    struct term_list all;
    struct numbers   l;

    TRY(term_all(db, &all));
    const struct term *t = term_by_id(&all, id);
    if (!t)
        return OK; /* merged or deleted meanwhile */
    TRY(having(db, t, &l));
    for (size_t i = 0; i < l.n; i++) {
        DB_TX(tx, db);
        TRY(resource_index(db, l.v[i].n));
        TRY(db_commit(&tx));
    }
    return OK;
}
