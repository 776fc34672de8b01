#include "fuzz.h"

#include "model/stem.h"

/* A reader's question: the expression for the index is balanced and holds no sign that was typed. */
static void question(const char *text)
{
    struct stem_query q = stem_query(text);
    int               depth = 0;

    if (!q.match)
        return;
    CHECK(q.stems.n > 0 && q.stems.n < 200);
    CHECK(utf8_valid(q.match, strlen(q.match)));
    for (const char *p = q.match; *p; p++) {
        depth += (*p == '(') - (*p == ')');
        CHECK(depth >= 0 && depth < 5);
        CHECK((unsigned char)*p >= ' ' && strchr("-~<>@%;'\\", *p) == NULL);
    }
    CHECK(depth == 0);
    for (size_t i = 0; i < q.stems.n; i++)
        CHECK(strpbrk(q.stems.v[i], " +-*~<>()\"@%;'\\\t\r\n") == NULL && *q.stems.v[i] != '\0');
}

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    static const char *const langs[] = {"en", "fr", "es", "ar", "xx"};
    char                    *s = malloc(n + 1);

    pool = ctx;
    memcpy(s, bytes, n);
    utf8_mend(s, n);
    question(s);
    for (size_t l = 0; l < 5; l++) {
        struct stem_word w;
        const char      *at = s;
        for (const char *p = s; stem_next(langs[l], &p, &w);) {
            CHECK(w.at >= at && w.n > 0 && w.at + w.n <= s + strlen(s));
            CHECK(p >= w.at + w.n);
            at = w.at + w.n;
            for (int k = 0; k < 2; k++)
                CHECK(utf8_valid(w.stem[k], strlen(w.stem[k])) && strpbrk(w.stem[k], " \"'()+-*<>~@%") == NULL);
        }
        char *text = stem_text(langs[l], s);
        CHECK(utf8_valid(text, strlen(text)));
    }
    free(s);
}
