/* profile_language.c - names of languages. Like those of countries they change with a release alone: each process
 * reads them once for each language it speaks. */
#include "model/profile.h"

DB_COLUMNS(language_cols, struct profile_word, code, name);
DB_QUERY(q_en, language_cols, "SELECT code, name_en AS name FROM language ORDER BY name_en, code");
DB_QUERY(q_fr, language_cols, "SELECT code, name_fr AS name FROM language ORDER BY name_fr, code");
DB_QUERY(q_es, language_cols, "SELECT code, name_es AS name FROM language ORDER BY name_es, code");

static struct profile_word_list kept[LANG_N];

static enum err read_all(struct db *db, struct profile_word_list *out)
{
    switch (lang_now()) {
    case LANG_FR: return db_all(db, q_fr, out);
    case LANG_ES: return db_all(db, q_es, out);
    default: return db_all(db, q_en, out);
    }
}

/* Out of the request's pool into memory that stays. */
static void keep(struct profile_word_list *to, const struct profile_word_list *from)
{
    to->v = talloc_array(NULL, struct profile_word, (unsigned)from->n);
    for (size_t i = 0; i < from->n; i++)
        to->v[i] = (struct profile_word){talloc_strdup(to->v, from->v[i].code), talloc_strdup(to->v, from->v[i].name)};
    to->n = from->n;
}

enum err profile_languages(struct db *db, struct profile_word_list *out)
{
    struct profile_word_list *k = &kept[lang_now()];

    if (k->n == 0) {
        struct profile_word_list fresh;

        TRY(read_all(db, &fresh));
        if (fresh.n)
            keep(k, &fresh);
    }
    *out = *k;
    return OK;
}
