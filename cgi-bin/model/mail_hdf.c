/* mail_hdf.c - mails of the outbox as template data. */
#include "model/mail.h"
#include "model/mail_message.h"

const char *mail_state_word(const char *state)
{
    if (strcmp(state, "queued") == 0)
        return _("Waiting");
    if (strcmp(state, "sending") == 0)
        return _("Being sent");
    if (strcmp(state, "sent") == 0)
        return _("Sent");
    return _("Not delivered");
}

static const struct word {
    const char *code, *text;
} kind_words[] = {
    {"member.copy", N_("Copy of somebody’s data")},
    {"member.erased", N_("Notice of an erased account")},
    {"member.still", N_("Is this still you?")},
    {"member.dormant", N_("Notice of a resting account")},
    {"member.last", N_("Notice before a resting account goes")},
    {"member.confirm", N_("Confirmation of an address")},
    {"member.address.new", N_("Confirmation of another address")},
    {"member.address.old", N_("Question to the main address")},
    {"member.address.taken", N_("Another account asked for this address")},
    {"member.address.done", N_("Notice of a changed main address")},
    {"member.address.removed", N_("Notice of a removed address")},
    {"member.device", N_("Notice of a new device")},
    {"member.two_factor.on", N_("Notice of a second factor")},
    {"member.two_factor.off", N_("Notice of an ended second factor")},
    {"member.two_factor.codes", N_("Notice of new recovery codes")},
    {"member.two_factor.recovery", N_("Notice of a used recovery code")},
    {"member.two_factor.locked", N_("Notice of many wrong codes")},
    {"member.already", N_("Sign-up with a known address")},
    {"member.reset", N_("Choice of a new password")},
    {"member.password", N_("Notice of a changed password")},
    {"member.invite", N_("Invitation to join")},
    {"member.merged", N_("Two accounts became one")},
    {"member.roles", N_("Notice of changed roles")},
    {"resource.taken", N_("Acceptance of a proposal")},
    {"resource.refused", N_("Refusal of a proposal")},
    {"organisation.taken", N_("Acceptance of a proposed organisation")},
    {"organisation.refused", N_("Refusal of a proposed organisation")},
    {"organisation.ask", N_("Request to join an organisation")},
    {"organisation.approved", N_("Approval to join an organisation")},
    {"organisation.declined", N_("Refusal to join an organisation")},
    {"organisation.removed", N_("Notice of leaving an organisation")},
    {"organisation.responsible", N_("Notice of being responsible for an organisation")},
    {"organisation.alone", N_("Notice of an organisation without a responsible person")},
    {"alerts.digest", N_("New publications that fit a saved search")},
    {"messages.notice", N_("Notice of new messages")},
    {"messages.decided", N_("Decision on a reported message")},
    {"messages.warning", N_("Warning about a message")},
};

const char *mail_kind_word(const char *kind)
{
    for (size_t i = 0; i < COUNT(kind_words); i++)
        if (strcmp(kind_words[i].code, kind) == 0)
            return _(kind_words[i].text);
    return kind;
}

bool mail_is_private(const char *kind)
{
    return strcmp(kind, "messages.notice") == 0;
}

/* The secrets in links are the recipient's alone, also while they are still needed. */
void mail_to_hdf(const struct mail_row *m, HDF *h)
{
    put_int(h, "id", m->id);
    put_text(h, "name", fill(_("Mail {id}"), "id", fmt("%" PRId64, m->id), NULL));
    put_int(h, "member_id", m->member_id);
    put_text(h, "to", m->to_email);
    put_text(h, "lang", m->lang);
    put_text(h, "kind", m->kind);
    if (mail_kind_word(m->kind) != m->kind)
        put_text(h, "kind_text", mail_kind_word(m->kind));
    put_text(h, "subject", m->subject);
    put_text(h, "state", m->state);
    put_text(h, "state_text", mail_state_word(m->state));
    put_count(h, "tries", m->tries);
    bool stopped = m->error && strcmp(m->error, MAIL_STOPPED) == 0;
    put_bool(h, "stopped", stopped);
    if (!empty(m->error))
        put_text(h, "error", stopped ? _("Stopped by staff") : m->error);
    if (strcmp(m->state, "queued") == 0)
        put_instant(h, "next_at", m->next_at);
    put_instant(h, "created_at", m->created_at);
    put_instant(h, "sent_at", m->sent_at);
    put_bool(h, "private", mail_is_private(m->kind));
    if (!m->body)
        return;
    if (!mail_is_private(m->kind)) {
        const char *body = message_blank(m->body);
        put_text(h, "body", body);
        put_bool(h, "blanked", message_has_blanks(body));
    }
    put_bool(h, "can_resend", mail_can_resend(m));
    put_bool(h, "can_stop", strcmp(m->state, "queued") == 0);
}
