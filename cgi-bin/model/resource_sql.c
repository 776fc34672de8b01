/* resource_sql.c - the statements that read and write one publication. */
#include "model/resource_sql.h"

#include "model/publisher.h"

struct number { int64_t n; };
DB_COLUMNS(number_cols, struct number, n);

#define TITLE_OF_R                                                                                  \
    "COALESCE((SELECT x.title FROM resource_text x WHERE x.resource_id = r.id AND x.lang = ?), "    \
    "(SELECT x.title FROM resource_text x WHERE x.resource_id = r.id AND x.lang = r.lang), "        \
    "(SELECT x.title FROM resource_text x WHERE x.resource_id = r.id ORDER BY x.lang LIMIT 1), '')"
#define HEAD                                                                                       \
    "SELECT r.id, r.state, r.version, r.submitted_by, r.newer_id, r.replaces_id, r.series_id, r.published_at, "  \
    "r.created_at, r.changed_at, r.downloads, r.submit_note, r.decision_note, r.lang, " TITLE_OF_R  \
    " AS title FROM resource r "

DB_COLUMNS(head_cols, struct resource_head, id, state, version, submitted_by, newer_id, replaces_id, series_id,
           published_at, created_at, changed_at, downloads, submit_note, decision_note, lang, title);
DB_QUERY(q_head, head_cols, HEAD "WHERE r.id = ?");
DB_QUERY(q_head_lock, head_cols, HEAD "WHERE r.id = ? FOR UPDATE");
DB_QUERY(q_related, head_cols,
    HEAD "JOIN resource_relation rel ON rel.other_id = r.id WHERE rel.resource_id = ? ORDER BY r.id");

DB_COLUMNS(edit_cols, struct resource_edit, id, version, state, type, year, lang, licence, rights_note,
           series, series_position, edition, link, source, source_key, submit_note, submitted_by,
           replaces_id);
DB_QUERY(q_edit, edit_cols,
    "SELECT r.id, r.version, r.state, t.code AS type, r.year, r.lang, r.licence, r.rights_note, "
    "s.code AS series, r.series_position, r.edition, r.link, r.source, r.source_key, r.submit_note, "
    "r.submitted_by, r.replaces_id FROM resource r JOIN term t ON t.id = r.type_id "
    "LEFT JOIN series s ON s.id = r.series_id WHERE r.id = ?");

struct text_row { char *lang, *title, *summary; };
struct text_rows { struct text_row *v; size_t n; };
DB_COLUMNS(text_cols, struct text_row, lang, title, summary);
DB_QUERY(q_texts, text_cols, "SELECT lang, title, summary FROM resource_text WHERE resource_id = ?");

struct facet_row { char *facet, *value; };
struct facet_rows { struct facet_row *v; size_t n; };
DB_COLUMNS(facet_cols, struct facet_row, facet, value);
DB_QUERY(q_facets, facet_cols,
    "SELECT facet, value FROM resource_facet WHERE resource_id = ? "
    "AND facet IN ('theme', 'focus', 'country') ORDER BY facet, value");

DB_QUERY(q_by_key, number_cols, "SELECT id AS n FROM resource WHERE source_key = ?");
DB_QUERY(q_replaced_by, number_cols, "SELECT id AS n FROM resource WHERE replaces_id = ? ORDER BY id LIMIT 1");
DB_QUERY(q_count_files, number_cols,
    "SELECT COUNT(*) AS n FROM resource_file WHERE resource_id = ? AND removed_at IS NULL");


DB_COLUMNS(submitter_cols, struct resource_submitter, id, name, email, lang);
DB_QUERY(q_submitter, submitter_cols, "SELECT id, name, email, lang FROM member WHERE id = ?");

DB_EXEC(x_insert,
    "INSERT INTO resource (state, type_id, year, lang, licence, rights_note, series_id, "
    "series_position, edition, link, source, source_key, submitted_by, submit_note, replaces_id, "
    "published_at, changed_at) VALUES (?, (SELECT id FROM term WHERE vocabulary = 'type' AND code = ?), "
    "NULLIF(?, 0), ?, ?, ?, (SELECT id FROM series WHERE code = ?), ?, ?, ?, ?, ?, NULLIF(?, 0), ?, "
    "NULLIF(?, 0), IF(?, UTC_TIMESTAMP(6), NULL), UTC_TIMESTAMP(6))");
