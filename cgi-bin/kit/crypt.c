/* crypt.c - hashes, tokens, signatures and passwords, all by libgcrypt. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <gcrypt.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "kit/crypt_int.h"

#define ARGON_T 2
#define ARGON_M 19456 /* KiB */
#define ARGON_P 1
#define ARGON_TAG 32
#define ARGON_SALT 16
#define HASHES_AT_ONCE 2

void crypt_ready(void)
{
    static bool done;

    if (done)
        return;
    gcry_check_version(NULL);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    done = true;
}

void sha256(const void *p, size_t n, unsigned char out[SHA256_LEN])
{
    crypt_ready();
    gcry_md_hash_buffer(GCRY_MD_SHA256, out, p, n);
}

char *hex(const void *p, size_t n)
{
    static const char    digits[] = "0123456789abcdef";
    const unsigned char *b = p;
    char                *s = talloc_size(pool, 2 * n + 1);

    for (size_t i = 0; i < n; i++) {
        s[2 * i] = digits[b[i] >> 4];
        s[2 * i + 1] = digits[b[i] & 15];
    }
    s[2 * n] = '\0';
    return s;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool unhex(const char *s, unsigned char *out, size_t n)
{
    if (!s || strlen(s) != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        int a = nibble(s[2 * i]), b = nibble(s[2 * i + 1]);

        if (a < 0 || b < 0)
            return false;
        out[i] = (unsigned char)(a << 4 | b);
    }
    return true;
}

/* base64 without padding; the alphabet of RFC 4648, section 5, or the common one. */
static char *base64(const unsigned char *p, size_t n, bool url)
{
    static const char common[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char       *a = url ? safe : common;
    char             *s = talloc_zero_size(pool, (n + 2) / 3 * 4 + 1), *o = s;

    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) |
                     (i + 2 < n ? p[i + 2] : 0);

        *o++ = a[v >> 18];
        *o++ = a[v >> 12 & 63];
        if (i + 1 < n)
            *o++ = a[v >> 6 & 63];
        if (i + 2 < n)
            *o++ = a[v & 63];
    }
    return s;
}

