/* site_check.c - the job "site.check": how long the certificate of the site is good for, and whether the virus
 * scanner answers. What it finds is on the page of operations. */
#include <curl/curl.h>
#include <time.h>

#include "worker/worker.h"

#define PATIENCE 10L

static size_t ignore(char *p, size_t size, size_t n, void *arg) { return size * n; }

/* "Expire date:Jan  1 12:00:00 2027 GMT" of the first certificate, that of the site. */
static time_t expiry(CURL *c)
{
    struct curl_certinfo *info = NULL;

    if (curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) != CURLE_OK || !info || info->num_of_certs < 1)
        return -1;
    for (const struct curl_slist *s = info->certinfo[0]; s; s = s->next)
        if (strncmp(s->data, "Expire date:", 12) == 0)
            return curl_getdate(s->data + 12, NULL);
    return -1;
}

/* One handshake with the site itself. trust: a certificate that browsers would refuse is a failure. */
static CURLcode shake_hands(bool trust, time_t *until)
{
    CURL *c = curl_easy_init();

    if (!c)
        return CURLE_FAILED_INIT;
    curl_easy_setopt(c, CURLOPT_URL, conf_text("site_url"));
    curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(c, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, PATIENCE);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, trust ? 1L : 0L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, trust ? 2L : 0L);
    CURLcode code = curl_easy_perform(c);
    *until = code == CURLE_OK ? expiry(c) : -1;
    curl_easy_cleanup(c);
    return code;
}

static void look_at_certificate(struct work *w)
{
    time_t      until;
    const char *state = "ok";

    if (strncmp(conf_text("site_url"), "https:", 6) != 0) {
        json_object_set_new(w->result, "certificate", json_string("none"));
        return;
    }
    if (shake_hands(true, &until) != CURLE_OK)
        state = shake_hands(false, &until) == CURLE_OK ? "untrusted" : "unreachable";
    json_object_set_new(w->result, "certificate", json_string(state));
    if (until > 0)
        json_object_set_new(w->result, "certificate_until",
                            json_string(instant_iso(pool, (struct instant){(int64_t)until * 1000000})));
}

enum err site_check(struct work *w)
{
    look_at_certificate(w);
    work_beat(w);
    json_object_set_new(w->result, "scanner",
                        json_string(empty(conf_text("clamd_socket")) ? "off" : scanner_answers() ? "ok" : "away"));
    return OK;
}
