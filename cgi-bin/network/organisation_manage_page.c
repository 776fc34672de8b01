/* organisation_manage_page.c - staff: all organisations, what was proposed and the decision on it, hiding. */
#include "model/member.h"
#include "model/organisation_list.h"
#include "model/organisation_merge.h"
#include "model/organisation_propose.h"
#include "network/organisations.h"

enum { PAGE = 50 };

/* "asked": somebody waits to join. */
static const char *const states[] = {"proposed", "asked", "active", "hidden", "refused", "merged"};

/* ---- the list ---- */

struct organisation_filter organisation_filter_read(const struct req *r)
{
    const char                *q = query_text(r, "q"), *s = query_text(r, "state");
    struct organisation_filter f = {.q = empty(q) || utf8_length(q) > 200 ? NULL : q};

    for (size_t i = 0; s && i < COUNT(states); i++)
        if (strcmp(s, states[i]) == 0)
            f.state = states[i];
    return f;
}

static void put_filter(struct req *r, const struct organisation_filter *f)
{
    for (size_t i = 0; i <= COUNT(states); i++) {
        HDF *h = put_next(r->page, "filter.state.options");

        const char *code = i ? states[i - 1] : "";
        put_text(h, "value", code);
        put_text(h, "label", !i ? _("Any") : strcmp(code, "asked") == 0 ? _("Somebody waits to join") : organisation_state_label(code));
        put_bool(h, "checked", i && f->state == states[i - 1]);
    }
    put_text(r->page, "filter.q.value", f->q);
    put_bool(r->page, "filter.any", f->q || f->state);
    put_text(r->page, "filter.query", query_with(r, "x", NULL));
}

static enum err put_line(struct req *r, HDF *h, const struct organisation_line *l)
{
    char *country;

    TRY(member_country_name(r->db, l->country, &country));
    put_int(h, "id", l->id);
    put_text(h, "name", l->name);
    put_text(h, "short_name", l->short_name);
    put_text(h, "type", lang_now() == LANG_FR ? l->type_fr : lang_now() == LANG_ES ? l->type_es : l->type_en);
    put_text(h, "country", country);
    put_text(h, "place", l->place);
    put_text(h, "state", l->state);
    put_text(h, "state_label", organisation_state_label(l->state));
    put_text(h, "by_name", l->created_name);
    put_bool(h, "sample", l->sample);
    put_count(h, "people", l->people);
    if (l->waiting)
        put_text(h, "waiting", fill(ngettext("{n} waits", "{n} wait", (unsigned long)l->waiting), "n", show_count(l->waiting), NULL));
    put_date(h, "created_on", date_of(l->created_at));
    return OK;
}

static enum err put_queue(struct req *r)
{
    struct organisation_queue q;

    TRY(organisation_queue(r->db, &q));
    if (q.n)
        put_text(r->page, "queue", fill(ngettext("{n} proposal waits, since {date}.", "{n} proposals wait, the oldest since {date}.",
                                                 (unsigned long)q.n), "n", show_count(q.n), "date",
                                        show_date(date_of(q.oldest)), NULL));
    return OK;
}

struct reply organisation_manage_list(struct req *r)
{
    struct organisation_filter    f = organisation_filter_read(r);
    struct cursor                 c = cursor_read(r);
    struct organisation_line_list l;
    enum err                      e = put_queue(r);