DB_EXEC(x_update,
    "UPDATE resource SET type_id = (SELECT id FROM term WHERE vocabulary = 'type' AND code = ?), "
    "year = NULLIF(?, 0), lang = ?, licence = ?, rights_note = ?, "
    "series_id = (SELECT id FROM series WHERE code = ?), series_position = ?, edition = ?, link = ?, "
    "source = ?, submit_note = ?, version = version + 1, changed_at = UTC_TIMESTAMP(6) "
    "WHERE id = ? AND version = ?");
DB_EXEC(x_state,
    "UPDATE resource SET state = ?, changed_at = UTC_TIMESTAMP(6), "
    "published_at = IF(state = 'published' AND published_at IS NULL, UTC_TIMESTAMP(6), published_at) "
    "WHERE id = ?");
DB_EXEC(x_decision,
    "UPDATE resource SET decided_by = NULLIF(?, 0), decided_at = UTC_TIMESTAMP(6), decision_note = ? "
    "WHERE id = ?");
DB_EXEC(x_newer, "UPDATE resource SET newer_id = NULLIF(?, 0), changed_at = UTC_TIMESTAMP(6) WHERE id = ?");
DB_EXEC(x_erase, "DELETE FROM resource WHERE id = ?");
DB_EXEC(x_changed, "UPDATE resource SET changed_at = UTC_TIMESTAMP(6) WHERE id = ?");
DB_EXEC(x_relate, "INSERT IGNORE INTO resource_relation (resource_id, other_id) VALUES (?, ?), (?, ?)");
DB_EXEC(x_part,
    "DELETE FROM resource_relation WHERE (resource_id = ? AND other_id = ?) "
    "OR (resource_id = ? AND other_id = ?)");

struct reason_row { char *reason; };
DB_COLUMNS(reason_cols, struct reason_row, reason);
DB_QUERY(q_reason, reason_cols,
    "SELECT JSON_VALUE(detail, '$.reason') AS reason FROM audit WHERE object_type = 'resource' AND object_id = ? "
    "AND action = 'resource.withdraw' ORDER BY id DESC LIMIT 1");

DB_COLUMNS(event_cols, struct resource_event, id, at, action, by_name, detail);
DB_QUERY(q_history, event_cols,
    "SELECT a.id, a.at, a.action, m.name AS by_name, a.detail FROM audit a "
    "LEFT JOIN member m ON m.id = a.member_id "
    "WHERE a.object_type = 'resource' AND a.object_id = ? ORDER BY a.id DESC LIMIT 100");

static const char *here(void) { return lang_code[lang_now()]; }

enum err resource_head_read(struct db *db, int64_t id, struct resource_head *out)
{
    return db_one(db, q_head, out, here(), id);
}

enum err resource_head_lock(struct db *db, int64_t id, struct resource_head *out)
{
    return db_one(db, q_head_lock, out, here(), id);
}

enum err resource_related(struct db *db, int64_t id, struct resource_head_list *out)
{
    return db_all(db, q_related, out, here(), id);
}

enum err resource_history(struct db *db, int64_t id, struct resource_event_list *out)
{
    return db_all(db, q_history, out, id);
}

static void add_code(struct text_list *l, const char *code)
{
    l->v = talloc_realloc(pool, l->v, const char *, l->n + 1);
    l->v[l->n++] = code;
}

enum err resource_edit_read(struct db *db, int64_t id, struct resource_edit *out)
{
    struct resource_edit  e = {0};
    struct text_rows      texts;
    struct facet_rows     facets;
    struct publisher_list names;

    TRY(db_one(db, q_edit, &e, id));
    TRY(db_all(db, q_texts, &texts, id));
    for (size_t i = 0; i < texts.n; i++) {
        enum res_lang l;
        if (!res_lang_read(texts.v[i].lang, &l))
            continue;
        e.title[l] = texts.v[i].title;
        e.summary[l] = texts.v[i].summary;
    }
    TRY(db_all(db, q_facets, &facets, id));
    for (size_t i = 0; i < facets.n; i++) {
        const struct facet_row *f = &facets.v[i];
        add_code(strcmp(f->facet, "theme") == 0   ? &e.themes
                 : strcmp(f->facet, "focus") == 0 ? &e.focus
                                                  : &e.countries, f->value);
    }
    TRY(publisher_of(db, id, &names));
    for (size_t i = 0; i < names.n; i++)
        e.publishers = i == 0 ? names.v[i].name : fmt("%s\n%s", e.publishers, names.v[i].name);
    *out = e;
    return OK;
}

