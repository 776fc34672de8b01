/* unit.h - what every unit test starts with. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <talloc.h>

/* Each test gets a memory context in *state; what it makes in there goes when it ends. */
static inline int unit_begin(void **state)
{
    *state = talloc_new(NULL);
    return 0;
}
static inline int unit_end(void **state)
{
    talloc_free(*state);
    return 0;
}
#define TEST(f) cmocka_unit_test_setup_teardown(f, unit_begin, unit_end)

static inline int exact_free(char **p)
{
    free(*p);
    return 0;
}
/* A copy that nothing follows, for as long as ctx: reading past its end stops the program. */
static inline char *exact(void *ctx, const void *bytes, size_t n)
{
    char **keep = talloc(ctx, char *);

    *keep = malloc(n ? n : 1);
    memcpy(*keep, bytes, n);
    talloc_set_destructor(keep, exact_free);
    return *keep;
}

#endif
