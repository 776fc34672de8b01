/* security_put.c - what one's own page says about addresses, the second factor and the privacy notice. */
#include "members/pages.h"
#include "model/address.h"
#include "model/member.h"
#include "model/two_factor.h"

enum err security_put(struct req *r)
{
    HDF                       *h = put_node(r->page, "security");
    struct two_factor          factor;
    struct address_list        addresses;
    struct member_consent_list consents;

    TRY(two_factor_read(r->db, r->user->id, &factor));
    TRY(address_list(r->db, r->user->id, &addresses));
    TRY(member_consents(r->db, r->user->id, &consents));
    put_bool(h, "two_factor", factor.on);
    if (addresses.n > 1)
        put_text(h, "addresses_text",
                 fill(ngettext("{n} address", "{n} addresses", addresses.n), "n", show_count((int64_t)addresses.n), NULL));
    for (size_t i = 0; i < consents.n; i++)
        put_text(put_item(h, "consents", i), "text",
                 fill(_("You agreed to version {n} of the privacy notice on {date}."), "n", show_count(consents.v[i].version),
                      "date", show_date(date_of(consents.v[i].at)), NULL));
    return OK;
}
