#include <ctype.h>

#include "model/download_int.h"

bool download_is_robot(const char *agent)
{
    static const char *const signs[] = {
        "bot", "crawl", "spider", "slurp", "archiver", "curl/", "wget", "python", "java/", "libwww", "httpclient",
        "go-http", "okhttp", "scrapy", "headless", "phantom", "facebookexternalhit", "preview", "monitor", "check",
        "validator", "fetch", "feed", "harvest", "lighthouse", "axios", "node", "php", "perl", "ruby",
    };
    char *low;

    if (empty(agent)) /* browsers say who they are */
        return true;
    low = copy(agent);
    for (char *p = low; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strstr(low, signs[i]))
            return true;
    return false;
}

enum err download_note(struct db *db, int64_t file_id, int64_t resource_id, const char *ip, const char *agent,
                       const char *country)
{
    struct date d = today();
    char *who = fmt("%04d-%02d-%02d\n%s\n%s", d.year, d.month, d.day, ip, agent);
    unsigned char *visitor = talloc_size(pool, 16);
    char *mac = sign("download.visitor", who);

    mac[32] = '\0';
    if (!unhex(mac, visitor, 16))
        FAIL(ERR_INTERNAL, "the key gives no hash");
    return download_insert(db, file_id, resource_id, instant_now(), country, (struct blob){visitor, 16});
}

enum err download_country(struct db *db, int64_t member_id, const char **out)
{
    return download_country_of(db, member_id, out);
}

/* One thousand at a time: the locks are short and a deadlock costs little. */
static enum err fold_some(struct db *db, int64_t *done)
{
    char *ids;
    size_t n;

    DB_TX(tx, db);
    TRY(download_uncounted(db, FOLD_BATCH, &ids, &n));
    if (n) {
        TRY(download_add_up(db, ids));
        TRY(stamp_bump(db, "library"));
    }
    TRY(db_commit(&tx));
    *done = (int64_t)n;
    return OK;
}

enum err download_fold(struct db *db, int64_t *done)
{
    int64_t some;

    *done = 0;
    do {
        TRY(fold_some(db, &some));
        *done += some;
    } while (some == FOLD_BATCH);
    return download_forget(db, instant_add(instant_now(), -86400));
}

enum err download_stats(struct db *db, int64_t resource_id, const char *lang, struct download_stats *out)
{
    *out = (struct download_stats){0};
    TRY(download_sums(db, resource_id, out));
    for (size_t i = 0; i < out->langs.n; i++)
        out->total += out->langs.v[i].n;
    return resource_id ? OK : download_most(db, lang, &out->top);
}
