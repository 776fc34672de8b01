/* directory_search_sql.c - statements of the lists of the directory, put together from constant pieces.
 *
 * A step of the walk takes a bounded stretch of one index in its order, in a derived table, and looks each of
 * its rows up for everything else, by joins that leave rows without a partner in: the caller has to know how
 * far the stretch went. Few different texts come out, so that each stays prepared: lists are filled up by
 * repeating their last value. */
#include "model/directory_list_int.h"

DB_COLUMNS(walk_cols, struct walk_row, word, name, id, fits);
DB_COLUMNS(row_cols, struct directory_row, id, name, position, organisation, organisation_id, type, country, place,
           photo_sha256, sample);
DB_COLUMNS(value_cols, struct value_count, facet, value, n);
DB_COLUMNS(count_cols, struct word_count, n, entries);
DB_COLUMNS(first_cols, struct first_word, id, word);
DB_COLUMNS(id_cols, struct having_row, id);

static const char *kind_of(const struct directory_ask *a)
{
    return directory_kind_code[a->kind];
}

static const char *beginning(const char *word)
{
    return fmt("%s%%", word); /* of letters, digits and marks alone: no wildcards */
}

static const size_t rooms[] = {1, 3, 10, 30, 100, 400};

static size_t room_for(size_t n)
{
    for (size_t i = 0; i < COUNT(rooms); i++)
        if (rooms[i] >= n)
            return rooms[i];
    return n;
}

static void add_ids(struct db_text *t, const int64_t *ids, size_t n)
{
    for (size_t i = 0, room = room_for(n); i < room; i++)
        DB_TEXT_ADD(t, i ? ", ?" : "?", ids[i < n ? i : n - 1]);
}

/* The first `most` names of the word that anybody has. */
static size_t used_names(const struct asked_word *w, size_t most, const struct directory_name ***out)
{
    size_t n = 0;

    *out = talloc_array(pool, const struct directory_name *, (unsigned)most + 1);
    for (size_t i = 0; i < most; i++)
        if (w->names[i]->n > 0)
            (*out)[n++] = w->names[i];
    return n;
}

static void add_names(struct db_text *t, const struct directory_name **used, size_t n)
{
    for (size_t i = 0, room = room_for(n); i < room; i++) {
        const struct directory_name *v = used[i < n ? i : n - 1];
        DB_TEXT_ADD(t, i ? ", (?, ?)" : "(?, ?)", directory_facet_code[v->facet], v->value);
    }
}

/* ---- what row d has to have, by joins f0.., w0.., n0.. ---- */

#define TIMES(x) x(0), x(1), x(2), x(3), x(4), x(5), x(6), x(7)
#define OF(j, i) #j #i ".kind = ? AND " #j #i ".object_id = d.object_id AND " #j #i ".audience = ?"
#define VALUE(i) " LEFT JOIN directory_facet f" #i " ON " OF(f, i) " AND f" #i ".facet = ? AND f" #i ".value = ?"
#define WORD(i)  " LEFT JOIN directory_word w" #i " ON " OF(w, i) " AND w" #i ".word LIKE ?"
#define NAMES(i) " LEFT JOIN directory_facet n" #i " ON " OF(n, i) " AND (n" #i ".facet, n" #i ".value) IN ("
static const char *const join_value[] = {TIMES(VALUE)};
static const char *const join_word[] = {TIMES(WORD)};
static const char *const join_names[] = {TIMES(NAMES)};
#define HAS_VALUE(i) " AND f" #i ".object_id IS NOT NULL"
#define HAS_WORD(i)  " AND w" #i ".object_id IS NOT NULL"
#define HAS_NAME(i)  " AND (w" #i ".object_id IS NOT NULL OR n" #i ".object_id IS NOT NULL)"
static const char *const has_value[] = {TIMES(HAS_VALUE)};
static const char *const has_word[] = {TIMES(HAS_WORD)};
static const char *const has_name[] = {TIMES(HAS_NAME)};
_Static_assert(BY_N <= COUNT(join_value) && DIRECTORY_QUERY_WORDS <= COUNT(join_word), "a join for each");

static bool has_names(const struct asked_word *w)
{
    return w->named > 0;
}

