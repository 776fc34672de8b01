/* machine.h - addresses of the library for machines: harvesting, the read interface, the site map. */
#ifndef RESOURCES_MACHINE_H
#define RESOURCES_MACHINE_H

#include "kit/web.h"

/* POST /oai has no token: harvesters send it, and it changes nothing. */
#define MACHINE_ROUTES                                                                 \
    GET("/oai", oai_answer, ANYONE, .no_lang = true),                                  \
    POST("/oai", oai_answer, ANYONE, .no_lang = true, .no_csrf = true, .most_bytes = 8192), \
    GET("/api", api_index, ANYONE, .no_lang = true),                                   \
    GET("/api/openapi.json", api_openapi, ANYONE, .no_lang = true),                    \
    GET("/api/resources", api_resources, ANYONE, .no_lang = true),                     \
    GET("/api/resources/{id}", api_resource, ANYONE, .no_lang = true),                 \
    GET("/api/terms", api_terms, ANYONE, .no_lang = true),                             \
    GET("/api/countries", api_countries_get, ANYONE, .no_lang = true),                 \
    GET("/sitemap.xml", sitemap_index, ANYONE, .no_lang = true),                       \
    GET("/sitemap/pages.xml", sitemap_pages, ANYONE, .no_lang = true),                 \
    GET("/sitemap/resources-{partid}.xml", sitemap_part, ANYONE, .no_lang = true)

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
