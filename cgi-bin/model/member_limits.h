/* member_limits.h - how often strangers may try. Counted in the database, by address (an IPv6 one by its
 * /64) and by account; offices and town halls often share one address, so those counts are generous.
 *
 *   sign-in, one account from one address    10 wrong passwords in 15 minutes
 *   sign-in, one address, any accounts       200 wrong passwords in 15 minutes
 *   sign-in, one account, all addresses      after 100 wrong passwords in an hour, each address has
 *                                            2 tries in 15 minutes instead of 10: guessing gets slow,
 *                                            yet the owner gets in from wherever he is
 *   sign-up, one address                     100 in an hour
 *   sign-up and adding an address, mails     6 in a day from one network, 24 from all; the same answer is
 *   to one address                           given as for an address that nobody has
 *   new password or confirmation again,      3 in an hour, and 1 in an hour after 6 in a day; past that
 *   mails to one address                     nothing is sent and the answer is the same: the newest link
 *                                            still works then, so nobody can shut out the owner by asking
 *   the same, one network                    60 in an hour
 *   changing a password with a wrong one     10 in 15 minutes
 *
 * The right password takes back its own count. Every function gives ERR_LIMIT past the count. */
#ifndef MODEL_MEMBER_LIMITS_H
#define MODEL_MEMBER_LIMITS_H

#include "kit/base.h"

enum {
    LIMIT_SIGN_IN_PAIR = 10,
    LIMIT_SIGN_IN_PAIR_SLOWED = 2,
    LIMIT_SIGN_IN_IP = 200,
    LIMIT_SIGN_IN_ACCOUNT = 100,
    LIMIT_JOIN_IP = 100,
    LIMIT_MAIL_TO = 6,
    LIMIT_MAIL_TO_ALL = 24,
    LIMIT_MAIL_LINK = 3,
    LIMIT_MAIL_LINK_DAY = 6,
    LIMIT_MAIL_IP = 60,
    LIMIT_CHANGE = 10
};

/* One household or office is one address: of IPv6 that is the /64. */
const char *limit_network(const char *ip);

/* Counts a try before the password is looked at. */
enum err limit_sign_in(struct db *db, const char *email, const char *ip) MUST_CHECK;
/* It was the right one: the try is not held against the address or the account. */
enum err limit_sign_in_right(struct db *db, const char *email, const char *ip) MUST_CHECK;
enum err limit_join(struct db *db, const char *ip) MUST_CHECK;
enum err limit_mail_ip(struct db *db, const char *ip) MUST_CHECK;
enum err limit_mail_to(struct db *db, const char *email, const char *ip) MUST_CHECK;
/* For a mail with a link that works for an hour or longer. *send false: the newest of them is young enough. */
enum mail_link { LINK_RESET, LINK_CONFIRM };
enum err limit_mail_link(struct db *db, enum mail_link what, const char *email, bool *send) MUST_CHECK;
/* A link was used: whoever asks next gets a mail at once. */
enum err limit_mail_used(struct db *db, const char *email) MUST_CHECK;
/* Every count about this address goes. */
enum err limit_forget(struct db *db, const char *email) MUST_CHECK;
enum err limit_change(struct db *db, int64_t member_id) MUST_CHECK;
enum err limit_change_right(struct db *db, int64_t member_id) MUST_CHECK;

#endif
