#include "model/organisation.h"

void organisation_to_hdf(const struct organisation *o, HDF *h)
{
    put_int(h, "id", o->id);
    put_text(h, "name", o->name);
    put_text(h, "short_name", o->short_name);
    put_text(h, "type", o->type);
    put_text(h, "type_label", organisation_type_label(o));
    put_text(h, "country", o->country);
    put_text(h, "place", o->place);
    put_text(h, "website", parse_url(pool, o->website ? o->website : ""));
    put_text(h, "host", organisation_host(o->website));
    put_text(h, "about", o->about);
    put_text(h, "about_lang", o->about_lang);
    put_text(h, "state", o->state);
    put_text(h, "state_label", organisation_state_label(o->state));
    put_bool(h, "sample", o->sample);
    put_text(h, "source", o->source);
    put_text(h, "decision_note", o->decision_note);
    put_text(h, "created_name", o->created_name);
    put_instant(h, "created_at", o->created_at);
    put_date(h, "created_on", date_of(o->created_at));
    put_instant(h, "decided_at", o->decided_at);
    put_int(h, "version", o->version);
}
