/* words.c - reads the texts of the short editions. */
#include "sample/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void lines_add(TALLOC_CTX *ctx, struct lines *l, const char *text)
{
    l->v = talloc_realloc(ctx, l->v, const char *, l->n + 1);
    l->v[l->n++] = text;
}

static void take_line(TALLOC_CTX *ctx, struct words *w, char *line)
{
    if (*line == '\0' || *line == '#')
        return;
    if (strncmp(line, "@ ", 2) == 0) {
        w->v = talloc_realloc(ctx, w->v, struct block, w->n + 1);
        w->v[w->n++] = (struct block){.name = line + 2};
        return;
    }
    if (w->n == 0)
        return;
    struct block *b = &w->v[w->n - 1];
    if (strncmp(line, "= ", 2) == 0)
        b->heading = line + 2;
    else if (strncmp(line, "- ", 2) == 0)
        lines_add(ctx, &b->items, line + 2);
    else
        lines_add(ctx, &b->paras, line);
}

struct words *words_read(TALLOC_CTX *ctx, const char *path)
{
    FILE         *f = fopen(path, "r");
    struct words *w = talloc_zero(ctx, struct words);
    char         *line = NULL;
    size_t        room = 0;

    if (!f)
        return NULL;
    while (getline(&line, &room, f) >= 0) {
        line[strcspn(line, "\r\n")] = '\0';
        take_line(w, w, talloc_strdup(w, line));
    }
    free(line);
    fclose(f);
    return w;
}

const struct block *words_block(const struct words *w, const char *name)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->v[i].name, name) == 0)
            return &w->v[i];
    return NULL;
}

const char *word(const struct words *w, const char *name)
{
    const struct block *b = words_block(w, "words");
    size_t              n = strlen(name);

    for (size_t i = 0; b && i < b->paras.n; i++)
        if (strncmp(b->paras.v[i], name, n) == 0 && strncmp(b->paras.v[i] + n, " = ", 3) == 0)
            return b->paras.v[i] + n + 3;
    fprintf(stderr, "short-edition: there is no text for “%s” in this language\n", name);
    exit(1);
}
