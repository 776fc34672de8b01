/* personal_words.c - what the names and codes of data.json are called on its page. */
#include "model/personal.h"

static const struct label {
    const char *key, *text;
} labels[] = {
    {"about", N_("Short text")}, {"about_seen", N_("Short text: who sees it")},
    {"action", N_("What")}, {"agreed_at", N_("Agreed on")},
    {"answer_of_moderator", N_("Answer of the moderator")}, {"answered_at", N_("Last answered “still me” on")},
    {"asked_at", N_("Asked on")}, {"at", N_("When")}, {"browser", N_("Browser")}, {"bytes", N_("Size in bytes")},
    {"blocked_at", N_("Blocked on")}, {"conversation", N_("Number of the conversation")}, {"may_be_written_to", N_("May be written to")},
    {"confirmed_at", N_("Confirmed on")}, {"country", N_("Country")}, {"country_seen", N_("Country: who sees it")},
    {"after", N_("After")}, {"before", N_("Before")}, {"created_at", N_("Made on")}, {"decided_at", N_("Decided on")}, {"detail", N_("Details")},
    {"dormant_at", N_("Resting since")}, {"email", N_("E-mail address")}, {"email_before", N_("Main address before")},
    {"ended_at", N_("Ended on")}, {"expires_at", N_("Ends on")},
    {"file", N_("File")}, {"first_seen_at", N_("First seen on")}, {"from", N_("From")}, {"language", N_("Language")}, {"languages_seen", N_("Languages: who sees them")},
    {"last_looked_at", N_("Last looked on")}, {"listed", N_("Who may know that you are here")},
    {"mailed", N_("How often mailed")}, {"name", N_("Name")}, {"network_address", N_("Network address")},
    {"note", N_("Note")}, {"note_to_moderator", N_("Note to the moderator")}, {"number", N_("Number")},
    {"organisation", N_("Organisation")}, {"organisation_seen", N_("Organisation: who sees it")},
    {"photo", N_("Photo")}, {"photo_seen", N_("Photo: who sees it")}, {"place", N_("Place")},
    {"place_seen", N_("Place: who sees it")}, {"position", N_("Position")}, {"position_seen", N_("Position: who sees it")},
    {"publication", N_("Number of the publication")}, {"published_at", N_("Published on")}, {"purpose", N_("Purpose")},
    {"received", N_("Bytes received")}, {"rights", N_("Who holds the rights")}, {"role", N_("Role")}, {"roles", N_("Roles")},
    {"reason", N_("Reason")}, {"rows", N_("Rows")}, {"saved_at", N_("Saved on")}, {"search", N_("Search")}, {"seen_at", N_("Last seen on")}, {"seen_by", N_("Seen by")},
    {"sent_at", N_("Sent on")}, {"setting", N_("Setting")}, {"shown_on_its_page", N_("Shown on its page")}, {"signed_in_at", N_("Last signed in on")},
    {"state", N_("State")}, {"stays_signed_in", N_("Stays signed in")}, {"subject", N_("Subject")}, {"summary", N_("Summary")},
    {"text", N_("Text")}, {"theme", N_("Theme")}, {"themes_seen", N_("Themes: who sees them")}, {"thing", N_("Kind of thing")},
    {"time_zone", N_("Time zone")}, {"title", N_("Title")}, {"to", N_("To")}, {"told_at", N_("Told on")},
    {"used_at", N_("Used on")}, {"version", N_("Version")}, {"web_address", N_("Web address")}, {"with_a_code", N_("Signed in with a code")}, {"year", N_("Year")},
};

static const struct {
    const char *keys, *value, *text; /* keys: those that it may stand under, between blanks; NULL: any that ends in _seen */
} words[] = {
    {NULL, "public", N_("everybody")}, {NULL, "members", N_("members")}, {NULL, "me", N_("only me")},
    {" listed seen_by ", "public", N_("everybody")}, {" listed seen_by ", "members", N_("members")},
    {" listed seen_by ", "me", N_("only me")},
    {" mailed ", "daily", N_("daily")}, {" mailed ", "weekly", N_("weekly")}, {" mailed ", "off", N_("not")},
    {" mailed ", "now", N_("at once")}, {" mailed ", "never", N_("not")},
    {" state ", "dismissed", N_("nothing found")}, {" state ", "warned", N_("writer warned")},
    {" reason ", "unwanted", N_("advertising")}, {" reason ", "abuse", N_("insult or threat")},
    {" reason ", "fraud", N_("fraud")}, {" reason ", "other", N_("something else")},
    {" state ", "active", N_("active")}, {" state ", "pending", N_("not confirmed")}, {" state ", "suspended", N_("suspended")},
    {" state ", "sent", N_("sent")}, {" state ", "queued", N_("waiting")}, {" state ", "failed", N_("not sent")},
    {" state ", "draft", N_("draft")}, {" state ", "proposed", N_("proposed")}, {" state ", "published", N_("published")},
    {" state ", "refused", N_("refused")}, {" state ", "withdrawn", N_("withdrawn")}, {" state ", "asked", N_("asked")},
    {" state ", "confirmed", N_("confirmed")}, {" state ", "done", N_("done")},
    {" role ", "member", N_("member")}, {" role ", "responsible", N_("responsible")},
    {" state ", "open", N_("open")}, {" state ", "cancelled", N_("cancelled")}, {" state ", "taken", N_("taken by another account")},
    {" purpose ", "add", N_("one more address")}, {" purpose ", "main", N_("another main address")},
    {" purpose ", "confirm", N_("confirming the address")}, {" purpose ", "reset", N_("a new password")},
};

const char *personal_label(const char *key)
{
    for (size_t i = 0; i < COUNT(labels); i++)
        if (strcmp(labels[i].key, key) == 0)
            return _(labels[i].text);
    return key;
}

static bool under(const char *keys, const char *key)
{
    size_t n = strlen(key);

    if (!keys)
        return n > 5 && strcmp(key + n - 5, "_seen") == 0;
    return strstr(keys, fmt(" %s ", key)) != NULL;
}

const char *personal_word(const char *key, const char *value)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i].value, value) == 0 && under(words[i].keys, key))
            return _(words[i].text);
    return NULL;
}