static bool unbase64(const char *s, unsigned char *out, size_t n)
{
    static const char a[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned          v = 0, bits = 0;
    size_t            got = 0;

    for (; *s; s++) {
        const char *p = strchr(a, *s);

        if (!p)
            return false;
        v = v << 6 | (unsigned)(p - a);
        bits += 6;
        if (bits >= 8) {
            if (got == n)
                return false;
            out[got++] = (unsigned char)(v >> (bits - 8));
            bits -= 8;
        }
    }
    return got == n;
}

char *token_new(void)
{
    unsigned char b[32];

    crypt_ready();
    gcry_randomize(b, sizeof b, GCRY_STRONG_RANDOM);
    return base64(b, sizeof b, true);
}

struct blob token_hash(const char *token)
{
    unsigned char *h = talloc_size(pool, SHA256_LEN);

    sha256(token, strlen(token), h);
    return (struct blob){h, SHA256_LEN};
}

/* ---- signatures ---- */

static const char *secret(const char *option)
{
    const char *path = conf_text(option);
    char       *s = NULL;
    FILE       *f;

    if (empty(path))
        return NULL;
    f = fopen(path, "r");
    if (f) {
        char buf[300] = "";

        if (fgets(buf, sizeof buf, f))
            buf[strcspn(buf, "\r\n")] = '\0';
        fclose(f);
        if (strlen(buf) >= 32)
            s = strdup(buf);
    }
    if (!s && strcmp(option, "secret_file") == 0) {
        fprintf(stderr, "%s: needs one line of at least 32 random characters\n", path);
        exit(2);
    }
    return s;
}

const char *site_key(bool former)
{
    static const char *keys[2];
    static bool        read[2];

    if (!read[former])
        keys[former] = secret(former ? "secret_file_former" : "secret_file");
    read[former] = true;
    return keys[former];
}

static char *mac_with(const char *key, const char *purpose, const char *text)
{
    unsigned char out[SHA256_LEN];
    gcry_md_hd_t  md;

    crypt_ready();
    if (gcry_md_open(&md, GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC) || gcry_md_setkey(md, key, strlen(key)))
        abort();
    gcry_md_write(md, purpose, strlen(purpose) + 1);
    gcry_md_write(md, text, strlen(text));
    memcpy(out, gcry_md_read(md, GCRY_MD_SHA256), sizeof out);
    gcry_md_close(md);
    return hex(out, sizeof out);
}

char *sign(const char *purpose, const char *text)
{
    return mac_with(site_key(false), purpose, text);
}

static bool same(const char *a, const char *b)
{
    size_t        n = strlen(a);
    unsigned char d = 0;

    if (strlen(b) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        d |= (unsigned char)(a[i] ^ b[i]);
    return d == 0;
}

bool signed_ok(const char *purpose, const char *text, const char *mac)
{
    if (!mac)
        return false;
    if (same(sign(purpose, text), mac))
        return true;
    return site_key(true) && same(mac_with(site_key(true), purpose, text), mac);
}

char *sign_number(const char *purpose, int64_t n)
{
    char *text = fmt("%" PRId64, n);

    return fmt("%s-%s", text, sign(purpose, text));
}

bool signed_number(const char *purpose, const char *text, int64_t *n)
{
    const char *dash = text ? strchr(text, '-') : NULL;
    int64_t     found;

    if (!dash || !parse_int(talloc_strndup(pool, text, (size_t)(dash - text)), &found) || found <= 0)
        return false;
    if (!signed_ok(purpose, fmt("%" PRId64, found), dash + 1))
        return false;
    *n = found;
    return true;
}

/* ---- passwords ---- */

/* The lock goes with the descriptor. */
enum err turn_take(const char *what, int at_once, int *fd)
{
    for (int tries = 0; tries < 500; tries++) {
        char path[300];

        snprintf(path, sizeof path, "%s/%s.%d", conf_text("run_dir"), what, (getpid() + tries) % at_once);
        *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (*fd < 0)
            FAIL(ERR_INTERNAL, "%s: %s", path, strerror(errno));
        if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
            return OK;
        close(*fd);
        usleep(20000);
    }
    FAIL(ERR_LIMIT, "no turn at %s within ten seconds", what);
}

static enum err argon(const char *pw, const unsigned char *salt, size_t nsalt, unsigned long t,
                      unsigned long m, unsigned long p, unsigned char *out)
{
    unsigned long  param[4] = {ARGON_TAG, t, m, p};
    gcry_kdf_hd_t  kdf;
    gcry_error_t   rc;
    int            fd;

    crypt_ready();
    TRY(turn_take("hashing", HASHES_AT_ONCE, &fd));
    rc = gcry_kdf_open(&kdf, GCRY_KDF_ARGON2, GCRY_KDF_ARGON2ID, param, 4, pw, strlen(pw), salt,
                       nsalt, NULL, 0, NULL, 0);
    if (!rc) {
        rc = gcry_kdf_compute(kdf, NULL);
        if (!rc)
            rc = gcry_kdf_final(kdf, ARGON_TAG, out);
        gcry_kdf_close(kdf);
    }
    close(fd);
    malloc_trim(0); /* 19 MB that would otherwise stay with this process */
    if (rc)
        FAIL(ERR_INTERNAL, "argon2id: %s", gcry_strerror(rc));
    return OK;
}

enum err password_hash(const char *pw, char **out)
{
    unsigned char salt[ARGON_SALT], tag[ARGON_TAG];

    crypt_ready();
    if (empty(pw))
        FAIL(ERR_INTERNAL, "empty password");
    gcry_randomize(salt, sizeof salt, GCRY_STRONG_RANDOM);
    TRY(argon(pw, salt, sizeof salt, ARGON_T, ARGON_M, ARGON_P, tag));
    *out = fmt("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", ARGON_M, ARGON_T, ARGON_P,
               base64(salt, sizeof salt, false), base64(tag, sizeof tag, false));
    return OK;
}

enum err password_check(const char *pw, const char *stored, bool *ok, bool *renew)
{
    unsigned long m = ARGON_M, t = ARGON_T, p = ARGON_P;
    char          salt64[64] = "", tag64[96] = "";
    unsigned char salt[ARGON_SALT] = {0}, tag[ARGON_TAG] = {1}, is[ARGON_TAG];
    bool          real = stored && !empty(pw) &&
                sscanf(stored, "$argon2id$v=19$m=%lu,t=%lu,p=%lu$%63[^$]$%95s", &m, &t, &p, salt64,
                       tag64) == 5 &&
                m >= 8 && m <= 1048576 && t >= 1 && t <= 20 && p >= 1 && p <= 8 &&
                unbase64(salt64, salt, sizeof salt) && unbase64(tag64, tag, sizeof tag);
    unsigned char d = 0;

    *ok = *renew = false;
    if (!real)
        m = ARGON_M, t = ARGON_T, p = ARGON_P;
    TRY(argon(empty(pw) ? "x" : pw, salt, sizeof salt, t, m, p, is));
    for (size_t i = 0; i < sizeof is; i++)
        d |= (unsigned char)(is[i] ^ tag[i]);
    *ok = real && d == 0;
    *renew = *ok && (m != ARGON_M || t != ARGON_T || p != ARGON_P);
    return OK;
}
