/* text_links.h - finds web addresses in plain text that people typed, so that a page can make links of them:
 * http and https only, without the punctuation of the sentence around them. In linear time. */
#ifndef MODEL_TEXT_LINKS_H
#define MODEL_TEXT_LINKS_H

#include "kit/base.h"

#define TEXT_LINKS_MOST 100 /* of one text; what comes after stays text */
#define TEXT_LINK_BYTES 2000

struct text_part {
    char *text; /* all of them together are the text */
    char *url;  /* what it leads to, by parse_url(); NULL: no link */
};
struct text_parts { struct text_part *v; size_t n; };

struct text_parts text_links(const char *text);

#endif
