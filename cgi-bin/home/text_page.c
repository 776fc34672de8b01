/* text_page.c - the pages that staff write, as visitors see them. */
#include "home/pages.h"
#include "model/page.h"

/* The first paragraph, for search engines: plain enough as it is, cut at a word. */
static char *first_lines(const char *body)
{
    char  *s = text_tidy(pool, talloc_strndup(pool, body, strcspn(body, "\n")), true);
    size_t n = strlen(s);

    if (n <= 200)
        return s;
    for (n = 200; n > 150 && s[n] != ' '; n--)
        ;
    s[n] = '\0';
    return utf8_valid(s, n) ? s : NULL;
}

static void put_other_language(struct req *r, const struct page_text *t)
{
    enum lang l = LANG_EN;

    if (strcmp(t->lang, lang_code[r->lang]) == 0 || !lang_read(t->lang, &l))
        return;
    put_text(r->page, "only_in",
             l == LANG_EN   ? _("This page exists in English only so far.")
             : l == LANG_FR ? _("This page exists in French only so far.")
                            : _("This page exists in Spanish only so far."));
}

struct reply text_show(struct req *r)
{
    struct page_text t;
    enum err         e = page_shown(r->db, r->path + 1, lang_code[r->lang], &t);

    if (e)
        return reply_error(r, e);
    page_text_to_hdf(&t, put_node(r->page, "text"));
    put_other_language(r, &t);
    put_bool(r->page, "stale", page_state(&t) == PAGE_STALE);
    put_bool(r->page, "may_edit", user_has(r->user, EDITOR));
    put_text(r->page, "changed", fill(_("Last changed on {date}"), "date", show_date(date_of(t.created_at)), NULL));
    put_text(r->page, "page.description", first_lines(t.body));
    return reply_page(r, "home/text.cst");
}
