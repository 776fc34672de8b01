/* notice.c - a notice of the site on top of every page, such as "closed for maintenance on Sunday": settings
 * of the administrators' pages (notice_en, notice_fr, notice_es, notice_from, notice_until). */
#include "kit/web_int.h"

struct line {
    char *name, *value;
};
struct lines {
    struct line *v;
    size_t       n;
};
DB_COLUMNS(line_cols, struct line, name, value);
DB_QUERY(q_notice, line_cols,
         "SELECT name, value FROM setting"
         " WHERE name IN ('notice_en', 'notice_fr', 'notice_es', 'notice_from', 'notice_until')");

static const char *value_of(const struct lines *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].name, name) == 0 && *l->v[i].value)
            return l->v[i].value;
    return NULL;
}

static bool shown_now(const struct lines *l)
{
    const char    *from = value_of(l, "notice_from"), *until = value_of(l, "notice_until");
    struct instant t, now = instant_now();

    if (from && parse_instant(from, &t) && now.us < t.us)
        return false;
    return !(until && parse_instant(until, &t) && now.us >= t.us);
}

/* In the language of the page; where it was not written in that one, in another. */
void notice_put(struct req *r)
{
    struct lines l = {0};
    const char  *text;

    if (db_all(r->db, q_notice, &l)) {
        err_clear(); /* the page itself matters more */
        return;
    }
    if (!shown_now(&l))
        return;
    text = value_of(&l, fmt("notice_%s", lang_code[r->lang]));
    if (text) {
        put_text(r->page, "Notice.text", text);
        return;
    }
    for (int i = 0; i < LANG_N && !text; i++) {
        text = value_of(&l, fmt("notice_%s", lang_code[i]));
        put_text(r->page, "Notice.text", text);
        put_text(r->page, "Notice.lang", text ? lang_code[i] : NULL);
    }
}
