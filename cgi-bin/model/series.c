/* series.c - series of publications. */
#include "model/series.h"

#include <ctype.h>

DB_COLUMNS(series_cols, struct series, id, code, title_en, title_fr, title_es, version, used);
DB_QUERY(q_all, series_cols,
    "SELECT s.id, s.code, s.title_en, s.title_fr, s.title_es, s.version, "
    "(SELECT COUNT(*) FROM resource r WHERE r.series_id = s.id) AS used FROM series s ORDER BY s.title_en, s.id");
DB_EXEC(x_add, "INSERT INTO series (code, title_en, title_fr, title_es) VALUES (?, ?, ?, ?)");
DB_EXEC(x_save,
    "UPDATE series SET title_en = ?, title_fr = ?, title_es = ?, version = version + 1 "
    "WHERE id = ? AND version = ?");
DB_EXEC(x_delete,
    "DELETE FROM series WHERE id = ? AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.series_id = ?)");

const char *series_title(const struct series *s)
{
    const char *t = lang_now() == LANG_FR ? s->title_fr : lang_now() == LANG_ES ? s->title_es : s->title_en;
    return empty(t) ? s->title_en : t;
}

enum err series_all(struct db *db, struct series_list *out) { return db_all(db, q_all, out); }

const struct series *series_find(const struct series_list *l, const char *code)
{
    for (size_t i = 0; i < l->n && code; i++)
        if (strcmp(l->v[i].code, code) == 0)
            return &l->v[i];
    return NULL;
}

void series_check(const struct series *s, struct issues *is)
{
    bool ok = !empty(s->code) && strlen(s->code) <= 60;
    for (const char *p = s->code; ok && *p; p++)
        ok = islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '-';
    if (!ok)
        issue(is, &s->code, _("Enter a code of small letters, digits and hyphens, such as toolbox"));
    if (empty(s->title_en))
        issue(is, &s->title_en, _("Enter the title in English"));
}

static bool may(const struct user *by) { return by == NULL || user_has(by, EDITOR); }
static const char *or_null(const char *s) { return empty(s) ? NULL : s; }

enum err series_add(struct db *db, const struct user *by, const char *form_key, const struct series *s,
                    int64_t *out_id)
{
    int64_t id = 0;

    if (!may(by))
        FAIL(ERR_FORBIDDEN, "series");
    TRY(RULES(series_check, s));
    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &id));
    if (id == 0) {
        TRY(db_insert(db, x_add, &id, s->code, s->title_en, or_null(s->title_fr), or_null(s->title_es)));
        TRY(audit(db, by, "series.add", "series", id, NULL));
        if (form_key)
            TRY(once_end(db, form_key, id));
    }
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

enum err series_save(struct db *db, const struct user *by, const struct series *s)
{
    if (!may(by))
        FAIL(ERR_FORBIDDEN, "series");
    TRY(RULES(series_check, s));
    DB_TX(tx, db);
    TRY(db_change(db, x_save, s->title_en, or_null(s->title_fr), or_null(s->title_es), s->id, s->version));
    TRY(audit(db, by, "series.edit", "series", s->id, NULL));
    TRY(stamp_bump(db, "library"));
    return db_commit(&tx);
}

enum err series_delete(struct db *db, const struct user *by, int64_t id)
{
    if (!may(by))
        FAIL(ERR_FORBIDDEN, "series");
    DB_TX(tx, db);
    TRY(db_change(db, x_delete, id, id));
    TRY(audit(db, by, "series.delete", "series", id, NULL));
    return db_commit(&tx);
}
