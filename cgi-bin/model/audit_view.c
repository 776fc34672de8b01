/* audit_view.c - the audit log in words; see audit_view.h. */
#include "model/audit_view.h"

#include <jansson.h>
#include <stdlib.h>

#include "model/csv.h"

struct word {
    const char *code, *text;
};

static const struct word actions[] = {
    {"bulk.confirm", N_("Changed many accounts")},
    {"bulk.undo", N_("Undid a change to many accounts")},
    {"file.infected", N_("A virus was found in a file")},
    {"import.cancel", N_("Stopped an import")},
    {"import.confirm", N_("Confirmed an import")},
    {"import.invite", N_("Invited the people of an import")},
    {"import.invite.go", N_("Let invitations go on")},
    {"import.invite.hold", N_("Held invitations back")},
    {"import.start", N_("Began an import")},
    {"job.again", N_("Started a failed job again")},
    {"job.drop", N_("Dismissed a failed job")},
    {"job.start", N_("Started a scheduled job by hand")},
    {"mail.resend", N_("Sent a mail again")},
    {"mail.stop", N_("Stopped a mail")},
    {"member.add", N_("Made an account")},
    {"member.address.add", N_("Added an e-mail address")},
    {"member.address.ask", N_("Asked for another e-mail address")},
    {"member.address.correct", N_("Corrected the e-mail address")},
    {"member.address.cancel", N_("Said “this was not me” to another e-mail address")},
    {"member.address.main", N_("Changed the main e-mail address")},
    {"member.address.remove", N_("Removed an e-mail address")},
    {"member.awake", N_("An account no longer rests")},
    {"member.copy", N_("Asked for a copy of the own data")},
    {"member.erase", N_("Erased an account")},
    {"member.rest", N_("An account rests")},
    {"member.confirm", N_("Confirmed an e-mail address")},
    {"member.confirm.resend", N_("Sent the confirmation again")},
    {"member.import", N_("Made an account from a table")},
    {"member.invite", N_("Invited a person")},
    {"member.invite.accept", N_("Accepted an invitation")},
    {"member.invite.decline", N_("Declined an invitation")},
    {"member.invite.forget", N_("Deleted an invitation without an answer")},
    {"member.invite.resend", N_("Sent an invitation again")},
    {"member.invite.withdraw", N_("Withdrew an invitation")},
    {"member.join", N_("Signed up")},
    {"member.lang", N_("Changed the language of an account")},
    {"member.merge", N_("Merged two accounts")},
    {"member.password", N_("Changed a password")},
    {"member.photo", N_("Changed a photo")},
    {"member.photo.remove", N_("Removed a photo")},
    {"member.profile", N_("Changed a profile")},
    {"member.reset", N_("Chose a new password")},
    {"member.restore", N_("Restored an account")},
    {"member.role.grant", N_("Gave a right on one thing")},
    {"member.role.withdraw", N_("Took a right on one thing")},
    {"member.roles", N_("Changed the roles of a person")},
    {"member.sessions.end", N_("Signed a person out everywhere")},
    {"member.settings", N_("Changed language or time zone")},
    {"member.suspend", N_("Suspended an account")},
    {"member.two_factor.codes", N_("Made new recovery codes")},
    {"member.two_factor.lock", N_("Ten wrong codes in a row")},
    {"member.two_factor.off", N_("Turned a second factor off")},
    {"member.two_factor.on", N_("Turned a second factor on")},
    {"member.two_factor.recovery", N_("Used a recovery code")},
    {"setting.change", N_("Changed a setting of the site")},
    {"member.terms", N_("Agreed to the privacy notice")},
    {"people.export", N_("Exported a list of people")},
    {"message.report", N_("Reported a message")},
    {"message.report.decide", N_("Decided on a reported message")},
    {"message.report.open", N_("Read a reported message")},
    {"page.save", N_("Saved a page")},
    {"offer.add", N_("Added what an organisation offers or seeks")},
    {"offer.edit", N_("Changed what an organisation offers or seeks")},
    {"offer.remove", N_("Removed what an organisation offers or seeks")},
    {"organisation.accept", N_("Accepted a proposed organisation")},
    {"organisation.add", N_("Added an organisation")},
    {"organisation.approve", N_("Approved a person of an organisation")},
    {"organisation.ask", N_("Asked to join an organisation")},
    {"organisation.decline", N_("Refused a person of an organisation")},
    {"organisation.edit", N_("Changed an organisation")},
    {"organisation.hide", N_("Hid an organisation")},
    {"organisation.leave", N_("Left an organisation")},
    {"organisation.link", N_("Made an imported or invited person a member of an organisation")},
    {"organisation.member", N_("Ended a responsibility for an organisation")},
    {"organisation.merge", N_("Merged two organisations")},
    {"organisation.propose", N_("Proposed an organisation")},
    {"organisation.refuse", N_("Refused a proposed organisation")},
    {"organisation.remove", N_("Removed a person from an organisation")},
    {"organisation.responsible", N_("Made a person responsible for an organisation")},
    {"organisation.routes", N_("Changed the routes of an organisation")},
    {"organisation.show", N_("Listed an organisation again")},
    {"organisation.unmerge", N_("Undid a merge of two organisations")},
    {"resource.accept", N_("Accepted a proposed publication")},
    {"resource.add", N_("Added a publication")},
    {"resource.delete", N_("Deleted a publication")},
    {"resource.edit", N_("Changed a publication")},
    {"resource.edition", N_("Began a new edition")},
    {"resource.file.add", N_("Added a file to a publication")},
    {"resource.file.edit", N_("Changed the details of a file")},
    {"resource.file.move", N_("Changed the order of files")},
    {"resource.file.remove", N_("Took a file out of a publication")},
    {"resource.file.restore", N_("Put a file back")},
    {"resource.part", N_("Parted two publications")},
    {"resource.propose", N_("Proposed a publication")},
    {"resource.publish", N_("Published a publication")},
    {"resource.refuse", N_("Refused a proposed publication")},
    {"resource.relate", N_("Linked two publications")},
    {"resource.withdraw", N_("Withdrew a publication")},
    {"series.add", N_("Added a series")},
    {"series.delete", N_("Deleted a series")},
    {"series.edit", N_("Changed a series")},
    {"term.add", N_("Added a term")},
    {"term.delete", N_("Deleted a term")},
    {"term.edit", N_("Changed a term")},
    {"term.merge", N_("Merged two terms")},
    {"term.move", N_("Moved a term")},
};
static const struct word types[] = {
    {"audit", N_("Audit log")},
    {"bulk", N_("Change to many accounts")},
    {"import", N_("Import")},
    {"job", N_("Job")},
    {"mail", N_("Mail")},
    {"member", N_("Member")},
    {"message", N_("Conversation")},
    {"message_report", N_("Reported message")},
    {"organisation", N_("Organisation")},
    {"organisations_import", N_("Import of organisations")},
    {"page", N_("Page")},
    {"people", N_("People")},
    {"people_import", N_("Import of people")},
    {"publisher", N_("Publisher")},
    {"resource", N_("Publication")},
    {"series", N_("Series")},
    {"term", N_("Term")},
};

