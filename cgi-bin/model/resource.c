/* resource.c - adding, changing, publishing and withdrawing publications. */
#include "model/resource.h"

#include <jansson.h>

#include "model/member.h"
#include "model/object_role.h"
#include "model/resource_sql.h"
#include "model/series.h"
#include "model/term.h"

/* ---- rules that need the database ---- */

static void check_terms(const struct term_list *terms, const char *vocabulary, const struct text_list *codes,
                        struct issues *is)
{
    for (size_t i = 0; i < codes->n; i++)
        if (!term_find(terms, vocabulary, codes->v[i]))
            issue(is, codes, fill(_("There is no term “{code}”"), "code", codes->v[i], NULL));
}

enum err resource_check_known(struct db *db, const struct resource_edit *e, struct issues *is)
{
    struct term_list   terms;
    struct series_list series;

    TRY(term_all(db, &terms));
    TRY(series_all(db, &series));
    if (!empty(e->type) && !term_find(&terms, "type", e->type))
        issue(is, &e->type, fill(_("There is no term “{code}”"), "code", e->type, NULL));
    check_terms(&terms, "theme", &e->themes, is);
    check_terms(&terms, "focus", &e->focus, is);
    if (!empty(e->series) && !series_find(&series, e->series))
        issue(is, &e->series, fill(_("There is no series “{code}”"), "code", e->series, NULL));
    for (size_t i = 0; i < e->countries.n; i++) {
        bool known;
        TRY(member_country_known(db, e->countries.v[i], &known));
        if (!known)
            issue(is, &e->countries, fill(_("There is no country “{code}”; use codes of two letters, such as SN"),
                                          "code", e->countries.v[i], NULL));
    }
    return OK;
}

static enum err check_all(struct db *db, const struct resource_edit *e)
{
    rules_begin();
    resource_check(e, rules_list());
    TRY(resource_check_known(db, e, rules_list()));
    return rules_end();
}

/* ---- what every change ends with ---- */

static bool public_trace(const struct resource_head *h) /* strangers or harvesters see something of it */
{
    return strcmp(h->state, "published") == 0 || strcmp(h->state, "withdrawn") == 0;
}

enum err resource_touched(struct db *db, const struct user *by, int64_t id, const char *action,
                          const char *detail)
{
    struct resource_head h;

    TRY(resource_head_read(db, id, &h));
    TRY(resource_note_change(db, id));
    if (public_trace(&h))
        TRY(stamp_bump(db, "library"));
    return audit(db, by, action, "resource", id, detail);
}

static char *detail_text(const char *name, const char *value)
{
    json_t *j = json_object();
    json_object_set_new(j, name, json_string(value ? value : ""));
    char *s = json_dumps(j, JSON_COMPACT), *out = copy(s);
    free(s);
    json_decref(j);
    return out;
}

static char *detail_fields(const struct text_list *names)
{
    json_t *j = json_object(), *l = json_array();
    for (size_t i = 0; i < names->n; i++)
        json_array_append_new(l, json_string(names->v[i]));
    json_object_set_new(j, "fields", l);
    char *s = json_dumps(j, JSON_COMPACT), *out = copy(s);
    free(s);
    json_decref(j);
    return out;
}

/* An edition that is public takes the place of the one it replaces; one that is not gives it back. */
static enum err settle_editions(struct db *db, const struct resource_head *h, bool is_public)
{
    struct resource_head old;

    if (h->replaces_id == 0)
        return OK;
    TRY(resource_head_lock(db, h->replaces_id, &old));
    int64_t want = is_public ? h->id : 0;
    if (old.newer_id == want || (old.newer_id != 0 && old.newer_id != h->id))
        return OK;
    TRY(resource_set_newer(db, old.id, want));
    return resource_index(db, old.id);
}

/* ---- mail to who proposed it ---- */

static enum err tell(struct db *db, const struct resource_head *h, bool taken, const char *note)
{
    struct resource_submitter who;
    enum lang                 theirs = LANG_EN;

