/* throttle.c - see throttle.h. Each process counts for itself: this is politeness, not a promise. */
#include "worker/throttle.h"

#include <string.h>

#include "kit/base.h"

#define SLOTS 256 /* domains share one when their hashes meet */

int64_t bucket_take(struct bucket *b, int64_t now_ms, double most, double per_minute)
{
    double per_ms = per_minute / 60000;

    if (b->at == 0)
        b->tokens = most;
    else
        b->tokens += (double)(now_ms - b->at) * per_ms;
    if (b->tokens > most)
        b->tokens = most;
    b->at = now_ms;
    if (b->tokens >= 1) {
        b->tokens -= 1;
        return 0;
    }
    return (int64_t)((1 - b->tokens) / per_ms) + 1;
}

int64_t throttle(const char *to, int64_t now_ms, int64_t all_per_minute)
{
    static struct bucket all, domains[SLOTS];
    const char *domain = strrchr(to, '@');
    uint32_t h = 2166136261u;

    for (const char *p = domain ? domain : to; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    int64_t wait = bucket_take(&domains[h % SLOTS], now_ms, DOMAIN_BURST, DOMAIN_PER_MINUTE);
    if (wait == 0)
        wait = bucket_take(&all, now_ms, (double)all_per_minute / 6 + 1, (double)all_per_minute);
    return wait;
}
