/* repeat.c - what a handler has found out, for when a deadlock makes the dispatcher run it again. */
#include "kit/web_int.h"

bool answer_kept(const struct req *r, int *out)
{
    const struct more *m = req_more(r);

    if (m->answered)
        *out = m->answer;
    return m->answered;
}

void answer_keep(struct req *r, int answer)
{
    struct more *m = req_more(r);

    m->answered = true;
    m->answer = answer;
}