    if (h->submitted_by == 0)
        return OK;
    TRY(resource_read_submitter(db, h->submitted_by, &who));
    lang_read(who.lang, &theirs);
    enum lang former = lang_use(theirs);
    struct resource_head again;
    enum err e = resource_head_read(db, h->id, &again); /* the title in their language */
    if (e == OK) {
        const char *title = again.title;
        char *link = fmt("%s/%s/resources/%s", conf_text("site_url"), lang_code[theirs],
                         taken ? fmt("%" PRId64, h->id) : "mine");
        const char *subject = taken ? _("Your document is in the library: {title}")
                                    : _("Your document was not taken: {title}");
        char *body = fill(taken ? _("Hello {name},\n\nthe document that you proposed, “{title}”, is now in the "
                                    "library of the M4D Net:\n{link}\n")
                                : _("Hello {name},\n\nthe document that you proposed, “{title}”, was not taken "
                                    "into the library of the M4D Net. You can change it and send it again:\n{link}\n"),
                          "name", who.name, "title", title, "link", link, NULL);
        if (!empty(note))
            body = fmt("%s\n%s\n%s\n", body, _("The moderator wrote:"), note);
        e = mail_add(db, &(struct mail){.member_id = who.id, .to = who.email, .lang = theirs,
                                        .kind = taken ? "resource.taken" : "resource.refused",
                                        .subject = fill(subject, "title", title, NULL), .body = body});
    }
    lang_use(former);
    return e;
}

/* ---- adding and changing ---- */

/* Who edits some series alone can neither begin outside of them nor move something out. */
static enum err check_series(struct db *db, const struct user *by, const struct resource_edit *e)
{
    struct series_list all;

    if (by == NULL || resource_may_manage(by))
        return OK;
    TRY(series_all(db, &all));
    const struct series *s = series_find(&all, e->series);
    rules_begin();
    if (!s || !object_role_has(by, SERIES_EDITOR, s->id))
        issue(rules_list(), &e->series, _("Choose a series that you edit"));
    return rules_end();
}

enum err resource_add(struct db *db, const struct user *by, const char *form_key, const char *state,
                      const struct resource_edit *e, int64_t *out_id)
{
    struct resource_edit made = *e;

    if (by && strcmp(state, "proposed") != 0 && !resource_may_add(by))
        FAIL(ERR_FORBIDDEN, "only editors add to the library");
    TRY(check_all(db, e));
    if (strcmp(state, "proposed") != 0)
        TRY(check_series(db, by, e));

    DB_TX(tx, db);
    if (form_key) {
        TRY(once_begin(db, form_key, &made.id));
        if (made.id != 0) {
            *out_id = made.id;
            return db_commit(&tx);
        }
    }
    TRY(resource_insert(db, state, by, e, &made.id));
    TRY(resource_index_edit(db, &made));
    TRY(resource_touched(db, by, made.id, strcmp(state, "proposed") == 0 ? "resource.propose" : "resource.add", NULL));
    if (form_key)
        TRY(once_end(db, form_key, made.id));
    TRY(db_commit(&tx));

    *out_id = made.id;
    return OK;
}

enum err resource_save(struct db *db, const struct user *by, const struct resource_edit *e)
{
    struct resource_head h;
    struct resource_edit before;

    TRY(check_all(db, e));
    DB_TX(tx, db);
    TRY(resource_head_lock(db, e->id, &h));
    if (by && !resource_may_edit(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64 " in state %s", e->id, h.state);
    TRY(resource_edit_read(db, e->id, &before));
    if (!resource_may_decide(by, &h) && !resource_may_take_back(by, &h))
        TRY(check_series(db, by, e));
    TRY(resource_update(db, e));
    if (by && strcmp(h.state, "refused") == 0 && h.submitted_by == by->id)
        TRY(resource_set_state(db, e->id, "proposed"));
    TRY(resource_index_edit(db, e));
    struct text_list names = resource_differences(&before, e);
    TRY(resource_touched(db, by, e->id, "resource.edit", detail_fields(&names)));
    return db_commit(&tx);
}

/* ---- states ---- */

static enum err needs_content(struct db *db, int64_t id)
{
    struct resource_edit e;
    int64_t              files;

    TRY(resource_edit_read(db, id, &e));
    TRY(resource_count_files(db, id, &files));
    rules_begin();
    if (files == 0 && empty(e.link))
        issue(rules_list(), NULL, _("Add a file or a link first: readers need something to read"));
    return rules_end();
}

enum err resource_publish(struct db *db, const struct user *by, int64_t id, const char *note)
{
    struct resource_head h;

