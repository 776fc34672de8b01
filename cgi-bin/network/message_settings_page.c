/* message_settings_page.c - how soon one is mailed, the link that ends those mails, who may not write. */
#include "network/directory.h"
#include "network/messages.h"

FORM(settings_form, struct message_settings, NULL,
     FIELD(struct message_settings, notice, .required = true, .max = 10, .one_of = message_notice,
           .missing = N_("Choose how soon you are mailed")),
     FIELD(struct message_settings, accepts));

static struct reply settings(struct req *r, bool again)
{
    enum err e = messages_put(r);

    if (e)
        return reply_error(r, e);
    form_option(r, "notice", "now", _("At once, several together when they come within a few minutes"));
    form_option(r, "notice", "daily", _("Once a day, at seven in the morning where you live"));
    form_option(r, "notice", "never", _("Never: I look here myself"));
    return again ? reply_form(r, "network/message_settings.cst") : reply_page(r, "network/message_settings.cst");
}

struct reply messages_settings_show(struct req *r)
{
    struct message_settings s;
    enum err                e = message_settings(r->db, r->user->id, &s);

    if (e)
        return reply_error(r, e);
    form_show(r, &settings_form, &s);
    return settings(r, false);
}

struct reply messages_settings_do(struct req *r)
{
    struct message_settings s = {0};
    enum err                e;

    if (!form_read(r, &settings_form, &s))
        return settings(r, true);
    e = message_settings_save(r->db, r->user, &s);
    if (e)
        return reply_error(r, e);
    flash(r, _("Your settings are saved."));
    return reply_see_other(r, "/messages/settings");
}

/* ---- the link of a mail. Opening it changes nothing: mail scanners open links. ---- */

static struct reply stop(struct req *r, bool good, bool done)
{
    secret_page(r);
    put_bool(r->page, "good", good);
    put_bool(r->page, "done", done);
    put_text(r->page, "t", query_text(r, "t"));
    return reply_page_as(r, good ? 200 : 404, "network/message_stop.cst");
}

struct reply messages_stop(struct req *r)
{
    int64_t member;

    return stop(r, message_token_read(query_text(r, "t"), &member), false);
}

/* No redirection: mail programs follow none (RFC 8058). Pressed again it says the same. */
struct reply messages_stop_do(struct req *r)
{
    int64_t  member;
    enum err e;

    if (!message_token_read(query_text(r, "t"), &member))
        return stop(r, false, false);
    e = message_stop(r->db, member);
    return e ? reply_error(r, e) : stop(r, true, true);
}

/* ---- blocking ---- */

struct reply blocks_show(struct req *r)
{
    struct message_blocks l;
    enum err              e = messages_put(r);

    if (!e)
        e = message_block_list(r->db, r->user->id, &l);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "blocks", i);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", message_name(l.v[i].name));
        put_text(h, "since", fill(_("Blocked since {date}"), "date", show_date(date_of(l.v[i].created_at)), NULL));
    }
    return reply_page(r, "network/message_blocks.cst");
}

/* Says the name of a number: counted as a page of the directory. Who has written to one can always be blocked. */
static enum err may_ask(struct req *r)
{
    bool met;

    TRY(message_met(r->db, r->user, path_id(r, "id"), &met));
    return met ? OK : directory_may_read(r);
}

struct reply block_ask(struct req *r)
{
    struct message_person p;
    enum err              e = may_ask(r);

    if (!e)
        e = messages_put(r);
    if (!e)
        e = message_block_ask(r->db, r->user, path_id(r, "id"), &p);
    if (e)
        return reply_error(r, e);
    message_person_to_hdf(r, &p, put_node(r->page, "other"));
    return reply_page(r, "network/message_block.cst");
}

struct reply block_do(struct req *r)
{
    enum err e = may_ask(r);

    if (!e)
        e = message_block(r->db, r->user, path_id(r, "id"));
    if (e)
        return reply_error(r, e);
    flash(r, _("This person cannot write to you any more. Nobody tells them."));
    return reply_see_other(r, "/messages/blocks");
}

struct reply unblock_do(struct req *r)
{
    enum err e = message_unblock(r->db, r->user, path_id(r, "id"));

    if (e)
        return reply_error(r, e);
    flash(r, _("This person may write to you again."));
    return reply_see_other(r, "/messages/blocks");
}
