/* mail_read.h - mails of the development sink (RFC 5322 files), made readable.
 *
 * Only for looking at what this site wrote itself: one part, UTF-8. Strings live in the pool. */
#ifndef HOME_MAIL_READ_H
#define HOME_MAIL_READ_H

#include "kit/base.h"

struct mail_file {
    char          *file; /* name in the sink's folder */
    char          *from, *to, *subject, *date, *lang;
    char          *body; /* text with "\n" line ends */
    struct instant at;   /* when the file was written */
};
struct mail_files { struct mail_file *v; size_t n; };

/* Newest first, `most` at most, without bodies; of those to an address that holds `to`, or all (NULL). */
void mail_list(const char *folder, const char *to, size_t most, struct mail_files *out);
/* False: no such mail, or not a name that the sink could have given. */
bool mail_read(const char *folder, const char *file, struct mail_file *out);

#endif
