/* fuzz.h - what every fuzz target starts with: fuzz_one() gets the bytes and a memory context that is
 * freed afterwards (AddressSanitizer reports what is left). CHECK stops at a broken promise. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kit/parse.h"

#define CHECK(what)                                                        \
    do {                                                                   \
        if (!(what)) {                                                     \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what); \
            abort();                                                       \
        }                                                                  \
    } while (0)

static void fuzz_one(void *ctx, const char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    void *ctx = talloc_new(NULL);

    fuzz_one(ctx, (const char *)data, n);
    talloc_free(ctx);
    return 0;
}

/* The bytes as a string that ends with its block, up to the first NUL. The caller frees it. */
static inline char *fuzz_string(const char *bytes, size_t n)
{
    size_t len = strnlen(bytes, n);
    char  *s = malloc(len + 1);

    memcpy(s, bytes, len);
    s[len] = '\0';
    return s;
}

/* Every byte as %XX. */
static inline char *fuzz_escape(void *ctx, const char *s)
{
    size_t n = strlen(s);
    char  *out = talloc_size(ctx, 3 * n + 1);

    for (size_t i = 0; i < n; i++)
        snprintf(out + 3 * i, 4, "%%%02x", (unsigned char)s[i]);
    out[3 * n] = '\0';
    return out;
}

#endif
