/* page.c - rules of pages. */
#include "model/page.h"
#include "model/page_sql.h"

enum page_state page_state(const struct page_text *t)
{
    if (!t)
        return PAGE_MISSING;
    if (strcmp(t->lang, "en") == 0 || t->source_id == t->english_id)
        return PAGE_CURRENT;
    return PAGE_STALE;
}

/* The title is the page's only first-level heading: screen readers jump from heading to heading. */
static bool has_top_heading(const char *body)
{
    for (const char *line = body; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (line[0] == '#' && line[1] == ' ')
            return true;
    }
    return false;
}

void page_check(const struct page_edit *e, struct issues *is)
{
    if (e->body && has_top_heading(e->body))
        issue(is, &e->body, _("Begin headings in the text with two signs, as in “## Our aims”: the title is the only heading with one"));
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

enum err page_save(struct db *db, const struct user *by, const struct page_edit *e, int64_t *out_id)
{
    struct page_text old = {0};
    int64_t          id, english = 0, source;
    enum err         found;

    TRY(RULES(page_check, e));

    DB_TX(tx, db);
    TRY(page_lock(db, e->page_id));
    found = page_newest(db, e->page_id, e->lang, &old);
    if (found != OK && found != ERR_NOT_FOUND)
        return found;
    if (old.id != e->seen)
        FAIL(ERR_CONFLICT, "page %" PRId64 " (%s): revision %" PRId64 " came after %" PRId64,
             e->page_id, e->lang, old.id, e->seen);
    TRY(page_english(db, e->page_id, &english));
    source = strcmp(e->lang, "en") == 0 ? 0 : e->in_line ? english : old.source_id;
    if (old.id && same(old.title, e->title) && same(old.body, e->body) && source == old.source_id) {
        *out_id = old.id;
        return db_commit(&tx);
    }
    TRY(page_insert(db, by, e, source, &id));
    TRY(audit(db, by, "page.save", "page", e->page_id,
              fmt("{\"lang\": \"%s\", \"revision\": %" PRId64 "}", e->lang, id)));
    TRY(stamp_bump(db, "pages"));
    TRY(db_commit(&tx));

    *out_id = id;
    return OK;
}
