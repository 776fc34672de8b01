/* resource_index.c - what a publication is found by: texts, stemmed texts, facets and their counts. */
#include "model/id_set.h"
#include "model/publisher.h"
#include "model/resource_sql.h"
#include "model/stem.h"

struct facet { char *facet, *value; bool listed; };
struct facet_list { struct facet *v; size_t n; };
DB_COLUMNS(facet_cols, struct facet, facet, value, listed);
DB_QUERY(q_before, facet_cols, "SELECT facet, value, listed FROM resource_facet WHERE resource_id = ?");

struct code { char *code; };
struct codes { struct code *v; size_t n; };
DB_COLUMNS(code_cols, struct code, code);
DB_QUERY(q_file_langs, code_cols,
    "SELECT DISTINCT lang AS code FROM resource_file WHERE resource_id = ? AND removed_at IS NULL "
    "AND scan_state <> 'infected'");
DB_QUERY(q_text_langs, code_cols, "SELECT lang AS code FROM resource_text WHERE resource_id = ?");

struct labels { char *en, *fr, *es; };
struct labels_list { struct labels *v; size_t n; };
DB_COLUMNS(labels_cols, struct labels, en, fr, es);
DB_QUERY(q_words, labels_cols,
    "SELECT t.label_en AS en, t.label_fr AS fr, t.label_es AS es FROM resource_facet f "
    "JOIN term t ON t.vocabulary = CAST(f.facet AS CHAR) AND t.code = f.value "
    "WHERE f.resource_id = ? AND f.facet IN ('type', 'theme', 'focus') "
    "UNION ALL SELECT c.name_en, c.name_fr, c.name_es FROM resource_facet f "
    "JOIN country c ON c.code = f.value WHERE f.resource_id = ? AND f.facet = 'country' "
    "UNION ALL SELECT s.title_en, s.title_fr, s.title_es FROM resource r "
    "JOIN series s ON s.id = r.series_id WHERE r.id = ?");

DB_EXEC(x_facet_out, "DELETE FROM resource_facet WHERE facet = ? AND value = ? AND resource_id = ?");
DB_EXEC(x_facet_in, "INSERT INTO resource_facet (facet, value, resource_id, listed) VALUES (?, ?, ?, ?)");
DB_EXEC(x_facet_listed,
    "UPDATE resource_facet SET listed = ? WHERE facet = ? AND value = ? AND resource_id = ?");
DB_EXEC(x_count,
    "INSERT INTO facet_count (facet, value, n) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE n = n + VALUES(n)");
/* The bit of one publication in the set of a value (see id_set.h). */
DB_EXEC(x_set_in,
    "INSERT INTO facet_set (facet, value, block, bits) "
    "VALUES (?, ?, ?, INSERT(REPEAT(CHAR(0), 512), ?, 1, CHAR(?))) "
    "ON DUPLICATE KEY UPDATE bits = INSERT(bits, ?, 1, CHAR(ASCII(SUBSTR(bits, ?, 1)) | ?))");
DB_EXEC(x_set_out,
    "UPDATE facet_set SET bits = INSERT(bits, ?, 1, CHAR(ASCII(SUBSTR(bits, ?, 1)) & (255 - ?))) "
    "WHERE facet = ? AND value = ? AND block = ?");
DB_EXEC(x_text,
    "INSERT INTO resource_text (resource_id, lang, title, summary, search_text) VALUES (?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE title = VALUES(title), summary = VALUES(summary), "
    "search_text = VALUES(search_text)");
DB_EXEC(x_text_out, "DELETE FROM resource_text WHERE resource_id = ? AND lang = ?");
DB_EXEC(x_smallest,
    "UPDATE resource SET smallest_file = (SELECT MIN(f.size) FROM resource_file f WHERE f.resource_id = ? "
    "AND f.removed_at IS NULL AND f.scan_state <> 'infected') WHERE id = ?");

/* ---- facets ---- */

static void want(struct facet_list *l, const char *facet, const char *value)
{
    if (empty(value))
        return;
    l->v = talloc_realloc(pool, l->v, struct facet, l->n + 1);
    l->v[l->n++] = (struct facet){copy(facet), copy(value), false};
}

static void want_all(struct facet_list *l, const char *facet, const struct text_list *values)
{
    for (size_t i = 0; i < values->n; i++)
        want(l, facet, values->v[i]);
}

static int facet_cmp(const void *a, const void *b)
{
    const struct facet *x = a, *y = b;
    int c = strcmp(x->facet, y->facet);
    return c ? c : strcmp(x->value, y->value);
}

static void facet_sort(struct facet_list *l)
{
    size_t n = 0;

    if (l->n == 0)
        return;
    qsort(l->v, l->n, sizeof *l->v, facet_cmp);
    for (size_t i = 1; i < l->n; i++)
        if (facet_cmp(&l->v[n], &l->v[i]) != 0)
            l->v[++n] = l->v[i];
    l->n = n + 1;
}

static enum err wanted_facets(struct db *db, const struct resource_edit *e, struct facet_list *out)
{
    struct facet_list l = {0};
    struct codes      langs;
    struct text_list  names = publisher_names(e->publishers);