    DB_TX(tx, db);
    TRY(resource_head_lock(db, id, &h));
    if (by && !resource_may_manage_one(by, &h) && !resource_may_decide(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    if (strcmp(h.state, "published") == 0)
        FAIL(ERR_CONFLICT, "resource %" PRId64 " is public already", id);
    TRY(needs_content(db, id));
    bool proposal = strcmp(h.state, "proposed") == 0 || strcmp(h.state, "refused") == 0;
    TRY(resource_set_state(db, id, "published"));
    TRY(resource_set_decision(db, id, by, note)); /* a reason of before no longer holds */
    TRY(settle_editions(db, &h, true));
    TRY(resource_index(db, id));
    TRY(resource_touched(db, by, id, proposal ? "resource.accept" : "resource.publish",
                         empty(note) ? NULL : detail_text("note", note)));
    if (proposal)
        TRY(tell(db, &h, true, note));
    return db_commit(&tx);
}

enum err resource_withdraw(struct db *db, const struct user *by, int64_t id, const char *reason)
{
    struct resource_head h;

    DB_TX(tx, db);
    TRY(resource_head_lock(db, id, &h));
    if (by && !resource_may_manage_one(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    if (strcmp(h.state, "published") != 0)
        FAIL(ERR_CONFLICT, "resource %" PRId64 " is not public", id);
    TRY(resource_set_state(db, id, "withdrawn"));
    TRY(resource_set_decision(db, id, by, reason));
    TRY(settle_editions(db, &h, false));
    TRY(resource_index(db, id));
    TRY(resource_touched(db, by, id, "resource.withdraw", empty(reason) ? NULL : detail_text("reason", reason)));
    return db_commit(&tx);
}

enum err resource_unpublish(struct db *db, const struct user *by, int64_t id, const char *reason)
{
    char *earlier;

    DB_TX(tx, db);
    TRY(resource_earlier_reason(db, id, &earlier));
    TRY(resource_withdraw(db, by, id, empty(earlier) ? reason : earlier));
    return db_commit(&tx);
}

enum err resource_refuse(struct db *db, const struct user *by, int64_t id, const char *reason)
{
    struct resource_head h;

    DB_TX(tx, db);
    TRY(resource_head_lock(db, id, &h));
    if (strcmp(h.state, "proposed") != 0)
        FAIL(ERR_CONFLICT, "resource %" PRId64 " is not waiting", id);
    if (by && !resource_may_decide(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    TRY(resource_set_state(db, id, "refused"));
    TRY(resource_set_decision(db, id, by, reason));
    TRY(resource_index(db, id));
    TRY(resource_touched(db, by, id, "resource.refuse", NULL)); /* the answer is to one person: not for the log */
    TRY(tell(db, &h, false, reason));
    return db_commit(&tx);
}

enum err resource_delete(struct db *db, const struct user *by, int64_t id)
{
    struct resource_head h;

    DB_TX(tx, db);
    TRY(resource_head_lock(db, id, &h));
    if (by && !resource_may_manage_one(by, &h) && !resource_may_take_back(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    if (public_trace(&h) || h.published_at.us != 0)
        FAIL(ERR_CONFLICT, "resource %" PRId64 " was public and leaves a tombstone", id);
    TRY(audit(db, by, "resource.delete", "resource", id, NULL)); /* no words of whoever proposed it */
    TRY(resource_erase(db, id));
    return db_commit(&tx);
}

enum err resource_new_edition(struct db *db, const struct user *by, const char *form_key, int64_t id,
                              int64_t *out_id)
{
    struct resource_head h;
    struct resource_edit e;
    int64_t              waiting, made = 0;

    DB_TX(tx, db);
    if (form_key) {
        TRY(once_begin(db, form_key, &made));
        if (made != 0) {
            *out_id = made;
            return db_commit(&tx);
        }
    }
    TRY(resource_head_lock(db, id, &h));
    if (by && !resource_may_manage_one(by, &h))
        FAIL(ERR_FORBIDDEN, "resource %" PRId64, id);
    TRY(resource_replaced_by(db, id, &waiting));
    if (h.newer_id != 0 || waiting != 0)
        FAIL(ERR_CONFLICT, "resource %" PRId64 " has a newer edition", id);
    TRY(resource_edit_read(db, id, &e));
    e.source_key = NULL;
    e.submit_note = NULL;
    e.replaces_id = id;
    TRY(resource_insert(db, "draft", by, &e, &e.id));
    TRY(resource_index_edit(db, &e));
    TRY(resource_touched(db, by, e.id, "resource.edition", fmt("{\"of\":%" PRId64 "}", id)));
    if (form_key)
        TRY(once_end(db, form_key, e.id));
    TRY(db_commit(&tx));
    *out_id = e.id;
    return OK;
}
