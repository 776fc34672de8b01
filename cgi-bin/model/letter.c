#include "model/letter.h"

struct letter letter_begin(const struct member_secret *to)
{
    struct letter l = {.to = to, .lang = LANG_EN};

    if (to->lang)
        (void)lang_read(to->lang, &l.lang);
    l.before = lang_use(l.lang);
    l.body = copy("");
    return l;
}

static char *words(const struct letter *l, const char *text)
{
    return fill(text, "site", conf_text("site_name"), "name", l->to->name, NULL);
}

char *letter_time(const struct letter *l, struct instant t)
{
    return show_instant_zone(t, l->to->zone);
}

void letter_subject(struct letter *l, const char *text)
{
    l->subject = words(l, text);
}

void letter_paragraph(struct letter *l, const char *text)
{
    l->body = fmt("%s%s%s", l->body, *l->body ? "\n\n" : "", words(l, text));
}

void letter_link(struct letter *l, const char *path, const char *token)
{
    const char *site = conf_text("site_url");
    size_t      n = strlen(site);

    while (n && site[n - 1] == '/')
        n--;
    l->body = fmt("%s\n\n%.*s/%s%s%s%s", l->body, (int)n, site, lang_code[l->lang], path,
                  token ? "?t=" : "", token ? token : "");
}

enum err letter_post(struct db *db, struct letter *l, const char *kind)
{
    struct mail m = {.member_id = l->to->id, .to = l->to->email, .lang = l->lang, .kind = kind,
                     .subject = l->subject, .body = l->body};
    enum err    e = mail_add(db, &m);

    lang_use(l->before);
    return e;
}
