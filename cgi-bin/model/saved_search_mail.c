/* saved_search_mail.c - the mail that says what is new: plain text, each link on a line of its own. */
#include "model/resource.h"
#include "model/saved_search_int.h"

static char *address(enum lang lang, const char *path)
{
    return fmt("%s/%s%s", conf_text("site_url"), lang_code[lang], path);
}

/* A title in another language says in which. */
static char *row_text(const struct list_row *row, enum lang lang)
{
    const char *title = row->title ? text_tidy(pool, row->title, true) : "";
    const char *link = address(lang, fmt("/resources/%" PRId64, row->id));

    if (row->title_lang && strcmp(row->title_lang, lang_code[lang]) != 0)
        title = fmt("%s [%s]", title, res_lang_label(row->title_lang));
    return fmt("- %s\n  %s\n", title, link);
}

static enum err part_text(struct db *db, const struct saved_search_part *p, const struct facet_table *t, enum lang lang,
                          char **out)
{
    int64_t rest = p->total - (int64_t)p->rows.n;
    struct list_ask a;
    char *s;

    saved_search_ask(p->search, &a);
    TRY(facet_learn(db, &a.chosen[FACET_PUBLISHER]));
    s = fmt("%s\n\n", saved_search_name(&a, t));
    for (size_t i = 0; i < p->rows.n; i++)
        s = fmt("%s%s", s, row_text(&p->rows.v[i], lang));
    if (rest > 0)
        s = fmt("%s%s\n", s, fill(ngettext("and {n} more", "and {n} more", (unsigned long)rest), "n", show_count(rest), NULL));
    *out = fmt("%s\n%s\n%s\n\n", s, _("All that fits, newest first:"),
               address(lang, fmt("/resources?%s%s", p->search->query, a.q ? "&sort=newest" : "")));
    return OK;
}

enum err saved_search_mail(struct db *db, const struct saved_search_member *to, enum lang lang,
                           const struct saved_search_parts *parts)
{
    char *stop = address(lang, fmt("/resources/alerts/stop?t=%s", saved_search_token(to->id)));
    const struct facet_table *t;
    int64_t n = 0;
    char *body, *part;

    TRY(facet_table(db, &t));
    body = fmt("%s\n\n%s\n\n", fill(_("Hello {name},"), "name", to->name, NULL),
               _("This is new in the library and fits what you look for."));
    for (size_t i = 0; i < parts->n; i++) {
        TRY(part_text(db, &parts->v[i], t, lang, &part));
        body = fmt("%s%s", body, part);
        n += parts->v[i].total;
    }
    body = fmt("%s%s\n%s\n\n%s\n%s\n", body, _("What you are mailed about, and how often:"), address(lang, "/resources/alerts"),
               _("No more of these mails:"), stop);
    return mail_add(db, &(struct mail){
        .member_id = to->id, .to = to->email, .lang = lang, .kind = "alerts.digest", .body = body, .unsubscribe = stop,
        .subject = fill(ngettext("{n} new publication for you at {site}", "{n} new publications for you at {site}",
                                 (unsigned long)n), "n", show_count(n), "site", conf_text("site_name"), NULL)});
}
