/* operations_page.c - how the site is doing, for people and for monitoring. */
#include "admin/ops.h"
#include "admin/pages.h"
#include "model/job.h"

struct reply operations_show(struct req *r)
{
    struct ops_checks    l;
    struct schedule_list s = {0};
    enum err             e = ops_check_all(r->db, &l);

    if (!e)
        e = schedule_all(r->db, &s);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0, wrong = 0, right = 0; i < l.n; i++) {
        bool bad = l.v[i].level >= OPS_WARN;
        ops_check_to_hdf(&l.v[i], put_item(r->page, bad ? "wrong" : "right", bad ? wrong++ : right++));
    }
    for (size_t i = 0; i < s.n; i++)
        schedule_to_hdf(&s.v[i], put_item(r->page, "schedule", i));
    put_bool(r->page, "all_good", ops_worst(&l) < OPS_WARN);
    put_instant_zone(r->page, "now", instant_now(), r->user->zone);
    return reply_page(r, "admin/operations.cst");
}

/* Codes and numbers; the words are those of the language in the address. */
struct reply operations_json(struct req *r)
{
    struct ops_checks l;
    enum err          e = ops_check_all(r->db, &l);

    return e ? reply_error(r, e) : reply_json(r, ops_to_json(&l));
}
