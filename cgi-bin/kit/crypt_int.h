/* crypt_int.h - what the files about secrets share. */
#ifndef KIT_CRYPT_INT_H
#define KIT_CRYPT_INT_H

#include "kit/base.h"

void crypt_ready(void); /* before any other call of libgcrypt */
/* The line of secret_file, or of secret_file_former (NULL: there is none). */
const char *site_key(bool former);

#endif
