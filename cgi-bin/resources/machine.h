/* machine.h - addresses of the library for machines: harvesting, the read interface, the site map. */
#ifndef RESOURCES_MACHINE_H
#define RESOURCES_MACHINE_H

#include "kit/web.h"

struct reply oai_answer(struct req *r);
struct reply api_index(struct req *r);
struct reply api_openapi(struct req *r);
struct reply api_resources(struct req *r);
struct reply api_resource(struct req *r);
struct reply api_terms(struct req *r);
struct reply api_countries_get(struct req *r);
struct reply sitemap_index(struct req *r);
struct reply sitemap_pages(struct req *r);
struct reply sitemap_part(struct req *r);

#endif
