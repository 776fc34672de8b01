/* member_merge.c - see member_merge.h. */
#include "model/member_merge.h"

#include "model/directory.h"
#include "model/member_admin.h"
#include "model/member_invite.h"
#include "model/member_mails.h"
#include "model/session_list.h"

const char *const merge_field_code[MERGE_FIELDS] = {"name", "country", "organisation", "lang", "zone", "position", "place", "about", "photo"};

const char *merge_field_label(enum merge_field f)
{
    static const char *const labels[MERGE_FIELDS] = {
        N_("Name"), N_("Country"), N_("Organisation"), N_("Language of mails"), N_("Time zone"),
        N_("Position"), N_("Town or region"), N_("About the person"), N_("Photo")};

    return _(labels[f]);
}

enum err merge_find(struct db *db, const char *typed, int64_t *id)
{
    struct member m;
    int64_t       now;
    char         *s = text_tidy(pool, typed ? typed : "", true);

    if (*s == '#')
        s++;
    if (parse_int(s, id)) {
        TRY(member_redirected(db, *id, &now));
        if (now)
            *id = now;
        return member_get(db, *id, &m);
    }
    char *email = parse_email(pool, s);
    if (!email)
        FAIL(ERR_NOT_FOUND, "neither an address nor a number");
    TRY(member_address_owner(db, email, id));
    if (*id == 0)
        FAIL(ERR_NOT_FOUND, "nobody has this address");
    return OK;
}

static enum err refuse(const char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

static enum err may(struct db *db, const struct user *by, const struct member *stays, const struct member *goes)
{
    int64_t others;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "only administrators merge accounts");
    if (stays->id == goes->id)
        return refuse(_("These are the same account: name two different ones"));
    if (goes->id == by->id)
        return refuse(_("Your own account cannot go: let it be the one that stays, or ask another administrator"));
    if (!member_is(stays, "active"))
        return refuse(_("The account that stays must be active"));
    if (member_is(goes, "suspended"))
        return refuse(_("The account that goes is suspended: restore it first, or leave the two apart"));
    if (!(member_roles(goes) & ADMINISTRATOR))
        return OK;
    TRY(member_other_administrators(db, goes->id, &others));
    return others ? OK : refuse(_("This is the last administrator: make somebody else one first"));
}

enum err merge_look(struct db *db, const struct user *by, int64_t stays, int64_t goes, struct merge_view *out)
{
    *out = (struct merge_view){0};
    TRY(merge_sql_side(db, stays, &out->stays));
    TRY(merge_sql_side(db, goes, &out->goes));
    TRY(may(db, by, &out->stays.m, &out->goes.m));
    TRY(merge_sql_counts(db, goes, &out->moves, &out->nmoves));
    return merge_sql_both(db, stays, goes, &out->organisations_both);
}

/* In the order of their numbers, against deadlocks. */
static enum err lock_both(struct db *db, const struct merge_choice *c)
{
    bool up = c->stays < c->goes;
    int  first, second;

    TRY(merge_sql_lock(db, up ? c->stays : c->goes, &first));
    TRY(merge_sql_lock(db, up ? c->goes : c->stays, &second));
    if ((up ? first : second) != c->stays_version || (up ? second : first) != c->goes_version)
        FAIL(ERR_CONFLICT, "one of the accounts has changed");
    return OK;
}

enum err member_merge(struct db *db, const struct user *by, const struct merge_choice *c)
{
    struct merge_side stays, goes;
    int64_t           ended;

    DB_TX(tx, db);
    TRY(lock_both(db, c));
    TRY(merge_sql_side(db, c->stays, &stays));
    TRY(merge_sql_side(db, c->goes, &goes));
    TRY(may(db, by, &stays.m, &goes.m));
    TRY(session_list_end_others(db, c->goes, 0, &ended));
    TRY(mail_merged(db, &stays.m, goes.m.email));
    TRY(merge_sql_move(db, c->stays, c->goes));
    TRY(merge_sql_fields(db, c, &goes));
    TRY(merge_sql_end(db, c->stays, c->goes));
    TRY(directory_person(db, c->goes)); /* takes it away */
    TRY(directory_person(db, c->stays));
    TRY(audit(db, by, "member.merge", "member", c->stays, fmt("{\"from\":%" PRId64 "}", c->goes)));
    return db_commit(&tx);
}
