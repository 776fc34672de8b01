/* bulk_hdf.c - changes to many accounts as template data and in words. */
#include "model/bulk.h"

static const struct word {
    const char *code, *text;
} reasons[] = {
    {"self", N_("This is you: ask another administrator")},
    {"already", N_("It is so already")},
    {"state", N_("The state of the account does not allow it")},
    {"not_suspended", N_("The account is not suspended")},
    {"not_active", N_("Only active members can have roles")},
    {"no_role", N_("The person does not have this role")},
    {"confirmed", N_("The address is confirmed")},
    {"changed", N_("Changed since then, so it stays as it is now")},
    {"refused", N_("This is the last administrator: make somebody else one first")},
};

static const char *find(const struct word *w, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (code && strcmp(w[i].code, code) == 0)
            return _(w[i].text);
    return code;
}

const char *bulk_reason_word(const char *reason) { return find(reasons, COUNT(reasons), reason); }

static const char *role_word(const char *role)
{
    return strcmp(role, "editor") == 0 ? _("Editor") : strcmp(role, "moderator") == 0 ? _("Moderator") : _("Administrator");
}

static const char *lang_word(const char *code)
{
    enum lang l;

    return lang_read(code, &l) ? lang_name[l] : code;
}

/* What is done, as a heading. */
static char *what(const struct bulk *b)
{
    if (strcmp(b->action, "suspend") == 0)
        return copy(_("Suspend accounts"));
    if (strcmp(b->action, "restore") == 0)
        return copy(_("Restore accounts"));
    if (strcmp(b->action, "resend") == 0)
        return copy(_("Send the confirmation or invitation again"));
    if (strcmp(b->action, "lang") == 0)
        return fill(_("Change the language to {language}"), "language", lang_word(b->value), NULL);
    if (strcmp(b->action, "role_add") == 0)
        return fill(_("Give the role: {role}"), "role", role_word(b->value), NULL);
    return fill(_("Take the role: {role}"), "role", role_word(b->value), NULL);
}

static const char *state_word(const char *state)
{
    static const struct word words[] = {{"checked", N_("Waiting for your yes")}, {"running", N_("Running")}, {"done", N_("Done")},
                                        {"undoing", N_("Being undone")},         {"undone", N_("Undone")},   {"dropped", N_("Dropped")}};
    return find(words, COUNT(words), state);
}

void bulk_to_hdf(const struct bulk *b, HDF *h)
{
    bool moving = strcmp(b->state, "running") == 0 || strcmp(b->state, "undoing") == 0;

    put_int(h, "id", b->id);
    put_text(h, "action", b->action);
    put_text(h, "what", what(b));
    if (strcmp(b->action, "suspend") == 0)
        put_text(h, "reason", b->value);
    put_text(h, "state", b->state);
    put_text(h, "state_text", state_word(b->state));
    put_bool(h, "moving", moving);
    put_bool(h, "can_undo", bulk_can_undo(b));
    put_text(h, "by_name", b->by_name);
    put_int(h, "total", b->total);
    put_text(h, "total_text", fill(ngettext("{n} person", "{n} people", (unsigned long)b->total), "n", show_count(b->total), NULL));
    put_instant(h, "created_at", b->created_at);
    put_instant(h, "ended_at", b->ended_at);
    put_instant(h, "undone_at", b->undone_at);
}

/* "en" or roles as words; nothing for what only concerns the state. */
static char *was_words(const struct bulk *b, const char *was)
{
    char *rest, *one, *out = copy("");

    if (!was || strcmp(b->action, "suspend") == 0 || strcmp(b->action, "restore") == 0 || strcmp(b->action, "resend") == 0)
        return NULL;
    if (strcmp(b->action, "lang") == 0)
        return copy(lang_word(was));
    if (!*was)
        return copy(_("Member"));
    for (rest = copy(was); (one = strsep(&rest, ","));)
        out = fmt("%s%s%s", out, *out ? ", " : "", role_word(one));
    return out;
}

void bulk_row_to_hdf(const struct bulk *b, const struct bulk_row *row, HDF *h)
{
    static const struct word words[] = {{"will", N_("Will be changed")}, {"done", N_("Changed")}, {"left", N_("Stays as it is")},
                                        {"undone", N_("Undone")},        {"kept", N_("Not undone")}};

    put_int(h, "id", row->member_id);
    put_text(h, "name", row->name);
    put_text(h, "email", row->email);
    put_text(h, "outcome", row->outcome);
    put_text(h, "outcome_text", find(words, COUNT(words), row->outcome));
    put_text(h, "badge", strcmp(row->outcome, "will") == 0 ? "badge half live" : strcmp(row->outcome, "done") == 0 ? "badge full good"
                         : strcmp(row->outcome, "undone") == 0 ? "badge" : "badge off");
    put_text(h, "reason", bulk_reason_word(row->reason));
    put_text(h, "was", was_words(b, row->was));
}
