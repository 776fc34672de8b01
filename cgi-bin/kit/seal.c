/* seal.c - secrets that have to be read again: AES-256-GCM, and the HMAC of one-time codes.
 *
 * A seal is: 1 (the format), 12 random bytes, 16 bytes of tag, then as many bytes as went in. */
#include <gcrypt.h>
#include <stdlib.h>

#include "kit/crypt_int.h"

enum { NONCE = 12, TAG = 16, HEAD = 1 + NONCE + TAG, FORMAT = 1 };

void random_bytes(void *p, size_t n)
{
    crypt_ready();
    gcry_randomize(p, n, GCRY_STRONG_RANDOM);
}

void hmac_sha1(struct blob key, struct blob text, unsigned char out[SHA1_LEN])
{
    gcry_md_hd_t md;

    crypt_ready();
    if (gcry_md_open(&md, GCRY_MD_SHA1, GCRY_MD_FLAG_HMAC) || gcry_md_setkey(md, key.p, key.n))
        abort();
    gcry_md_write(md, text.p, text.n);
    memcpy(out, gcry_md_read(md, GCRY_MD_SHA1), SHA1_LEN);
    gcry_md_close(md);
}

/* Each purpose has a key of its own, made from the site's. */
static void key_for(const char *site, const char *purpose, unsigned char out[SHA256_LEN])
{
    gcry_md_hd_t md;

    if (gcry_md_open(&md, GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC) || gcry_md_setkey(md, site, strlen(site)))
        abort();
    gcry_md_write(md, "seal", 5);
    gcry_md_write(md, purpose, strlen(purpose));
    memcpy(out, gcry_md_read(md, GCRY_MD_SHA256), SHA256_LEN);
    gcry_md_close(md);
}

static gcry_cipher_hd_t cipher(const char *site, const char *purpose, const unsigned char *nonce)
{
    unsigned char    key[SHA256_LEN];
    gcry_cipher_hd_t c;

    crypt_ready();
    key_for(site, purpose, key);
    if (gcry_cipher_open(&c, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM, 0) || gcry_cipher_setkey(c, key, sizeof key) ||
        gcry_cipher_setiv(c, nonce, NONCE))
        abort();
    explicit_bzero(key, sizeof key);
    return c;
}

struct blob seal(const char *purpose, struct blob plain)
{
    unsigned char   *out = talloc_size(pool, HEAD + plain.n);
    gcry_cipher_hd_t c;

    out[0] = FORMAT;
    random_bytes(out + 1, NONCE);
    c = cipher(site_key(false), purpose, out + 1);
    if (gcry_cipher_encrypt(c, out + HEAD, plain.n, plain.p, plain.n) || gcry_cipher_gettag(c, out + 1 + NONCE, TAG))
        abort();
    gcry_cipher_close(c);
    return (struct blob){out, HEAD + plain.n};
}

static bool open_with(const char *site, const char *purpose, struct blob sealed, struct blob *out)
{
    const unsigned char *in = sealed.p;
    size_t               n = sealed.n - HEAD;
    unsigned char       *plain = talloc_size(pool, n + 1);
    gcry_cipher_hd_t     c = cipher(site, purpose, in + 1);
    bool                 good = gcry_cipher_decrypt(c, plain, n, in + HEAD, n) == 0 &&
                gcry_cipher_checktag(c, in + 1 + NONCE, TAG) == 0;

    gcry_cipher_close(c);
    if (good)
        *out = (struct blob){plain, n};
    return good;
}

enum err unseal(const char *purpose, struct blob sealed, struct blob *out)
{
    if (sealed.n < HEAD || *(const unsigned char *)sealed.p != FORMAT)
        FAIL(ERR_INTERNAL, "not a seal");
    if (open_with(site_key(false), purpose, sealed, out))
        return OK;
    if (site_key(true) && open_with(site_key(true), purpose, sealed, out))
        return OK;
    FAIL(ERR_INTERNAL, "a seal that neither secret_file nor secret_file_former opens");
}
