#include "fuzz.h"

/* A form's body: pairs written out again are read as the same pairs. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    struct pairs p, again;
    char        *text = talloc_strdup(ctx, "");

    if (parse_urlencoded(ctx, bytes, n, n + 1, &p) != PARSE_OK)
        return;
    for (size_t i = 0; i < p.n; i++) {
        text = talloc_strdup_append_buffer(text, i ? "&" : "");
        text = talloc_strdup_append_buffer(text, fuzz_escape(ctx, p.v[i].name));
        text = talloc_strdup_append_buffer(text, "=");
        text = talloc_strdup_append_buffer(text, fuzz_escape(ctx, p.v[i].value));
    }
    CHECK(parse_urlencoded(ctx, text, strlen(text), p.n, &again) == PARSE_OK);
    CHECK(again.n == p.n);
    for (size_t i = 0; i < p.n; i++) {
        CHECK(strcmp(p.v[i].name, again.v[i].name) == 0);
        CHECK(strcmp(p.v[i].value, again.v[i].value) == 0);
        CHECK(!again.v[i].broken);
    }
}
