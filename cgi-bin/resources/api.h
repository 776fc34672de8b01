/* api.h - what the files of the read interface share. */
#ifndef RESOURCES_API_H
#define RESOURCES_API_H

#include "model/api.h"
#include "resources/machine.h"

/* A record as the description (openapi.json) has it: schema Resource. */
json_t *api_record_json(const struct api_record *r);
/* JSON with ETag and Cache-Control: the same for everybody. Takes the reference. */
struct reply api_reply(struct req *r, json_t *j);
/* application/problem+json (RFC 9457). */
struct reply api_problem(struct req *r, int status, const char *title, const char *detail);

#endif
