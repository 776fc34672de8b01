/* setting.c - the table of known settings, and their rules. */
#include "model/setting.h"

const struct setting_known setting_known[SETTING_N] = {
    {"staff_two_factor", SETTING_YES, 0, 0, 1, N_("Staff need a second factor"),
     N_("Editors, moderators and administrators reach staff pages only after signing in with a code. Set up your own second factor first")},
    {"statistics_least", SETTING_NUMBER, 5, 5, 100, N_("Smallest number shown in statistics about members"),
     N_("Smaller groups are not told apart, so that nobody can be recognised by the numbers. 5 to 100")},
    {"invitations_per_hour", SETTING_NUMBER, 200, 1, 5000, N_("Invitations sent in an hour"),
     N_("So many at most, that mail servers do not take them for unwanted mail. 1 to 5,000")},
    {"still_you_days", SETTING_NUMBER, 365, 30, 1095, N_("Days after which members are asked “is this still you?”"),
     N_("Counted from the last time they signed in or answered. 30 to 1,095")},
    {"export_days", SETTING_NUMBER, 7, 1, 30, N_("Days for which exports can be downloaded"),
     N_("After that the files are deleted. 1 to 30")},
    {"notice_en", SETTING_TEXT, 0, 0, 300, N_("Notice in English"), N_("One or two sentences on top of every page. Who is not signed in sees it within a minute")},
    {"notice_fr", SETTING_TEXT, 0, 0, 300, N_("Notice in French"), ""},
    {"notice_es", SETTING_TEXT, 0, 0, 300, N_("Notice in Spanish"), ""},
    {"notice_from", SETTING_MOMENT, 0, 0, 0, N_("Show the notice from"),
     N_("In UTC, for example 2026-01-31 08:00. Empty: at once")},
    {"notice_until", SETTING_MOMENT, 0, 0, 0, N_("Show the notice until"),
     N_("In UTC, for example 2026-01-31 12:00. Empty: until you take it away")},
};

const struct setting_known *setting_find(const char *name)
{
    for (size_t i = 0; i < SETTING_N; i++)
        if (strcmp(setting_known[i].name, name) == 0)
            return &setting_known[i];
    return NULL;
}

static char *tidy(const struct setting_known *k, const char *typed)
{
    char          *s = text_tidy(pool, typed ? typed : "", true);
    struct instant t;

    if (k->kind == SETTING_YES && !*s)
        return copy("0");
    if (k->kind == SETTING_MOMENT && *s && parse_instant(s, &t))
        return instant_iso(pool, t);
    return s;
}

void settings_tidy(struct settings *s)
{
    for (size_t i = 0; i < SETTING_N; i++)
        s->v[i] = tidy(&setting_known[i], s->v[i]);
}

static char *number_wanted(const struct setting_known *k)
{
    return fill(_("Enter a whole number from {low} to {high}"), "low", show_count(k->low), "high",
                show_count(k->high), NULL);
}

static const char *problem(const struct setting_known *k, const char *v)
{
    struct instant t;
    int64_t        n;

    switch (k->kind) {
    case SETTING_YES:
        return strcmp(v, "0") == 0 || strcmp(v, "1") == 0 ? NULL : _("Choose yes or no");
    case SETTING_NUMBER:
        return parse_int(v, &n) && n >= k->low && n <= k->high ? NULL : number_wanted(k);
    case SETTING_MOMENT:
        return !*v || parse_instant(v, &t) ? NULL : _("Enter a day and a time in UTC, for example 2026-01-31 08:00");
    case SETTING_TEXT:
        return (int64_t)utf8_length(v) <= k->high ? NULL
             : fill(_("Use at most {n} characters"), "n", show_count(k->high), NULL);
    }
    return NULL;
}

static const char *value(const struct settings *s, const char *name)
{
    return s->v[setting_find(name) - setting_known];
}

void settings_check(const struct settings *typed, struct issues *is)
{
    struct settings s = *typed;
    struct instant  from, until;
    const char     *why;

    settings_tidy(&s);
    for (size_t i = 0; i < SETTING_N; i++)
        if ((why = problem(&setting_known[i], s.v[i])))
            issue(is, &typed->v[i], why);
    if (parse_instant(value(&s, "notice_from"), &from) && parse_instant(value(&s, "notice_until"), &until) &&
        until.us <= from.us)
        issue(is, &typed->v[setting_find("notice_until") - setting_known],
              _("The notice has to end after it begins: put one of the two moments right"));
}

char *setting_words(const struct setting_known *k, const char *v)
{
    struct instant t;
    int64_t        n;

    if (k->kind == SETTING_YES)
        return copy(strcmp(v, "1") == 0 ? _("Yes") : _("No"));
    if (k->kind == SETTING_NUMBER && parse_int(v, &n))
        return show_count(n);
    if (k->kind == SETTING_MOMENT && parse_instant(v, &t))
        return show_instant(t);
    return copy(*v ? v : _("Nothing"));
}
