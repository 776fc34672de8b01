#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    const char *path, *again;

    if (parse_path(ctx, bytes, n, &path) != PARSE_OK)
        return;
    size_t len = strlen(path);
    CHECK(len <= n && utf8_valid(path, len));
    for (size_t i = 0; i < len; i++)
        CHECK((unsigned char)path[i] >= ' ' && path[i] != 0x7f);
    char *escaped = fuzz_escape(ctx, path);
    CHECK(parse_path(ctx, escaped, strlen(escaped), &again) == PARSE_OK);
    CHECK(strcmp(path, again) == 0);
}
