/* audit_view_hdf.c - entries of the audit log as template data. */
#include "model/audit_view.h"

/* Where one can look at the thing, when there is such a page for staff. */
static char *object_path(const struct audit_row *a)
{
    if (a->object_id == 0 || !a->there)
        return NULL;
    if (strcmp(a->object_type, "member") == 0)
        return fmt("/admin/people/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "mail") == 0)
        return fmt("/admin/mails/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "resource") == 0)
        return fmt("/resources/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "bulk") == 0)
        return fmt("/admin/people/bulk/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "people_import") == 0)
        return fmt("/admin/imports/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "organisations_import") == 0)
        return fmt("/organisations/manage/imports/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "organisation") == 0)
        return fmt("/organisations/manage/%" PRId64, a->object_id);
    if (strcmp(a->object_type, "import") == 0)
        return fmt("/resources/import/%" PRId64, a->object_id);
    return NULL;
}

void audit_to_hdf(const struct audit_row *a, HDF *h)
{
    put_int(h, "id", a->id);
    put_instant(h, "at", a->at);
    put_text(h, "by_name", a->by_name);
    put_text(h, "by_email", a->by_email);
    if (a->member_id)
        put_int(h, "member_id", a->member_id);
    put_text(h, "action", a->action);
    put_text(h, "action_text", audit_action_word(a->action));
    put_text(h, "type", a->object_type);
    put_text(h, "type_text", audit_type_word(a->object_type));
    if (a->object_id)
        put_int(h, "object_id", a->object_id);
    put_text(h, "object_path", object_path(a));
    put_text(h, "detail", audit_detail_text(a->detail));
}
