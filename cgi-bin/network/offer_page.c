/* offer_page.c - what an organisation offers and seeks: adding, changing, taking away. */
#include "model/offer.h"
#include "network/organisations.h"

FORM(offer_form, struct offer, offer_check,
     FIELD(struct offer, side, .required = true, .one_of = offer_sides, .missing = N_("Choose whether you offer or seek it")),
     FIELD(struct offer, what, .required = true, .one_of = offer_whats, .missing = N_("Choose what it is")),
     FIELD(struct offer, text, .as = AS_TEXT, .required = true, .max = OFFER_TEXT,
           .missing = N_("Say in a few sentences what you offer or seek")),
     FIELD(struct offer, lang, .required = true, .max = 2, .missing = N_("Choose a language")),
     FIELD(struct offer, themes), FIELD(struct offer, countries), FIELD(struct offer, version));

static const char *const tpl = "network/offer.cst";

static struct reply page(struct req *r, int64_t organisation_id, const struct offer *f, bool again)
{
    enum err e = theme_options(r, "themes", &f->themes);

    if (!e)
        e = country_checks(r, "countries", organisation_id, &f->countries);
    if (e)
        return reply_error(r, e);
    form_option(r, "side", "offers", _("We offer it"));
    form_option(r, "side", "seeks", _("We seek it"));
    for (size_t i = 0; offer_whats[i]; i++)
        form_option(r, "what", offer_whats[i], offer_what_label(offer_whats[i]));
    lang_options(r, "lang");
    return again ? reply_form(r, tpl) : reply_page(r, tpl);
}

struct reply offer_new(struct req *r)
{
    struct organisation o;
    const char         *side = query_text(r, "side");
    struct offer        f = {.lang = copy(lang_code[r->lang])};
    enum err            e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (e)
        return reply_error(r, e);
    if (side && (strcmp(side, "offers") == 0 || strcmp(side, "seeks") == 0))
        f.side = copy(side);
    form_show(r, &offer_form, &f);
    return page(r, o.id, &f, false);
}

struct reply offer_create(struct req *r)
{
    struct organisation o;
    struct offer        f = {0};
    int64_t             id;
    enum err            e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (e)
        return reply_error(r, e);
    if (!form_read(r, &offer_form, &f))
        return page(r, o.id, &f, true);
    f.organisation_id = o.id;
    e = offer_add(r->db, r->user, form_key(r), &f, &id);
    if (e == ERR_INVALID)
        form_issues(r, &offer_form, &f);
    else if (e == ERR_LIMIT)
        form_error_at(r, NULL, fill(_("There are {n} entries already, which is as many as there can be. Remove one first"),
                                    "n", show_count(OFFERS_MOST), NULL));
    else
        return e ? reply_error(r, e)
                 : organisation_back(r, &o, organisation_is(&o, "active") ? _("It is on the page and in the partner finder now.")
                                                                          : _("It is on the page now."));
    return page(r, o.id, &f, true);
}

/* ---- one that is there ---- */

static enum err open_one(struct req *r, struct organisation *o, struct offer *f)
{
    TRY(organisation_put(r, ORGANISATION_EDIT, o, NULL));
    TRY(offer_read(r->db, o->id, path_id(r, "offerid"), f));
    put_int(r->page, "offer.id", f->id);
    return OK;
}

struct reply offer_edit(struct req *r)
{
    struct organisation o;
    struct offer        f;
    enum err            e = open_one(r, &o, &f);

    if (e)
        return reply_error(r, e);
    form_show(r, &offer_form, &f);
    return page(r, o.id, &f, false);
}

struct reply offer_save_do(struct req *r)
{
    struct organisation o;
    struct offer        f, now;
    enum err            e = open_one(r, &o, &now);

    if (e)
        return reply_error(r, e);
    f = (struct offer){.id = now.id, .organisation_id = o.id};
    if (!form_read(r, &offer_form, &f))
        return page(r, o.id, &f, true);
    e = offer_save(r->db, r->user, &f);
    if (e == ERR_INVALID)
        form_issues(r, &offer_form, &f);
    else if (e == ERR_CONFLICT) {
        put_int(r->page, "Form.version.value", now.version);
        put_text(r->page, "offer.theirs", now.text);
        put_text(r->page, "offer.theirs_lang", now.lang);
        form_error_at(r, NULL, _("Somebody else changed this entry meanwhile. Their text stands below; save again to keep yours"));
    } else
        return e ? reply_error(r, e) : organisation_back(r, &o, _("The entry is saved."));
    return page(r, o.id, &f, true);
}

struct reply offer_remove_show(struct req *r)
{
    struct organisation o;
    struct offer        f;
    enum err            e = open_one(r, &o, &f);

    if (e)
        return reply_error(r, e);
    put_text(r->page, "offer.text", f.text);
    put_text(r->page, "offer.lang", f.lang);
    put_text(r->page, "offer.what", offer_what_label(f.what));
    put_text(r->page, "offer.side", offer_side_label(f.side));
    return reply_page(r, "network/offer_remove.cst");
}

struct reply offer_remove_do(struct req *r)
{
    struct organisation o;
    struct offer        f;
    enum err            e = open_one(r, &o, &f);

    if (!e)
        e = offer_remove(r->db, r->user, o.id, f.id);
    return e ? reply_error(r, e) : organisation_back(r, &o, _("The entry is removed."));
}
