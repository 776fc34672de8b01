/* reauth_form.h - the password once more, and a code, in the forms of sensitive acts.
 *
 *     struct delete_form { char *why, *password, *code; };
 *     FORM(delete_form, struct delete_form, NULL, ..., REAUTH_FIELDS(struct delete_form));
 *
 *     show:  form_show(...); if ((e = reauth_put(r)) != OK) ...; return reply_page(r, tpl);
 *     do:    if (!form_read(...)) return reauth_again(r, tpl);
 *            if (!reauth_ok(r, &delete_form, &f, &f.password, &f.code, tpl, &no)) return no;
 *
 * The template includes lib/reauth.cst and calls reauth_fields(). Routes of such forms are .secret. */
#ifndef COMMON_REAUTH_FORM_H
#define COMMON_REAUTH_FORM_H

#include "kit/web.h"
#include "model/reauth.h"
#include "model/two_factor.h"

#define REAUTH_FIELDS(T)                                                                        \
    FIELD(T, password, .as = AS_PASSWORD, .required = true, .max = 512,                         \
          .missing = N_("Enter your password")),                                                \
    FIELD(T, code, .max = 40)

/* Tells the template whether to ask for a code. After form_show() or form_read(). */
enum err reauth_put(struct req *r) MUST_CHECK;
/* The form again (422). */
struct reply reauth_again(struct req *r, const char *tpl);
/* False: *out is the answer to give, with a message beside the field. Call it last, when all else about the
 * form is in order: a right code is used up. Fields are given by their address in m. */
bool reauth_ok(struct req *r, const struct form *form, const void *m, char *const *password, char *const *code,
               const char *tpl, struct reply *out);
/* two_factor_check(), once for each request: a handler that the dispatcher repeats does not use a code twice. */
enum err code_check(struct req *r, int64_t member_id, const char *code, enum two_factor_answer *out) MUST_CHECK;

#endif