static enum err number(enum err e, const struct number *n, int64_t *out)
{
    if (e == ERR_NOT_FOUND) {
        err_clear();
        *out = 0;
        return OK;
    }
    if (e == OK)
        *out = n->n;
    return e;
}

enum err resource_by_source_key(struct db *db, const char *key, int64_t *id)
{
    struct number n = {0};
    return number(db_one(db, q_by_key, &n, key), &n, id);
}

enum err resource_replaced_by(struct db *db, int64_t id, int64_t *out)
{
    struct number n = {0};
    return number(db_one(db, q_replaced_by, &n, id), &n, out);
}

enum err resource_count_files(struct db *db, int64_t id, int64_t *out)
{
    struct number n = {0};
    return number(db_one(db, q_count_files, &n, id), &n, out);
}

enum err resource_read_submitter(struct db *db, int64_t member_id, struct resource_submitter *out)
{
    return db_one(db, q_submitter, out, member_id);
}

/* Blanks are NULL in the table. */
static const char *or_null(const char *s) { return empty(s) ? NULL : s; }

enum err resource_insert(struct db *db, const char *state, const struct user *by,
                         const struct resource_edit *e, int64_t *out_id)
{
    int64_t submitter = by && strcmp(state, "proposed") == 0 ? by->id : 0;

    return db_insert(db, x_insert, out_id, state, e->type, e->year, e->lang, e->licence,
                     or_null(e->rights_note), or_null(e->series), e->series_position, or_null(e->edition),
                     or_null(e->link), or_null(e->source), or_null(e->source_key), submitter,
                     or_null(e->submit_note), e->replaces_id, strcmp(state, "published") == 0);
}

enum err resource_update(struct db *db, const struct resource_edit *e)
{
    return db_change(db, x_update, e->type, e->year, e->lang, e->licence, or_null(e->rights_note),
                     or_null(e->series), e->series_position, or_null(e->edition), or_null(e->link),
                     or_null(e->source), or_null(e->submit_note), e->id, e->version);
}

enum err resource_set_state(struct db *db, int64_t id, const char *state)
{
    return db_exec(db, x_state, state, id);
}

enum err resource_earlier_reason(struct db *db, int64_t id, char **out)
{
    struct reason_row row = {0};
    enum err e = db_one(db, q_reason, &row, id);

    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = e ? NULL : row.reason;
    return OK;
}

enum err resource_set_decision(struct db *db, int64_t id, const struct user *by, const char *note)
{
    return db_exec(db, x_decision, by ? by->id : 0, or_null(note), id);
}

enum err resource_set_newer(struct db *db, int64_t old_id, int64_t newer_id)
{
    return db_exec(db, x_newer, newer_id, old_id);
}

enum err resource_erase(struct db *db, int64_t id) { return db_exec(db, x_erase, id); }
enum err resource_note_change(struct db *db, int64_t id) { return db_exec(db, x_changed, id); }

enum err resource_relate(struct db *db, const struct user *by, int64_t id, int64_t other, bool on)
{
    struct resource_head a, b;

    if (id == other)
        FAIL(ERR_INVALID, "a publication cannot be linked to itself");
    DB_TX(tx, db);
    TRY(resource_head_lock(db, id < other ? id : other, &a)); /* in one order, against deadlocks */
    TRY(resource_head_lock(db, id < other ? other : id, &b));
    if (by && !(resource_may_manage_one(by, &a) && resource_may_manage_one(by, &b)))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    if (on)
        TRY(db_exec(db, x_relate, id, other, other, id));
    else
        TRY(db_exec(db, x_part, id, other, other, id));
    TRY(resource_touched(db, by, id, on ? "resource.relate" : "resource.part", fmt("{\"other\":%" PRId64 "}", other)));
    return db_commit(&tx);
}
