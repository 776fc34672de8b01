/* member_country.c - countries and their names. They change with a release alone, whose upgrade renews the
 * programs: so each process reads them once for each language, and lists name them without asking again. */
#include <ctype.h>
#include <strings.h>

#include "model/member.h"

DB_COLUMNS(country_cols, struct member_country, code, name);
DB_QUERY(q_en, country_cols, "SELECT code, name_en AS name FROM country ORDER BY name_en, code");
DB_QUERY(q_fr, country_cols, "SELECT code, name_fr AS name FROM country ORDER BY name_fr, code");
DB_QUERY(q_es, country_cols, "SELECT code, name_es AS name FROM country ORDER BY name_es, code");

static struct member_country_list kept[LANG_N];

static enum err read_all(struct db *db, struct member_country_list *out)
{
    switch (lang_now()) {
    case LANG_FR: return db_all(db, q_fr, out);
    case LANG_ES: return db_all(db, q_es, out);
    default: return db_all(db, q_en, out);
    }
}

/* Out of the request's pool into memory that stays. */
static void keep(struct member_country_list *to, const struct member_country_list *from)
{
    to->v = talloc_array(NULL, struct member_country, (unsigned)from->n);
    for (size_t i = 0; i < from->n; i++)
        to->v[i] = (struct member_country){talloc_strdup(to->v, from->v[i].code), talloc_strdup(to->v, from->v[i].name)};
    to->n = from->n;
}

enum err member_countries(struct db *db, struct member_country_list *out)
{
    struct member_country_list *k = &kept[lang_now()];

    if (k->n == 0) {
        struct member_country_list fresh;

        TRY(read_all(db, &fresh));
        if (fresh.n)
            keep(k, &fresh);
    }
    *out = *k;
    return OK;
}

bool member_country_code(const char *code)
{
    return code && strlen(code) == 2 && isalpha((unsigned char)code[0]) && isalpha((unsigned char)code[1]);
}

enum err member_country_name(struct db *db, const char *code, char **out)
{
    struct member_country_list all;

    *out = NULL;
    if (!member_country_code(code))
        return OK;
    TRY(member_countries(db, &all));
    for (size_t i = 0; i < all.n && !*out; i++)
        if (strcasecmp(all.v[i].code, code) == 0)
            *out = all.v[i].name;
    return OK;
}

enum err member_country_known(struct db *db, const char *code, bool *out)
{
    char *name;

    *out = true;
    if (empty(code))
        return OK;
    TRY(member_country_name(db, code, &name));
    *out = name != NULL;
    return OK;
}
