/* message_mail.c - the mails about messages: plain text in the recipient's language, times where the
 * recipient lives. They name people and quote how a message begins, and never an address. */
#include "model/message_int.h"
#include "model/message_report.h"

static char *address(enum lang lang, const char *path)
{
    return fmt("%s/%s%s", conf_text("site_url"), lang_code[lang], path);
}

static enum lang lang_of(const struct message_mailed *to)
{
    enum lang l = LANG_EN;

    (void)lang_read(to->lang, &l);
    return l;
}

static char *hello(const struct message_mailed *to)
{
    return fill(_("Hello {name},"), "name", to->name, NULL);
}

/* ---- new messages ---- */

static char *quoted(const char *body)
{
    char *rest = message_begins(text_tidy(pool, body, false), MESSAGE_EXCERPT), *out = copy(""), *line;

    while ((line = strsep(&rest, "\n")) != NULL)
        out = fmt("%s> %s\n", out, line);
    return out;
}

static char *one(const struct message_told *t, const char *zone)
{
    return fmt("%s\n%s\n%s\n", fill(_("{name}, {time}:"), "name", t->sender, "time", show_instant_zone(t->sent_at, zone), NULL),
               message_subject(t->subject), quoted(t->body));
}

static char *all(const struct message_mailed *to, const struct message_told_list *l, enum lang lang)
{
    size_t most = l->n < MESSAGE_TOLD_MOST ? l->n : MESSAGE_TOLD_MOST;
    char  *s = copy("");

    for (size_t i = 0; i < most; i++) {
        bool last = i + 1 == most || l->v[i + 1].thread_id != l->v[i].thread_id;
        s = fmt("%s%s", s, one(&l->v[i], to->zone));
        if (last)
            s = fmt("%s%s\n%s\n\n", s, _("Read it whole and answer:"),
                    address(lang, fmt("/messages/%" PRId64, l->v[i].thread_id)));
    }
    if (most < l->n)
        s = fmt("%s%s\n%s\n\n", s, fill(ngettext("and {n} more:", "and {n} more:", l->n - most), "n",
                show_count((int64_t)(l->n - most)), NULL), address(lang, "/messages?in=unread"));
    return s;
}

/* 0 when several people wrote. */
static int64_t only_sender(const struct message_told_list *l)
{
    for (size_t i = 1; i < l->n; i++)
        if (l->v[i].sender_id != l->v[0].sender_id)
            return 0;
    return l->v[0].sender_id;
}

static char *subject_of(const struct message_told_list *l)
{
    const char *name = l->v[0].sender, *site = conf_text("site_name"), *n = show_count((int64_t)l->n);

    if (!only_sender(l))
        return fill(ngettext("{n} new message for you at {site}", "{n} new messages for you at {site}", l->n), "n", n, "site",
                    site, NULL);
    return fill(ngettext("{n} new message from {name} at {site}", "{n} new messages from {name} at {site}", l->n), "n", n,
                "name", name, "site", site, NULL);
}

enum err message_mail_notice(struct db *db, const struct message_mailed *to, const struct message_told_list *l)
{
    enum lang lang = lang_of(to), before = lang_use(lang);
    char     *stop = address(lang, fmt("/messages/stop?t=%s", message_token(to->id)));
    char     *body = fmt("%s\n\n%s\n\n%s%s\n%s\n\n%s\n%s\n", hello(to),
                         ngettext("You have a new message:", "You have new messages:", l->n), all(to, l, lang),
                         _("How soon you are mailed:"), address(lang, "/messages/settings"), _("No more of these mails:"), stop);
    enum err  e = mail_add(db, &(struct mail){
        .member_id = to->id, .to = to->email, .lang = lang, .kind = "messages.notice", .subject = subject_of(l),
        .body = body, .unsubscribe = stop, .about_id = only_sender(l)});

    lang_use(before);
    return e;
}

/* ---- reports ---- */

static const char *outcome(const char *state)
{
    if (strcmp(state, "warned") == 0)
        return _("The person who wrote it has been warned.");
    if (strcmp(state, "suspended") == 0)
        return _("The account of the person who wrote it is suspended.");
    return _("We found nothing in it that breaks the rules of the network, so nothing else happens. You can block people whose messages you do not want.");
}

enum err message_mail_decided(struct db *db, const struct message_mailed *to, const char *state)
{
    enum lang lang = lang_of(to), before = lang_use(lang);
    char     *body = fmt("%s\n\n%s %s\n\n%s\n%s\n", hello(to), _("You reported a message, and a moderator has looked at it."),
                         outcome(state), _("Your messages:"), address(lang, "/messages"));
    enum err  e = mail_add(db, &(struct mail){
        .member_id = to->id, .to = to->email, .lang = lang, .kind = "messages.decided", .body = body,
        .subject = fill(_("The message that you reported at {site}"), "site", conf_text("site_name"), NULL)});

    lang_use(before);
    return e;
}

enum err message_mail_warning(struct db *db, const struct message_mailed *to, const char *reason)
{
    enum lang lang = lang_of(to), before = lang_use(lang);
    char     *body = fmt("%s\n\n%s %s\n\n%s\n\n%s\n%s\n", hello(to),
                         _("A message that you sent to another member was reported, and a moderator found that it breaks the rules of the network."),
                         fill(_("The reason: {reason}."), "reason", message_reason_word(reason), NULL),
                         _("Please write to people here as you would to colleagues. If it happens again, your account may be suspended."),
                         _("If you think that this is a mistake, write to us:"), conf_text("contact_email"));
    enum err  e = mail_add(db, &(struct mail){
        .member_id = to->id, .to = to->email, .lang = lang, .kind = "messages.warning", .body = body,
        .subject = fill(_("A warning about a message of yours at {site}"), "site", conf_text("site_name"), NULL)});

    lang_use(before);
    return e;
}
