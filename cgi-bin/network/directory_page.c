/* directory_page.c - the directory of people and organisations. */
#include "network/pages.h"

struct reply directory_show(struct req *r)
{
    return reply_page(r, "network/directory.cst");
}
