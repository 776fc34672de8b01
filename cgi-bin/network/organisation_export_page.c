/* organisation_export_page.c - staff: organisations as filtered in the list, and what they offer and seek, as tables
 * that can be imported again. */
#include "model/organisation_list.h"
#include "model/sheet.h"
#include "network/organisations.h"

typedef enum err (*exporter)(struct db *db, const struct organisation_filter *f, const char *format, char **bytes, size_t *n);

static struct reply send(struct req *r, exporter make, const char *name, const char *format)
{
    struct organisation_filter f = organisation_filter_read(r);
    char                      *bytes;
    size_t                     n;
    enum err                   e = make(r->db, &f, format, &bytes, &n);

    if (e)
        return reply_error(r, e);
    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"%s.%s\"", name, format));
    return reply_bytes(r, sheet_mime(format), bytes, n);
}

struct reply organisation_csv_send(struct req *r) { return send(r, organisation_export, "organisations", "csv"); }
struct reply organisation_xlsx_send(struct req *r) { return send(r, organisation_export, "organisations", "xlsx"); }
struct reply organisation_offers_csv_send(struct req *r) { return send(r, organisation_offer_export, "offers", "csv"); }
struct reply organisation_offers_xlsx_send(struct req *r) { return send(r, organisation_offer_export, "offers", "xlsx"); }
