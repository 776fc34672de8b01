/* smtp.c - see smtp.h. libcurl speaks SMTP; its debug output tells us at which step the server said
 * what, for a 5xx to MAIL or to signing in is our trouble and a 5xx to RCPT that of one address. */
#include "worker/smtp.h"

#include <curl/curl.h>
#include <strings.h>

#define CONNECT_SECONDS 20
#define ALL_SECONDS     120

struct talk {
    char command[8]; /* the latest one: "EHLO", "RCPT"; "." after the message */
    char reply[400]; /* the latest line of the server */
    const char *message;
    size_t left;
    bool over;
};

static CURL *kept;

static void keep_line(char *out, size_t room, const char *s, size_t n)
{
    size_t i = 0;

    for (; i < n && i < room - 1 && s[i] != '\r' && s[i] != '\n'; i++)
        out[i] = (unsigned char)s[i] < ' ' || (unsigned char)s[i] > '~' ? '?' : s[i];
    out[i] = '\0';
}

static int on_debug(CURL *c, curl_infotype type, char *s, size_t n, void *arg)
{
    struct talk *t = arg;

    if (t->over)
        return 0;
    if (type == CURLINFO_HEADER_OUT && n >= 4 && strncasecmp(s, "QUIT", 4) == 0) {
        t->over = true; /* libcurl's good-bye after a refusal; what matters came before */
    } else if (type == CURLINFO_HEADER_OUT) {
        size_t i = 0;
        for (; i < n && i < sizeof t->command - 1 && s[i] > ' '; i++)
            t->command[i] = s[i];
        t->command[i] = '\0';
    } else if (type == CURLINFO_DATA_OUT) {
        memcpy(t->command, ".", 2);
    } else if (type == CURLINFO_HEADER_IN) {
        keep_line(t->reply, sizeof t->reply, s, n);
    }
    return 0;
}

static size_t on_read(char *buf, size_t size, size_t n, void *arg)
{
    struct talk *t = arg;
    size_t most = size * n < t->left ? size * n : t->left;

    memcpy(buf, t->message, most);
    t->message += most;
    t->left -= most;
    return most;
}

static void set_server(CURL *c)
{
    const char *tls = conf_text("smtp_starttls"), *user = conf_text("smtp_user");
    int64_t port = conf_int("smtp_port");
    bool required = strcmp(tls, "required") == 0;

    /* The path is the name we give ourselves in EHLO. */
    const char *host = strstr(conf_text("site_url"), "://");
    host = host ? host + 3 : "localhost";
    const char *name = talloc_strndup(pool, host, strcspn(host, ":/"));
    curl_easy_setopt(c, CURLOPT_URL, fmt("%s://%s:%" PRId64 "/%s", port == 465 ? "smtps" : "smtp",
                                         conf_text("smtp_host"), port, name));
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(required ? CURLUSESSL_ALL
                                                : strcmp(tls, "no") == 0 ? CURLUSESSL_NONE
                                                                         : CURLUSESSL_TRY));
    /* "try" is better than nothing against who only listens; it cannot know the right certificate. */
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, (long)(required || port == 465));
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, required || port == 465 ? 2L : 0L);
    if (!empty(conf_text("smtp_ca_file")))
        curl_easy_setopt(c, CURLOPT_CAINFO, conf_text("smtp_ca_file"));
    if (!empty(user)) {
        curl_easy_setopt(c, CURLOPT_USERNAME, user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, conf_text("smtp_password"));
    }
}

static CURL *server(void)
{
    static bool begun;

    if (kept)
        return kept;
    if (!begun)
        curl_global_init(CURL_GLOBAL_DEFAULT);
    begun = true;
    kept = curl_easy_init();
    curl_easy_setopt(kept, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(kept, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(kept, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
    curl_easy_setopt(kept, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(kept, CURLOPT_PROXY, "");
    curl_easy_setopt(kept, CURLOPT_SASL_IR, 1L);
    curl_easy_setopt(kept, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(kept, CURLOPT_DEBUGFUNCTION, on_debug);
    curl_easy_setopt(kept, CURLOPT_READFUNCTION, on_read);
    set_server(kept);
    return kept;
}

static enum smtp judge(CURLcode code, const struct talk *t, const char **why)
{
    bool about_this = strncasecmp(t->command, "RCPT", 4) == 0 || strncasecmp(t->command, "DATA", 4) == 0 ||
                      strcmp(t->command, ".") == 0;
    char kind = t->reply[0];

    if (code == CURLE_OK) {
        *why = "";
        return SMTP_SENT;
    }
    bool answered = (kind == '4' || kind == '5') && strncmp(t->reply, "421", 3) != 0;
    *why = kind == '4' || kind == '5' ? copy(t->reply) : copy(curl_easy_strerror(code));
    if (!about_this)
        return SMTP_AWAY;
    return answered && kind == '5' ? SMTP_REFUSED : SMTP_LATER;
}

static enum smtp send_now(const char *from, const char *to, const char *message, const char **why)
{
    struct talk t = {.message = message, .left = strlen(message)};
    struct curl_slist *rcpt = curl_slist_append(NULL, fmt("<%s>", to));
    CURL *c = server();

    curl_easy_setopt(c, CURLOPT_DEBUGDATA, &t);
    curl_easy_setopt(c, CURLOPT_READDATA, &t);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)t.left);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, fmt("<%s>", from));
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, rcpt);
    CURLcode code = curl_easy_perform(c);
    enum smtp verdict = judge(code, &t, why);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(rcpt);
    if (code != CURLE_OK)
        smtp_close(); /* after a fault, begin with a new connection */
    return verdict;
}

/* Servers close a connection after some mails or some time: that says nothing about the next one. */
enum smtp smtp_send(const char *from, const char *to, const char *message, const char **why)
{
    bool kept_one = kept != NULL;
    enum smtp verdict = send_now(from, to, message, why);

    return verdict == SMTP_AWAY && kept_one ? send_now(from, to, message, why) : verdict;
}

void smtp_close(void)
{
    struct talk last = {0};

    if (!kept)
        return;
    curl_easy_setopt(kept, CURLOPT_DEBUGDATA, &last);
    curl_easy_setopt(kept, CURLOPT_VERBOSE, 0L);
    curl_easy_cleanup(kept); /* says QUIT */
    kept = NULL;
}