    f.limit = PAGE + 1;
    do {
        f.before = c.back ? 0 : c.id;
        f.newer = c.back ? c.id : 0;
        if (!e)
            e = organisation_lines(r->db, &f, &l);
    } while (!e && cursor_again(&c, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    struct beyond b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; !e && i < l.n; i++)
        e = put_line(r, put_item(r->page, "lines", i), &l.v[i]);
    if (e)
        return reply_error(r, e);
    put_filter(r, &f);
    if (l.n)
        put_pager(r, "/organisations/manage", b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
    return reply_page(r, "network/organisation_manage.cst");
}

/* ---- one ---- */

static enum err put_likely(struct req *r, const struct organisation *o)
{
    struct organisation_likely_list l;

    TRY(organisation_likely(r->db, o->name, o->short_name, o->website, o->id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "likely", i);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", l.v[i].name);
        put_text(h, "place", l.v[i].place);
        put_text(h, "state_label", organisation_state_label(l.v[i].state));
    }
    return OK;
}

static enum err put_merges(struct req *r, const struct organisation *o)
{
    struct organisation_merged      m;
    struct organisation_merged_list l;
    enum err                        e = organisation_merged(r->db, o->id, &m);

    if (e && e != ERR_NOT_FOUND)
        return e;
    if (!e)
        organisation_put_merged(&m, put_node(r->page, "merge"));
    TRY(organisation_merged_here(r->db, o->id, &l));
    for (size_t i = 0; i < l.n; i++)
        organisation_put_merged(&l.v[i], put_item(r->page, "merged", i));
    return OK;
}

static enum err put_facts(struct req *r, const struct organisation *o)
{
    struct organisation_edit e;
    struct organisation      into;
    char                    *country;

    TRY(member_country_name(r->db, o->country, &country));
    put_text(r->page, "org.country_name", country);
    TRY(organisation_edit_read(r->db, o->id, &e));
    TRY(theme_options(r, "themes", &e.themes)); /* for the names of what is chosen */
    TRY(language_options(r, "languages", &e.languages));
    if (o->merged_into) {
        TRY(organisation_get(r->db, o->merged_into, &into));
        put_int(r->page, "into.id", into.id);
        put_text(r->page, "into.name", into.name);
    }
    TRY(put_merges(r, o));
    return put_likely(r, o);
}

static struct reply show(struct req *r, bool again)
{
    struct organisation o;
    enum err            e = organisation_put(r, ORGANISATION_SEE, &o, NULL);

    if (!e)
        e = put_facts(r, &o);
    if (e)
        return reply_error(r, e);
    return again ? reply_form(r, "network/organisation_decide.cst") : reply_page(r, "network/organisation_decide.cst");
}

struct reply organisation_manage_show(struct req *r) { return show(r, false); }

struct note_form { char *reason; };
FORM(accept_form, struct note_form, NULL, FIELD(struct note_form, reason, .as = AS_TEXT, .max = 2000));
FORM(refuse_form, struct note_form, NULL,
     FIELD(struct note_form, reason, .as = AS_TEXT, .required = true, .max = 2000,
           .missing = N_("Give a reason; its proposer gets it by mail")));

static struct reply decided(struct req *r, enum err e, const char *text)
{
    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    flash(r, e ? _("Somebody else has decided on this proposal already.") : text);
    return reply_see_other(r, "/organisations/manage/%" PRId64, path_id(r, "id"));
}

struct reply organisation_accept_do(struct req *r)
{
    struct note_form f = {0};

    if (!form_read(r, &accept_form, &f))
        return show(r, true);
    return decided(r, organisation_accept(r->db, r->user, path_id(r, "id"), f.reason),
                   _("It is listed now, and its proposer gets a mail."));
}

struct reply organisation_refuse_do(struct req *r)
{
    struct note_form f = {0};

    if (!form_read(r, &refuse_form, &f))
        return show(r, true);
    return decided(r, organisation_refuse(r->db, r->user, path_id(r, "id"), f.reason),
                   _("It is refused, and its proposer gets a mail with your reason."));
}

static struct reply set_state(struct req *r, const char *state, const char *text)
{
    enum err e = organisation_set_state(r->db, r->user, path_id(r, "id"), state);

    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    flash(r, e ? _("Somebody else has changed its state meanwhile.") : text);
    return reply_see_other(r, "/organisations/manage/%" PRId64, path_id(r, "id"));
}

struct reply organisation_hide_do(struct req *r)
{
    return set_state(r, "hidden", _("It is hidden from everybody but staff and the people responsible for it."));
}

struct reply organisation_unhide_do(struct req *r) { return set_state(r, "active", _("It is listed again.")); }
