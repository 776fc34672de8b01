/* pages.h - the handlers of the home program, by the file that holds them. */
#ifndef HOME_PAGES_H
#define HOME_PAGES_H

#include "kit/web.h"

/* front_page.c */
struct reply home_root(struct req *r);  /* "/": to the reader's language */
struct reply home_front(struct req *r);
struct reply home_search(struct req *r); /* to the library's search */

/* text_page.c */
struct reply text_show(struct req *r); /* about, privacy, accessibility: by the path */

/* editor_page.c */
struct reply pages_index(struct req *r);
struct reply pages_edit(struct req *r);
struct reply pages_save(struct req *r);

/* history_page.c */
struct reply pages_history(struct req *r);
struct reply pages_revision(struct req *r);
struct reply pages_restore(struct req *r);

/* site_page.c */
struct reply site_robots(struct req *r);
struct reply site_security(struct req *r);

/* mail_page.c: development only */
struct reply mail_index(struct req *r);
struct reply mail_show(struct req *r);

/* ---- shared by the editor's two files ---- */

/* ?in=fr, else the language of the page; false: no such language. */
bool editor_lang(const struct req *r, enum lang *out);

#endif