static void add_fits(struct db_text *t, const struct asked *q)
{
    DB_TEXT_ADD(t, "1 = 1");
    for (int f = 0; f < BY_N; f++)
        if (q->ask->chosen[f] && q->along != ALONG_FILTER + f)
            DB_TEXT_ADD(t, has_value[f]);
    for (size_t i = 0; i < q->nwords; i++)
        if (q->along != ALONG_WORD + (int)i)
            DB_TEXT_ADD(t, has_names(&q->words[i]) ? has_name[i] : has_word[i]);
}

static void add_joins(struct db_text *t, const struct asked *q)
{
    const struct directory_ask *a = q->ask;

    for (int f = 0; f < BY_N; f++)
        if (a->chosen[f] && q->along != ALONG_FILTER + f)
            DB_TEXT_ADD(t, join_value[f], kind_of(a), a->audience, directory_facet_code[f], a->chosen[f]);
    for (size_t i = 0; i < q->nwords; i++) {
        const struct directory_name **used;
        size_t n = used_names(&q->words[i], q->words[i].nnames, &used);
        if (q->along == ALONG_WORD + (int)i)
            continue;
        DB_TEXT_ADD(t, join_word[i], kind_of(a), a->audience, beginning(q->words[i].word));
        if (n == 0)
            continue;
        DB_TEXT_ADD(t, join_names[i], kind_of(a), a->audience);
        add_names(t, used, n);
        DB_TEXT_ADD(t, ")");
    }
}

/* ---- stretches ---- */

static void add_by_word(struct db_text *t, const struct asked *q, const struct directory_place *from, bool back)
{
    DB_TEXT_ADD(t, "SELECT word, name, object_id FROM directory_word WHERE kind = ? AND audience = ? AND word LIKE ?",
        kind_of(q->ask), q->ask->audience, beginning(asked_along_word(q)->word));
    if (from->set)
        DB_TEXT_ADD(t, back ? " AND ((word = ? AND name = ? AND object_id < ?) OR (word = ? AND name < ?) OR word < ?)"
                            : " AND ((word = ? AND name = ? AND object_id > ?) OR (word = ? AND name > ?) OR word > ?)",
            from->word, from->name, from->id, from->word, from->name, from->word);
    DB_TEXT_ADD(t, back ? " ORDER BY word DESC, name DESC, object_id DESC" : " ORDER BY word, name, object_id");
}

static void add_after_name(struct db_text *t, const struct directory_place *from, bool back)
{
    if (from->set)
        DB_TEXT_ADD(t, back ? " AND ((name = ? AND object_id < ?) OR name < ?)"
                            : " AND ((name = ? AND object_id > ?) OR name > ?)", from->name, from->id, from->name);
    DB_TEXT_ADD(t, back ? " ORDER BY name DESC, object_id DESC" : " ORDER BY name, object_id");
}

static void add_by_value(struct db_text *t, const struct asked *q, enum directory_facet f, const char *value,
                         const struct directory_place *from, bool back)
{
    DB_TEXT_ADD(t,
        "SELECT '' AS word, name, object_id FROM directory_facet WHERE kind = ? AND audience = ? AND facet = ?"
        " AND value = ?", kind_of(q->ask), q->ask->audience, directory_facet_code[f], value);
    add_after_name(t, from, back);
}

static void add_stretch(struct db_text *t, const struct asked *q, int part, const struct directory_place *from,
                        bool back)
{
    const struct asked_word *w = asked_along_word(q);

    if (w && part == 0) {
        add_by_word(t, q, from, back);
    } else if (w) {
        add_by_value(t, q, w->names[part - 1]->facet, w->names[part - 1]->value, from, back);
    } else if (q->along != ALONG_ALL) {
        enum directory_facet f = (enum directory_facet)(q->along - ALONG_FILTER);
        add_by_value(t, q, f, q->ask->chosen[f], from, back);
    } else {
        DB_TEXT_ADD(t, "SELECT '' AS word, name, object_id FROM directory_entry WHERE kind = ? AND audience = ?",
            kind_of(q->ask), q->ask->audience);
        add_after_name(t, from, back);
    }
}

enum err walk_step(struct db *db, const struct asked *q, int part, const struct directory_place *from, bool back,
                   size_t limit, struct walk_rows *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t, "SELECT d.word AS word, d.name AS name, d.object_id AS id, (");
    add_fits(&t, q);
    DB_TEXT_ADD(&t, ") AS fits FROM (");
    add_stretch(&t, q, part, from, back);
    DB_TEXT_ADD(&t, " LIMIT ?) d", limit);
    add_joins(&t, q);
    DB_TEXT_ADD(&t, back ? " ORDER BY d.word DESC, d.name DESC, d.object_id DESC" : " ORDER BY d.word, d.name, d.object_id");
    return db_text_all(db, &t, walk_cols, out);
}

