/* member.c - rules about accounts. */
#include "model/member.h"
#include "model/member_sql.h"
#include "model/zone.h"

bool member_is(const struct member *m, const char *state)
{
    return m->state && strcmp(m->state, state) == 0;
}

enum lang member_lang(const struct member *m)
{
    enum lang l = LANG_EN;

    if (m->lang)
        (void)lang_read(m->lang, &l);
    return l;
}

static const struct {
    const char *name;
    unsigned    role;
} role_names[] = {{"editor", EDITOR}, {"moderator", MODERATOR}, {"administrator", ADMINISTRATOR}};

unsigned member_roles(const struct member *m)
{
    unsigned bits = MEMBER;

    if (!member_is(m, "active"))
        return ANYONE;
    for (size_t i = 0; i < COUNT(role_names); i++)
        if (m->roles && strstr(m->roles, role_names[i].name))
            bits |= role_names[i].role;
    return bits;
}

char *member_roles_text(unsigned roles)
{
    char *text = copy("");

    for (size_t i = 0; i < COUNT(role_names); i++)
        if (roles & role_names[i].role)
            text = fmt("%s%s%s", text, *text ? "," : "", role_names[i].name);
    return text;
}

struct user member_user(const struct member *m)
{
    return (struct user){.id = m->id, .name = m->name, .email = m->email, .lang = member_lang(m), .zone = m->zone,
                         .roles = member_roles(m)};
}

struct member_settings member_settings_of(const struct member *m)
{
    return (struct member_settings){m->lang, m->zone};
}

void member_settings_check(const struct member_settings *s, struct issues *is)
{
    enum lang l;

    if (empty(s->lang) || !lang_read(s->lang, &l))
        issue(is, &s->lang, _("Choose a language"));
}

static enum err settings_lists(struct db *db, const struct member_settings *s)
{
    bool listed;

    rules_begin();
    TRY(zone_listed(db, s->zone, &listed));
    if (!listed)
        issue(rules_list(), &s->zone, _("Choose a time zone from the list"));
    return rules_end();
}

enum err member_settings_save(struct db *db, const struct user *by, int64_t id, const struct member_settings *s)
{
    TRY(RULES(member_settings_check, s));
    TRY(settings_lists(db, s));

    DB_TX(tx, db);
    TRY(member_sql_settings(db, id, s));
    TRY(audit(db, by, "member.settings", "member", id, NULL));
    return db_commit(&tx);
}

enum err member_accept_terms(struct db *db, int64_t id, int version)
{
    DB_TX(tx, db);
    TRY(member_sql_terms(db, id, version));
    TRY(audit(db, NULL, "member.terms", "member", id, fmt("{\"version\":%d}", version)));
    return db_commit(&tx);
}
