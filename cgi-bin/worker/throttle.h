/* throttle.h - not too many mails at once to one domain, nor in all (mail_per_minute). */
#ifndef WORKER_THROTTLE_H
#define WORKER_THROTTLE_H

#include <stdint.h>

#define DOMAIN_BURST  20 /* mails that one domain takes at once */
#define DOMAIN_PER_MINUTE 120

struct bucket {
    double  tokens;
    int64_t at; /* ms */
};
/* Takes one token; 0, or after how many ms there will be one. `most` fill up within a minute's rate. */
int64_t bucket_take(struct bucket *b, int64_t now_ms, double most, double per_minute);

/* Whether a mail to this address may go now: 0, or after how many ms to look again. */
int64_t throttle(const char *to, int64_t now_ms, int64_t all_per_minute);

#endif
