/* directory_rows.c - the rows of the directory, written by their difference to what stands there. */
#include <jansson.h>
#include <stdlib.h>

#include "model/directory_int.h"

DB_COLUMNS(fields_cols, struct directory_fields, name, position, organisation, organisation_id, type, country, place,
           photo_sha256, sample);
DB_QUERY(q_entry, fields_cols,
    "SELECT name, position, organisation, organisation_id, type, country, place, photo_sha256, sample"
    "  FROM directory_entry WHERE kind = ? AND audience = ? AND object_id = ?");

DB_COLUMNS(value_cols, struct directory_value, facet, value);
DB_QUERY(q_values, value_cols,
    "SELECT facet, value FROM directory_facet WHERE kind = ? AND object_id = ? AND audience = ?");

struct word { char *word; };
struct words { struct word *v; size_t n; };
DB_COLUMNS(word_cols, struct word, word);
DB_QUERY(q_words, word_cols,
    "SELECT word FROM directory_word WHERE kind = ? AND object_id = ? AND audience = ?");

DB_EXEC(x_entry,
    "INSERT INTO directory_entry (kind, audience, object_id, name, position, organisation, organisation_id, type,"
    " country, place, photo_sha256, sample) VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name), position = VALUES(position), organisation = VALUES(organisation),"
    " organisation_id = VALUES(organisation_id), type = VALUES(type), country = VALUES(country),"
    " place = VALUES(place), photo_sha256 = VALUES(photo_sha256),"
    " sample = VALUES(sample)");
DB_EXEC(x_entry_out, "DELETE FROM directory_entry WHERE kind = ? AND audience = ? AND object_id = ?");

/* Lists travel as JSON: one statement for however many. */
DB_EXEC(x_words,
    "INSERT IGNORE INTO directory_word (kind, audience, word, name, object_id) SELECT ?, ?, j.word, ?, ?"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (word VARCHAR(40) PATH '$')) j");
DB_EXEC(x_word_out,
    "DELETE FROM directory_word WHERE kind = ? AND object_id = ? AND audience = ? AND word = ?");
DB_EXEC(x_words_out, "DELETE FROM directory_word WHERE kind = ? AND object_id = ? AND audience = ?");
DB_EXEC(x_values,
    "INSERT INTO directory_facet (kind, audience, facet, value, name, object_id) SELECT ?, ?, j.f, j.v, ?, ?"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (f VARCHAR(20) PATH '$[0]', v VARCHAR(60) PATH '$[1]')) j");
DB_EXEC(x_value_out,
    "DELETE FROM directory_facet WHERE kind = ? AND object_id = ? AND audience = ? AND facet = ? AND value = ?");
DB_EXEC(x_values_out, "DELETE FROM directory_facet WHERE kind = ? AND object_id = ? AND audience = ?");
DB_EXEC(x_counts,
    "INSERT INTO directory_count (kind, audience, facet, value, facet2, value2, n)"
    " SELECT ?, ?, j.f, j.v, j.g, j.w, j.d FROM JSON_TABLE(?, '$[*]' COLUMNS (f VARCHAR(20) PATH '$[0]',"
    "   v VARCHAR(60) PATH '$[1]', g VARCHAR(20) PATH '$[2]', w VARCHAR(60) PATH '$[3]', d BIGINT PATH '$[4]')) j"
    " ON DUPLICATE KEY UPDATE n = n + VALUES(n)");

/* What the rows are of, and what was found there before. */
struct job {
    struct db              *db;
    const char             *kind, *audience;
    int64_t                 id;
    bool                    was, renamed, changed;
    struct directory_fields fields;
    struct directory_values values; /* sorted */
    struct words            words;
};

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static char *json_text(json_t *j)
{
    char *text = json_dumps(j, JSON_COMPACT), *kept = copy(text);

    free(text);
    json_decref(j);
    return kept;
}

/* ---- values ---- */

