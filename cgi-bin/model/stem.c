#include <libstemmer.h>

#include "model/stem.h"

static const char *const stem_langs[] = {"en", "fr", "es", "ar"};

/* A stemmer keeps a buffer of its own: one per language serves the whole process. */
static struct sb_stemmer *stemmer_of(const char *lang)
{
    static struct sb_stemmer *made[COUNT(stem_langs)];

    for (size_t i = 0; i < COUNT(stem_langs); i++) {
        if (strcmp(lang, stem_langs[i]) != 0)
            continue;
        if (made[i] == NULL)
            made[i] = sb_stemmer_new(stem_langs[i], NULL);
        return made[i];
    }
    return NULL;
}

/* A word as written (lower case) and without its accents. */
struct word {
    char lower[STEM_BYTES], folded[STEM_BYTES];
};

static void word_append(char *to, const char *piece)
{
    size_t have = strlen(to), more = strlen(piece);

    if (have + more < STEM_BYTES - 4) /* room for padding */
        memcpy(to + have, piece, more + 1);
}

/* A hyphen at the end of a line inside a word, as typesetting leaves it: "develop-\nment". */
static bool is_line_hyphen(const char *p)
{
    if (*p != '-')
        return false;
    p++;
    p += *p == '\r';
    if (*p != '\n')
        return false;
    p++;
    unsigned c = fold_next(&p);
    return (c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xff && c != 0xf7);
}

/* Finds the next word; p moves behind it. */
static bool word_next(const char **p, const char **at, struct word *w)
{
    const char *s = *p, *here = s;
    char piece[5];
    unsigned c;

    while ((c = fold_next(&s)) != 0 && !fold_is_letter(c))
        here = s;
    *p = here;
    if (c == 0)
        return false;
    *at = here;
    w->lower[0] = w->folded[0] = '\0';
    for (; fold_is_letter(c); c = fold_next(&s)) {
        fold_lower(c, piece);
        word_append(w->lower, piece);
        fold_letter(c, piece);
        word_append(w->folded, piece);
        if (is_line_hyphen(s)) {
            *p = s;
            s += strcspn(s, "\n") + 1;
        } else {
            *p = s;
        }
    }
    return true;
}

static void fold_text(const char *s, char out[STEM_BYTES])
{
    char piece[5];
    unsigned c;

    out[0] = '\0';
    while ((c = fold_next(&s)) != 0) {
        fold_letter(c, piece);
        word_append(out, piece);
    }
}

/* Shorter than three bytes: padded, so that the index keeps it and takes it for no common word. */
static void pad(char *stem)
{
    size_t n = strlen(stem);

    while (n > 0 && n < 3)
        stem[n++] = '_';
    stem[n] = '\0';
}

static void stem_one(struct sb_stemmer *st, const char *word, char out[STEM_BYTES])
{
    const unsigned char *got = st ? sb_stemmer_stem(st, (const unsigned char *)word, (int)strlen(word)) : NULL;

    if (got)
        fold_text((const char *)got, out);
    else
        fold_text(word, out);
    pad(out);
}

static void word_stems(const char *lang, const struct word *w, char (*stem)[STEM_BYTES])
{
    struct sb_stemmer *st = stemmer_of(lang);

    stem_one(st, w->lower, stem[0]);
    stem[1][0] = '\0';
    if (strcmp(w->lower, w->folded) != 0)
        stem_one(st, w->folded, stem[1]);
    if (strcmp(stem[0], stem[1]) == 0)
        stem[1][0] = '\0';
}

/* A letter that stands alone is what an apostrophe cut off. */
static bool is_crumb(const struct word *w)
{
    return w->folded[0] == '\0' || (w->folded[1] == '\0' && w->folded[0] >= 'a' && w->folded[0] <= 'z');
}

bool stem_next(const char *lang, const char **p, struct stem_word *w)
{
    struct word found;

    if (!word_next(p, &w->at, &found))
        return false;
    w->n = (size_t)(*p - w->at);
    w->stem[0][0] = w->stem[1][0] = '\0';
    if (!is_crumb(&found) && !stop_word(lang, found.folded))
        word_stems(lang, &found, w->stem);
    return true;
}

char *stem_text(const char *lang, const char *text)
{
    struct stem_word w;
    const char *p = text;
    size_t n = 0, room = text ? strlen(text) + 256 : 1;
    char *out = talloc_size(pool, room);

    while (text && stem_next(lang, &p, &w)) {
        for (int i = 0; i < 2 && w.stem[i][0]; i++) {
            size_t more = strlen(w.stem[i]);
            if (n + more + 2 > room)
                out = talloc_realloc_size(pool, out, room = room * 2 + more);
            memcpy(out + n, w.stem[i], more);
            n += more;
            out[n++] = ' ';
        }
    }
    out[n ? n - 1 : 0] = '\0';
    return out;
}

static void text_add_once(struct text_list *l, const char *s)
{
    if (*s == '\0')
        return;
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], s) == 0)
            return;
    l->v = talloc_realloc(pool, l->v, const char *, l->n + 1);
    l->v[l->n++] = copy(s);
}

static char *group_text(char *match, const struct text_list *forms)
{
    match = talloc_asprintf_append_buffer(match, "%s+(", *match ? " " : "");
    for (size_t i = 0; i < forms->n; i++)
        match = talloc_asprintf_append_buffer(match, "%s%s", i ? " " : "", forms->v[i]);
    return talloc_strdup_append_buffer(match, ")");
}

/* All forms of a word, in each of the languages that it may be of. */
static struct text_list word_forms(const struct word *w)
{
    struct text_list forms = {0};
    char stem[2][STEM_BYTES];

    for (size_t l = 0; l < COUNT(stem_langs); l++) {
        word_stems(stem_langs[l], w, stem);
        text_add_once(&forms, stem[0]);
        text_add_once(&forms, stem[1]);
    }
    return forms;
}

/* lang NULL: leaves out what is common in any language. */
static struct stem_query query_of(const char *lang, const char *text)
{
    struct stem_query q = {0};
    char *match = talloc_strdup(pool, "");
    const char *p = text ? text : "", *at;
    struct word w;

    for (int words = 0; words < STEM_QUERY_WORDS && word_next(&p, &at, &w);) {
        struct text_list forms;
        if (is_crumb(&w) || (lang ? stop_word(lang, w.folded) : stop_word_anywhere(w.folded)))
            continue;
        forms = word_forms(&w);
        for (size_t i = 0; i < forms.n; i++)
            text_add_once(&q.stems, forms.v[i]);
        match = group_text(match, &forms);
        words++;
    }
    q.match = *match ? match : NULL;
    return q;
}

struct stem_query stem_query(const char *text)
{
    return query_of(NULL, text);
}

struct stem_query stem_query_in(const char *lang, const char *text)
{
    struct stem_query q = query_of(NULL, text);

    return q.match ? q : query_of(lang, text);
}

bool stem_query_has(const struct stem_query *q, const struct stem_word *w)
{
    for (size_t i = 0; i < q->stems.n; i++)
        if ((w->stem[0][0] && strcmp(q->stems.v[i], w->stem[0]) == 0) ||
            (w->stem[1][0] && strcmp(q->stems.v[i], w->stem[1]) == 0))
            return true;
    return false;
}
