/* messages.h - the pages of private messages. */
#ifndef NETWORK_MESSAGES_H
#define NETWORK_MESSAGES_H

#include "kit/web.h"
#include "model/message.h"

/* What every one of them shows: the tabs with their counts. */
enum err messages_put(struct req *r) MUST_CHECK;
/* What somebody does and where, as far as the reader may see it: h.work. */
enum err message_put_work(struct req *r, int64_t id, HDF *h) MUST_CHECK;
void message_person_to_hdf(struct req *r, const struct message_person *p, HDF *h);

/* messages_page.c: the lists */
struct reply messages_show(struct req *r);
struct reply drafts_show(struct req *r);
struct reply draft_drop_do(struct req *r);

/* message_page.c: one conversation */
struct reply message_show(struct req *r);
struct reply message_reply_do(struct req *r);
struct reply message_read_do(struct req *r);
struct reply message_unread_do(struct req *r);
struct reply message_archive_do(struct req *r);
struct reply message_inbox_do(struct req *r);
struct reply message_delete_ask(struct req *r);
struct reply message_delete_do(struct req *r);
/* A conversation again, with what was typed: form_error_at() first. theirs: another window's draft. */
struct reply message_again(struct req *r, int64_t id, int status, const struct message_draft *theirs);

/* message_write_page.c: a new one, and drafts of either kind */
struct message_write {
    int64_t to, thread;
    int     seen, version;
    char   *subject, *body;
};
struct reply message_new_show(struct req *r);
struct reply message_new_do(struct req *r);
struct reply draft_save_do(struct req *r);
void draft_put(struct req *r, const struct message_draft *d);
/* Why it was not sent, in words above the form; the status to answer with, 0 for others than ERR_FORBIDDEN
 * and ERR_LIMIT. */
int message_refused(struct req *r, enum err e, enum message_bar bar);

/* message_settings_page.c */
struct reply messages_settings_show(struct req *r);
struct reply messages_settings_do(struct req *r);
struct reply messages_stop(struct req *r);
struct reply messages_stop_do(struct req *r);
struct reply blocks_show(struct req *r);
struct reply block_ask(struct req *r);
struct reply block_do(struct req *r);
struct reply unblock_do(struct req *r);

/* message_report_page.c: for members, then for moderators */
struct reply message_report_show(struct req *r);
struct reply message_report_do(struct req *r);
struct reply reports_show(struct req *r);
struct reply report_show(struct req *r);
struct reply report_open_do(struct req *r);
struct reply report_decide_do(struct req *r);

#endif
