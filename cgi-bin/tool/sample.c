/* sample.c - m4d-admin sample-people, sample-messages: people who do not exist, from a table, with their profiles,
 * and what they write to each other. */
#include <stdlib.h>
#include <sys/stat.h>

#include "model/csv.h"
#include "model/member.h"
#include "model/member_tool.h"
#include "model/message_tool.h"
#include "model/profile.h"
#include "model/term.h"
#include "tool/tool.h"

enum { EMAIL, NAME, LANG, COUNTRY, PLACE, ORGANISATION, POSITION, LANGUAGES, THEMES, ABOUT, LISTED, SEEN, COLUMNS };

static const char *or_null(const char *s)
{
    return *s ? s : NULL;
}

static struct text_list words(const char *s)
{
    struct text_list l = {0};
    char            *rest = copy(s), *word;

    while ((word = strsep(&rest, " ")) != NULL)
        if (*word) {
            l.v = talloc_realloc(pool, l.v, const char *, (unsigned)l.n + 1);
            l.v[l.n++] = word;
        }
    return l;
}

static bool put_themes(const struct term_list *all, const char *codes, struct profile *p)
{
    struct text_list l = words(codes);

    for (size_t i = 0; i < l.n; i++) {
        const struct term *t = term_find(all, "theme", l.v[i]);

        if (!t)
            return false;
        id_list_add(&p->themes, t->id);
    }
    return true;
}

/* "all=public about=members": who sees what. */
static void put_seen(const char *text, struct profile *p)
{
    struct { const char *name; char **seen; } parts[] = {
        {"photo", &p->photo_seen},     {"position", &p->position_seen}, {"organisation", &p->organisation_seen},
        {"country", &p->country_seen}, {"place", &p->place_seen},       {"languages", &p->languages_seen},
        {"themes", &p->themes_seen},   {"about", &p->about_seen}};
    struct text_list l = words(text);

    for (size_t i = 0; i < l.n; i++) {
        const char *is = strchrnul(l.v[i], '=');
        size_t      n = (size_t)(is - l.v[i]);

        for (size_t k = 0; k < COUNT(parts); k++)
            if (strncmp(l.v[i], "all", n) == 0 || strncmp(l.v[i], parts[k].name, n) == 0)
                *parts[k].seen = copy(*is ? is + 1 : is);
    }
}

static enum err make(struct db *db, const struct term_list *terms, const char *const *v)
{
    struct member_tool account = {.email = v[EMAIL], .name = v[NAME], .country = or_null(v[COUNTRY]),
                                  .organisation = or_null(v[ORGANISATION]), .lang = v[LANG]};
    struct member      m;
    struct profile     p;
    bool               made;
    enum err           e;

    DB_TX(tx, db);
    e = member_by_email(db, v[EMAIL], &m);
    if (e == ERR_NOT_FOUND) {
        TRY(member_tool_make(db, &account, &made));
        e = member_by_email(db, v[EMAIL], &m);
    }
    TRY(e);
    TRY(profile_read(db, m.id, &p));
    if (p.version > 0) /* was here before, or has told more herself */
        return OK;
    p.place = copy(or_null(v[PLACE]));
    p.position = copy(or_null(v[POSITION]));
    p.about = copy(or_null(v[ABOUT]));
    p.languages = words(v[LANGUAGES]);
    p.listed = copy(v[LISTED]);
    put_seen(v[SEEN], &p);
    if (!put_themes(terms, v[THEMES], &p))
        FAIL(ERR_INVALID, "%s: a theme that is not there", v[EMAIL]);
    TRY(profile_save(db, NULL, &p));
    return db_commit(&tx);
}

static char *read_file(const char *path, size_t *n)
{
    struct stat st;
    FILE       *f = fopen(path, "re");
    char       *text;

    if (!f)
        return NULL;
    text = fstat(fileno(f), &st) ? NULL : talloc_size(pool, (size_t)st.st_size + 1);
    *n = text ? fread(text, 1, (size_t)st.st_size, f) : 0;
    fclose(f);
    return text;
}

/* Hands each row of a table to `make`; the exit code. */
static int each(struct db *db, const char *path, size_t columns,
                enum err (*one)(struct db *, const struct term_list *, const char *const *))
{
    struct csv_reader  csv;
    struct csv_record  row;
    struct term_list   terms;
    size_t             n;
    char              *text = read_file(path, &n);

    if (!conf_bool("development"))
        return failed("people who do not exist: only where development = yes");
    if (!text || csv_open(&csv, text, n) != CSV_ROW || csv_next(&csv, pool, &row) != CSV_ROW || row.n != columns)
        return failed("%s is no table of %zu columns", path, columns);
    if (term_all(db, &terms))
        return failed("the themes could not be read");
    while (csv_next(&csv, pool, &row) == CSV_ROW) {
        enum err e = row.n == columns ? one(db, &terms, row.v) : ERR_INVALID;

        if (e == ERR_BUSY) { /* once more: somebody else was at work */
            err_clear();
            e = one(db, &terms, row.v);
        }
        if (e && err_issues()->n)
            return failed("line %d: %s", csv.line, err_issues()->v[0].text);
        if (e)
            return failed("line %d could not be taken", csv.line);
    }
    return 0;
}

int cmd_sample_people(struct db *db, int argc, char **argv) { return each(db, argv[0], COLUMNS, make); }

/* ---- messages ---- */

enum { SUBJECT, FROM, TO, HOURS, READ, BODY, MESSAGE_COLUMNS };

static enum err make_message(struct db *db, const struct term_list *terms, const char *const *v)
{
    struct message_tool m = {.from = v[FROM], .to = v[TO], .subject = v[SUBJECT], .body = v[BODY],
                             .read = strcmp(v[READ], "yes") == 0};

    (void)terms;
    if (!parse_int(v[HOURS], &m.hours) || !*m.subject || !*m.body)
        FAIL(ERR_INVALID, "no subject, no text, or hours that are no number");
    return message_tool_put(db, &m);
}

int cmd_sample_messages(struct db *db, int argc, char **argv) { return each(db, argv[0], MESSAGE_COLUMNS, make_message); }
