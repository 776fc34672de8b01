#include "model/address.h"

void address_to_hdf(const struct address *a, const char *zone, HDF *h)
{
    put_int(h, "id", a->id);
    put_text(h, "email", a->email);
    put_bool(h, "main", a->is_main);
    put_bool(h, "settled", a->settled);
    put_instant_zone(h, "confirmed_at", a->confirmed_at, zone);
    if (a->kept_until.us > instant_now().us)
        put_text(h, "kept_text", fill(_("It was your main address until lately and can be removed from {date} on."), "date",
                                      show_date(date_of(a->kept_until)), NULL));
}

static const char *waits_for(const struct address_request *q)
{
    if (strcmp(q->kind, "add") == 0 || q->old_at.us)
        return _("Waits for the link in the mail to {email}.");
    if (q->new_at.us)
        return _("Waits for the link in the mail to {old}.");
    return _("Waits for the links in the mails to {email} and to {old}.");
}

void address_request_to_hdf(const struct address_request *q, const char *zone, HDF *h)
{
    put_int(h, "id", q->id);
    put_text(h, "email", q->email);
    put_text(h, "old", q->old_email);
    put_bool(h, "as_main", strcmp(q->kind, "main") == 0);
    put_text(h, "waits_text", fill(waits_for(q), "email", q->email, "old", q->old_email, NULL));
    put_text(h, "until_text", fill(_("The links work until {time}."), "time", show_instant_zone(q->expires_at, zone), NULL));
}