    want(&l, "type", e->type);
    want_all(&l, "theme", &e->themes);
    want_all(&l, "focus", &e->focus);
    want_all(&l, "country", &e->countries);
    if (e->year)
        want(&l, "year", fmt("%d", e->year));
    for (size_t i = 0; i < names.n; i++) {
        int64_t id;
        TRY(publisher_need(db, names.v[i], &id));
        want(&l, "publisher", fmt("%" PRId64, id));
    }
    /* The languages it can be read in; without a file, the one it was written in. */
    TRY(db_all(db, q_file_langs, &langs, e->id));
    for (size_t i = 0; i < langs.n; i++)
        want(&l, "lang", langs.v[i].code);
    if (langs.n == 0)
        want(&l, "lang", e->lang);
    facet_sort(&l);
    *out = l;
    return OK;
}

static enum err count(struct db *db, const char *facet, const char *value, bool before, bool after)
{
    return before == after ? OK : db_exec(db, x_count, facet, value, after ? 1 : -1);
}

static enum err count_one(struct db *db, int64_t id, const char *facet, const char *value, bool before, bool after)
{
    int64_t block = id / ID_BLOCK, byte = id % ID_BLOCK / 8 + 1, bit = 1 << id % 8;

    TRY(count(db, facet, value, before, after));
    if (before == after)
        return OK;
    return after ? db_exec(db, x_set_in, facet, value, block, byte, bit, byte, byte, bit)
                 : db_exec(db, x_set_out, byte, byte, bit, facet, value, block);
}

/* One walk over both sorted lists. Counts are touched in one order by everybody, so that two savings
 * wait for each other and do not deadlock. */
static enum err write_facets(struct db *db, int64_t id, bool listed, struct facet_list *wanted)
{
    struct facet_list before;
    size_t            i = 0, j = 0;
    bool              was_listed = false;

    TRY(db_all(db, q_before, &before, id));
    facet_sort(&before);
    for (size_t k = 0; k < before.n; k++)
        was_listed |= before.v[k].listed;
    TRY(count(db, "all", "", was_listed, listed));
    while (i < before.n || j < wanted->n) {
        const struct facet *b = i < before.n ? &before.v[i] : NULL;
        const struct facet *w = j < wanted->n ? &wanted->v[j] : NULL;
        int c = !b ? 1 : !w ? -1 : facet_cmp(b, w);
        if (c < 0) {
            TRY(db_exec(db, x_facet_out, b->facet, b->value, id));
            TRY(count_one(db, id, b->facet, b->value, b->listed, false));
        } else if (c > 0) {
            TRY(db_exec(db, x_facet_in, w->facet, w->value, id, listed));
            TRY(count_one(db, id, w->facet, w->value, false, listed));
        } else if (b->listed != listed) {
            TRY(db_exec(db, x_facet_listed, listed, b->facet, b->value, id));
            TRY(count_one(db, id, b->facet, b->value, b->listed, listed));
        }
        i += c <= 0;
        j += c >= 0;
    }
    return OK;
}

/* ---- texts ---- */

static char *search_words(const struct resource_edit *e, enum res_lang l, const struct labels_list *words)
{
    char *s = fmt("%s\n%s\n%s", e->title[l], e->summary[l] ? e->summary[l] : "",
                  e->publishers ? e->publishers : "");

    for (size_t i = 0; i < words->n; i++) {
        const struct labels *w = &words->v[i];
        const char *word = l == RES_FR ? w->fr : l == RES_ES ? w->es : w->en;
        s = talloc_asprintf_append(s, "\n%s", word ? word : w->en);
    }
    if (!empty(e->edition))
        s = talloc_asprintf_append(s, "\n%s", e->edition);
    return stem_text(res_lang_codes[l], s);
}

static enum err write_texts(struct db *db, const struct resource_edit *e)
{
    struct labels_list words;
    struct codes       there;

    TRY(db_all(db, q_words, &words, e->id, e->id, e->id));
    TRY(db_all(db, q_text_langs, &there, e->id));
    for (int l = 0; l < RES_LANG_N; l++)
        if (!empty(e->title[l]))
            TRY(db_exec(db, x_text, e->id, res_lang_codes[l], e->title[l],
                        empty(e->summary[l]) ? NULL : e->summary[l], search_words(e, l, &words)));
    for (size_t i = 0; i < there.n; i++) {
        enum res_lang l;
        if (res_lang_read(there.v[i].code, &l) && empty(e->title[l]))
            TRY(db_exec(db, x_text_out, e->id, there.v[i].code));
    }
    return OK;
}

enum err resource_index_edit(struct db *db, const struct resource_edit *e)
{
    struct resource_head h;
    struct facet_list    wanted;

    TRY(resource_head_read(db, e->id, &h));
    TRY(wanted_facets(db, e, &wanted));
    TRY(write_facets(db, e->id, strcmp(h.state, "published") == 0 && h.newer_id == 0, &wanted));
    TRY(write_texts(db, e));
    return db_exec(db, x_smallest, e->id, e->id);
}

struct held { int64_t id; };
DB_COLUMNS(held_cols, struct held, id);
DB_QUERY(q_hold, held_cols, "SELECT id FROM resource WHERE id = ? FOR UPDATE");

enum err resource_index(struct db *db, int64_t id)
{
    struct resource_edit e;
    struct held          h;

    TRY(db_one(db, q_hold, &h, id)); /* what is read below is not changed before it is written again */
    TRY(resource_edit_read(db, id, &e));
    return resource_index_edit(db, &e);
}
