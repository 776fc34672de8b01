/* signed_in.c - the end of signing in, with or without a code. */
#include "members/pages.h"
#include "model/device.h"
#include "model/member.h"
#include "model/member_check.h"

enum err signed_in(struct req *r, int64_t member_id, bool keep, bool strong, const char **home)
{
    struct device_sign_in d = {cookie_get(r, "device"), r->agent, r->ip};
    const char           *device;
    struct member         m;
    struct user          *u = talloc_zero(pool, struct user);
    bool                  rested;

    TRY(member_wake(r->db, member_id, &rested));
    *home = rested ? "/me?said=back" : "/me";
    TRY(device_signed_in(r->db, member_id, &d, &device));
    TRY(session_start(r, member_id, keep, strong));
    cookie_set(r, "device", device, DEVICE_DAYS * 86400LL);
    TRY(member_get(r->db, member_id, &m));
    *u = member_user(&m);
    r->user = u; /* from here on the request is that person's: for the log, and for the page that may follow */
    return OK;
}