enum err word_count(struct db *db, const struct directory_ask *a, const char *word, struct word_count *out)
{
    struct { struct word_count *v; size_t n; } rows;
    struct db_text t = {0};

    DB_TEXT_ADD(&t,
        "SELECT COUNT(*) AS n, COUNT(DISTINCT d.object_id) AS entries FROM (SELECT object_id FROM directory_word"
        " WHERE kind = ? AND audience = ? AND word LIKE ? LIMIT ?) d",
        kind_of(a), a->audience, beginning(word), DIRECTORY_COUNT + 1);
    TRY(db_text_all(db, &t, count_cols, &rows));
    *out = rows.v[0];
    return OK;
}

/* ---- has somebody been met before? ---- */

enum err first_words(struct db *db, const struct asked *q, const int64_t *ids, size_t n, struct first_words *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t,
        "SELECT object_id AS id, MIN(word) AS word FROM directory_word WHERE kind = ? AND audience = ? AND word LIKE ?"
        " AND object_id IN (", kind_of(q->ask), q->ask->audience, beginning(asked_along_word(q)->word));
    add_ids(&t, ids, n);
    DB_TEXT_ADD(&t, ") GROUP BY object_id");
    return db_text_all(db, &t, first_cols, out);
}

enum err having_names(struct db *db, const struct asked *q, size_t most, const int64_t *ids, size_t n,
                      struct having_rows *out)
{
    const struct directory_name **used;
    size_t nused = used_names(asked_along_word(q), most, &used);
    struct db_text t = {0};

    *out = (struct having_rows){0};
    if (nused == 0)
        return OK;
    DB_TEXT_ADD(&t, "SELECT DISTINCT object_id AS id FROM directory_facet WHERE kind = ? AND audience = ? AND (facet, value) IN (",
        kind_of(q->ask), q->ask->audience);
    add_names(&t, used, nused);
    DB_TEXT_ADD(&t, ") AND object_id IN (");
    add_ids(&t, ids, n);
    DB_TEXT_ADD(&t, ")");
    return db_text_all(db, &t, id_cols, out);
}

/* ---- what is shown of them ---- */

enum err list_rows(struct db *db, const struct directory_ask *a, const int64_t *ids, size_t n,
                   struct directory_row_list *out)
{
    struct directory_row_list found;
    struct db_text t = {0};

    *out = (struct directory_row_list){talloc_array(pool, struct directory_row, (unsigned)n + 1), 0};
    if (n == 0)
        return OK;
    DB_TEXT_ADD(&t,
        "SELECT object_id AS id, name, position, organisation, organisation_id, type, country, place, photo_sha256, sample"
        " FROM directory_entry WHERE kind = ? AND audience = ? AND object_id IN (", kind_of(a), a->audience);
    add_ids(&t, ids, n);
    DB_TEXT_ADD(&t, ")");
    TRY(db_text_all(db, &t, row_cols, &found));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < found.n; k++)
            if (found.v[k].id == ids[i])
                out->v[out->n++] = found.v[k];
    return OK;
}

enum err count_among(struct db *db, const struct directory_ask *a, const int64_t *ids, size_t n,
                     struct value_counts *out)
{
    struct db_text t = {0};

    *out = (struct value_counts){0};
    if (n == 0)
        return OK;
    DB_TEXT_ADD(&t,
        "SELECT CAST(facet AS CHAR) AS facet, value, COUNT(*) AS n FROM directory_facet"
        " WHERE kind = ? AND audience = ? AND facet <> 'joined' AND object_id IN (", kind_of(a), a->audience);
    add_ids(&t, ids, n);
    DB_TEXT_ADD(&t, ") GROUP BY facet, value");
    return db_text_all(db, &t, value_cols, out);
}

enum err count_with(struct db *db, const struct directory_ask *a, enum directory_facet f, const char *value,
                    struct value_counts *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t,
        "SELECT facet, value, n FROM directory_count WHERE kind = ? AND audience = ? AND facet2 = ? AND value2 = ?",
        kind_of(a), a->audience, directory_facet_code[f], value);
    return db_text_all(db, &t, value_cols, out);
}