void directory_value_add(struct directory_values *l, const char *facet, const char *value)
{
    if (empty(value))
        return;
    l->v = talloc_realloc(pool, l->v, struct directory_value, (unsigned)l->n + 1);
    l->v[l->n++] = (struct directory_value){copy(facet), copy(value)};
}

static int by_value(const void *a, const void *b)
{
    const struct directory_value *x = a, *y = b;
    int c = strcmp(x->facet, y->facet);

    return c ? c : strcmp(x->value, y->value);
}

static void values_sort(struct directory_values *l)
{
    size_t n = 0;

    if (l->n == 0)
        return;
    qsort(l->v, l->n, sizeof *l->v, by_value);
    for (size_t i = 1; i < l->n; i++)
        if (by_value(&l->v[n], &l->v[i]) != 0)
            l->v[++n] = l->v[i];
    l->n = n + 1;
}

static bool has_value(const struct directory_values *l, const struct directory_value *v)
{
    return l->n && bsearch(v, l->v, l->n, sizeof *l->v, by_value);
}

/* ---- counts ---- */

/* Years of joining are counted by themselves alone: nothing is filtered by them. */
static bool is_pair(const struct directory_value *a, const struct directory_value *b)
{
    return strcmp(a->facet, b->facet) != 0 && strcmp(a->facet, "joined") != 0 && strcmp(b->facet, "joined") != 0;
}

static void count_add(json_t *out, const struct directory_value *a, const struct directory_value *b, int by)
{
    json_array_append_new(out, json_pack("[ssssi]", a->facet, a->value, b->facet, b->value, by));
}

/* One more or less for each value that came or went, and for each pair with one that did. */
static enum err write_counts(struct job *j, bool is, const struct directory_values *now)
{
    static const struct directory_value none = {(char *)"", (char *)""};
    struct directory_values all = {0};
    json_t *out = json_array();

    if (j->was != is)
        count_add(out, &none, &none, is ? 1 : -1);
    for (size_t i = 0; i < j->values.n; i++)
        directory_value_add(&all, j->values.v[i].facet, j->values.v[i].value);
    for (size_t i = 0; i < now->n; i++)
        directory_value_add(&all, now->v[i].facet, now->v[i].value);
    values_sort(&all);
    for (size_t i = 0; i < all.n; i++) {
        const struct directory_value *a = &all.v[i];
        bool a_was = has_value(&j->values, a), a_is = has_value(now, a);

        if (a_was != a_is)
            count_add(out, a, &none, a_is ? 1 : -1);
        for (size_t k = 0; k < all.n; k++) {
            const struct directory_value *b = &all.v[k];
            bool was = a_was && has_value(&j->values, b), has = a_is && has_value(now, b);
            if (was != has && is_pair(a, b))
                count_add(out, a, b, has ? 1 : -1);
        }
    }
    if (json_array_size(out) == 0) {
        json_decref(out);
        return OK;
    }
    return db_exec(j->db, x_counts, j->kind, j->audience, json_text(out));
}

/* ---- the three tables ---- */

static enum err write_values(struct job *j, const struct directory_rows *want)
{
    static const struct directory_values none = {0};
    const struct directory_values *now = want ? &want->values : &none;
    json_t *in = json_array();

    if (j->renamed && j->values.n)
        TRY(db_exec(j->db, x_values_out, j->kind, j->id, j->audience));
    for (size_t i = 0; i < j->values.n && !j->renamed; i++)
        if (!has_value(now, &j->values.v[i]))
            TRY(db_exec(j->db, x_value_out, j->kind, j->id, j->audience, j->values.v[i].facet, j->values.v[i].value));
    for (size_t i = 0; i < now->n; i++)
        if (j->renamed || !has_value(&j->values, &now->v[i]))
            json_array_append_new(in, json_pack("[ss]", now->v[i].facet, now->v[i].value));
    if (json_array_size(in) == 0)
        json_decref(in);
    else
        TRY(db_exec(j->db, x_values, j->kind, j->audience, want->fields.name, j->id, json_text(in)));
    return write_counts(j, want != NULL, now);
}

