/* organisation_mails.h - mails about organisations, each in the language of whom it goes to, queued in the
 * transaction of what they tell. */
#ifndef MODEL_ORGANISATION_MAILS_H
#define MODEL_ORGANISATION_MAILS_H

#include "model/organisation.h"

/* To who proposed it; note: what the moderator wrote, or NULL. */
enum err mail_organisation_decided(struct db *db, const struct organisation *o, bool taken, const char *note) MUST_CHECK;
/* Somebody asks to join: to the responsible people, to the moderators when there are none. */
enum err mail_organisation_ask(struct db *db, const struct organisation *o, const struct user *who) MUST_CHECK;
enum err mail_organisation_answer(struct db *db, const struct organisation *o, int64_t member_id, bool approved) MUST_CHECK;
enum err mail_organisation_removed(struct db *db, const struct organisation *o, int64_t member_id) MUST_CHECK;
enum err mail_organisation_responsible(struct db *db, const struct organisation *o, int64_t member_id) MUST_CHECK;
/* To the moderators: nobody is responsible for it any more. */
enum err mail_organisation_alone(struct db *db, const struct organisation *o) MUST_CHECK;

#endif
