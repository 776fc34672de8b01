#include "model/member.h"

void member_to_hdf(const struct member *m, HDF *h)
{
    unsigned roles = member_roles(m);

    put_int(h, "id", m->id);
    put_text(h, "email", m->email);
    put_text(h, "name", m->name);
    put_text(h, "country", m->country);
    put_text(h, "organisation", m->organisation);
    put_text(h, "lang", m->lang);
    put_text(h, "lang_name", lang_name[member_lang(m)]);
    put_text(h, "zone", m->zone);
    if (m->zone)
        put_text(h, "zone_place", zone_place(m->zone));
    put_text(h, "state", m->state);
    put_int(h, "version", m->version);
    put_bool(h, "editor", roles & EDITOR);
    put_bool(h, "moderator", roles & MODERATOR);
    put_bool(h, "administrator", roles & ADMINISTRATOR);
    put_instant(h, "created_at", m->created_at);
    put_date(h, "created_on", date_of(m->created_at));
    put_instant(h, "confirmed_at", m->confirmed_at);
    put_instant(h, "signed_in_at", m->signed_in_at);
    if (m->signed_in_at.us)
        put_date(h, "signed_in_on", date_of(m->signed_in_at));
    put_instant(h, "terms_at", m->terms_at);
}