static bool has_word(const struct text_list *l, const char *word)
{
    for (size_t i = 0; l && i < l->n; i++)
        if (strcmp(l->v[i], word) == 0)
            return true;
    return false;
}

static bool had_word(const struct words *l, const char *word)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].word, word) == 0)
            return true;
    return false;
}

/* Out before in: two words may be one to the collation. */
static enum err write_words(struct job *j, const struct directory_rows *want)
{
    const struct words *before = &j->words;
    json_t *in = json_array();

    if (j->renamed && before->n)
        TRY(db_exec(j->db, x_words_out, j->kind, j->id, j->audience));
    for (size_t i = 0; i < before->n && !j->renamed; i++)
        if (!has_word(want ? &want->words : NULL, before->v[i].word))
            TRY(db_exec(j->db, x_word_out, j->kind, j->id, j->audience, before->v[i].word));
    for (size_t i = 0; want && i < want->words.n; i++)
        if (j->renamed || !had_word(before, want->words.v[i]))
            json_array_append_new(in, json_string(want->words.v[i]));
    if (json_array_size(in) == 0) {
        json_decref(in);
        return OK;
    }
    return db_exec(j->db, x_words, j->kind, j->audience, want->fields.name, j->id, json_text(in));
}

static bool same_fields(const struct directory_fields *a, const struct directory_fields *b)
{
    return same(a->name, b->name) && same(a->position, b->position) && same(a->organisation, b->organisation) &&
           a->organisation_id == b->organisation_id && same(a->type, b->type) && same(a->country, b->country) &&
           same(a->place, b->place) && same(a->photo_sha256, b->photo_sha256) &&
           a->sample == b->sample;
}

static enum err write_entry(struct job *j, const struct directory_rows *want)
{
    const struct directory_fields *f = want ? &want->fields : NULL;

    if (f == NULL)
        return j->was ? db_exec(j->db, x_entry_out, j->kind, j->audience, j->id) : OK;
    if (j->was && same_fields(&j->fields, f))
        return OK;
    return db_exec(j->db, x_entry, j->kind, j->audience, j->id, f->name, f->position, f->organisation,
                   f->organisation_id, f->type, f->country, f->place, f->photo_sha256, f->sample);
}

static bool same_values(const struct directory_values *a, const struct directory_values *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (by_value(&a->v[i], &b->v[i]) != 0)
            return false;
    return true;
}

static bool same_words(const struct words *before, const struct text_list *now)
{
    if (before->n != now->n)
        return false;
    for (size_t i = 0; i < before->n; i++)
        if (!has_word(now, before->v[i].word))
            return false;
    return true;
}

static bool is_change(const struct job *j, const struct directory_rows *want)
{
    if (j->was != (want != NULL))
        return true;
    return want && (!same_fields(&j->fields, &want->fields) || !same_values(&j->values, &want->values) ||
                    !same_words(&j->words, &want->words));
}

enum err directory_write(struct db *db, const char *kind, const char *audience, int64_t id,
                         struct directory_rows *want)
{
    struct job j = {.db = db, .kind = kind, .audience = audience, .id = id};
    enum err e = db_one(db, q_entry, &j.fields, kind, audience, id);

    if (e && e != ERR_NOT_FOUND)
        return e;
    j.was = e == OK;
    err_clear();
    if (!j.was && want == NULL)
        return OK;
    TRY(db_all(db, q_values, &j.values, kind, id, audience));
    TRY(db_all(db, q_words, &j.words, kind, id, audience));
    values_sort(&j.values);
    if (want) {
        values_sort(&want->values);
        directory_words_sort(&want->words);
    }
    if (!is_change(&j, want))
        return OK;
    j.renamed = j.was && (want == NULL || !same(j.fields.name, want->fields.name));
    TRY(stamp_bump(db, "directory")); /* first: all who write counts wait for each other here */
    TRY(write_words(&j, want));
    TRY(write_entry(&j, want));
    return write_values(&j, want);
}