static const char *find(const struct word *w, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(w[i].code, code) == 0)
            return _(w[i].text);
    return code;
}

const char *audit_action_word(const char *action)
{
    return find(actions, COUNT(actions), action);
}

const char *audit_type_word(const char *type)
{
    return find(types, COUNT(types), type);
}

static char *value_text(const json_t *v)
{
    if (json_is_string(v))
        return copy(json_string_value(v));
    char *s = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
    char *out = copy(s ? s : "");
    free(s);
    return out;
}

char *audit_detail_text(const char *detail)
{
    json_t *j = detail ? json_loads(detail, JSON_DECODE_ANY, NULL) : NULL, *v;
    char *out = copy("");
    const char *key;

    if (!detail)
        return NULL;
    if (!json_is_object(j)) {
        json_decref(j);
        return copy(detail);
    }
    json_object_foreach(j, key, v)
        out = talloc_asprintf_append(out, "%s%s: %s", *out ? ", " : "", key, value_text(v));
    json_decref(j);
    return text_tidy(pool, out, true);
}

static char *csv_line(char *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out = talloc_asprintf_append_buffer(out, "%s%s", i ? "," : "",
                                            csv_field(pool, cells[i] ? cells[i] : ""));
    return talloc_strdup_append_buffer(out, "\r\n");
}

char *audit_csv(const struct audit_rows *rows)
{
    static const char *const head[] = {"id", "at_utc", "member_id", "name", "email", "action",
                                       "object_type", "object_id", "detail"};
    char *out = csv_line(copy("\xef\xbb\xbf"), head, COUNT(head));

    for (size_t i = 0; i < rows->n; i++) {
        const struct audit_row *a = &rows->v[i];
        const char *cells[] = {fmt("%" PRId64, a->id), instant_iso(pool, a->at),
                               a->member_id ? fmt("%" PRId64, a->member_id) : "", a->by_name, a->by_email,
                               a->action, a->object_type,
                               a->object_id ? fmt("%" PRId64, a->object_id) : "", a->detail};
        out = csv_line(out, cells, COUNT(cells));
    }
    return out;
}
