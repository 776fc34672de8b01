/* totp.c - the arithmetic of one-time codes (RFC 4226, RFC 6238). */
#include "model/two_factor.h"

enum { DIGITS_MOD = 1000000, WINDOW = 1 };

int two_factor_code(struct blob secret, int64_t step)
{
    unsigned char msg[8], mac[SHA1_LEN];
    unsigned      at;
    uint32_t      n;

    for (int i = 0; i < 8; i++)
        msg[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    hmac_sha1(secret, (struct blob){msg, sizeof msg}, mac);
    at = mac[SHA1_LEN - 1] & 15;
    n = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    return (int)(n % DIGITS_MOD);
}

int64_t two_factor_step(struct blob secret, int64_t now, int64_t last, int code)
{
    int64_t found = 0;

    for (int64_t step = now - WINDOW; step <= now + WINDOW; step++)
        if (step > last && two_factor_code(secret, step) == code)
            found = step;
    return found;
}

char *base32(const void *p, size_t n)
{
    static const char    a[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const unsigned char *b = p;
    char                *s = talloc_zero_size(pool, n * 8 / 5 + 2), *o = s;
    unsigned             v = 0, bits = 0;

    for (size_t i = 0; i < n; i++) {
        v = v << 8 | b[i];
        for (bits += 8; bits >= 5; bits -= 5)
            *o++ = a[v >> (bits - 5) & 31];
    }
    if (bits)
        *o++ = a[v << (5 - bits) & 31];
    return s;
}
