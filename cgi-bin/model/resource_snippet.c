/* resource_snippet.c - what to show of a page so that a reader sees why it was found. */
#include "model/resource_list_int.h"

struct page_row { int64_t file_id; int page; char *lang, *name, *text; };
struct page_rows { struct page_row *v; size_t n; };
DB_COLUMNS(page_cols, struct page_row, file_id, page, lang, name, text);
DB_QUERY(q_pages, page_cols,
    "SELECT STRAIGHT_JOIN p.file_id, p.page, f.lang, f.name, LEFT(p.text, 20000) AS text"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (file_id BIGINT PATH '$[0]', page INT PATH '$[1]')) h"
    "  JOIN file_page p ON p.file_id = h.file_id AND p.page = h.page"
    "  JOIN resource_file f ON f.id = p.file_id");

/* Where the words stand closest together. */
#define MARKS_MAX 200
struct marks {
    const char *at[MARKS_MAX];
    size_t      len[MARKS_MAX];
    int         word[MARKS_MAX]; /* which of the stems */
    size_t      n;
};

static int which(const struct stem_query *q, const struct stem_word *w)
{
    for (size_t i = 0; i < q->stems.n; i++)
        if (strcmp(q->stems.v[i], w->stem[0]) == 0 || (w->stem[1][0] && strcmp(q->stems.v[i], w->stem[1]) == 0))
            return (int)i;
    return 0;
}

static void find_marks(const struct stem_query *q, const char *lang, const char *text, struct marks *m)
{
    struct stem_word w;

    m->n = 0;
    for (const char *p = text; m->n < MARKS_MAX && stem_next(lang, &p, &w);)
        if (stem_query_has(q, &w)) {
            m->at[m->n] = w.at;
            m->word[m->n] = which(q, &w);
            m->len[m->n++] = w.n;
        }
}

/* Different words close together say more than one word many times. */
static size_t worth(const struct marks *m, size_t from, size_t most)
{
    bool seen[64] = {0};
    size_t n = 0;

    for (size_t i = from; i < m->n && (size_t)(m->at[i] - m->at[from]) < most * 3 / 4; i++) {
        n += seen[m->word[i] % 64] ? 1 : 100;
        seen[m->word[i] % 64] = true;
    }
    return n;
}

static size_t densest(const struct marks *m, size_t most)
{
    size_t best = 0, best_worth = 0;

    for (size_t i = 0; i < m->n; i++) {
        size_t w = worth(m, i, most);
        if (w > best_worth) {
            best_worth = w;
            best = i;
        }
    }
    return best;
}

/* The nearest blank, so that no word and no letter is cut. */
static const char *back_to_blank(const char *text, const char *p)
{
    const char *from = p;

    while (p > text && from - p < 40 && p[-1] != ' ' && p[-1] != '\n')
        p--;
    while (p > text && ((unsigned char)*p & 0xc0) == 0x80)
        p--;
    return p;
}

static void piece(struct snippet *s, const char *text, size_t n, bool mark)
{
    if (n == 0)
        return;
    s->v = talloc_realloc(pool, s->v, struct snippet_piece, (unsigned)s->n + 1);
    s->v[s->n++] = (struct snippet_piece){talloc_strndup(pool, text, n), mark};
}

struct snippet snippet_of(const struct stem_query *q, const char *lang, const char *text, size_t most)
{
    struct snippet s = {0};
    struct marks m;
    size_t len = strlen(text), first;
    const char *from, *to;

    find_marks(q, lang, text, &m);
    if (m.n == 0)
        return s;
    first = densest(&m, most);
    from = (size_t)(m.at[first] - text) > most / 4 ? back_to_blank(text, m.at[first] - most / 4) : text;
    to = (size_t)(text + len - from) > most ? back_to_blank(text, from + most) : text + len;
    if (to < m.at[first] + m.len[first])
        to = m.at[first] + m.len[first];
    if (from > text)
        piece(&s, "… ", strlen("… "), false);
    for (size_t i = 0; i < m.n && from < to; i++) {
        if (m.at[i] < from || m.at[i] + m.len[i] > to)
            continue;
        piece(&s, from, (size_t)(m.at[i] - from), false);
        piece(&s, m.at[i], m.len[i], true);
        from = m.at[i] + m.len[i];
    }
    piece(&s, from, (size_t)(to - from), false);
    if (to < text + len)
        piece(&s, " …", strlen(" …"), false);
    return s;
}

static const struct list_hit *hit_of(const struct list_found *f, int64_t id)
{
    for (size_t i = 0; f->hits && i < f->nids; i++)
        if (f->hits[i].id == id)
            return &f->hits[i];
    return NULL;
}

enum err list_snippets(struct db *db, const struct list_ask *a, const struct list_found *f,
                       const struct list_page *page, struct snippet **out)
{
    struct stem_query q = stem_query_in(a->lang, a->q);
    const struct list_hit **hit = talloc_zero_array(pool, const struct list_hit *, (unsigned)page->n + 1);
    char *json = talloc_strdup(pool, "[");
    struct page_rows rows = {0};

    *out = talloc_zero_array(pool, struct snippet, (unsigned)page->n + 1);
    for (size_t i = 0; i < page->n; i++) {
        hit[i] = hit_of(f, page->v[i].id);
        if (hit[i] && hit[i]->file_id)
            json = talloc_asprintf_append_buffer(json, "%s[%" PRId64 ",%d]", json[1] ? "," : "",
                hit[i]->file_id, hit[i]->page);
    }
    if (json[1] == '\0')
        return OK;
    TRY(db_all(db, q_pages, &rows, talloc_strdup_append_buffer(json, "]")));
    for (size_t r = 0; r < rows.n; r++)
        for (size_t i = 0; i < page->n; i++) {
            const struct page_row *p = &rows.v[r];
            if (!hit[i] || hit[i]->file_id != p->file_id || hit[i]->page != p->page)
                continue;
            (*out)[i] = snippet_of(&q, p->lang, p->text, 260);
            (*out)[i].file_id = p->file_id;
            (*out)[i].page = p->page;
            (*out)[i].file_name = p->name;
            (*out)[i].file_lang = p->lang;
        }
    return OK;
}
