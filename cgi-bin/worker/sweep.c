/* sweep.c - the hourly clean-up. What it takes away is counted on the page of jobs. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "model/bulk.h"
#include "model/import.h"
#include "model/member_invite.h"
#include "model/member_sweep.h"
#include "model/organisation_merge.h"
#include "model/people_export.h"
#include "model/personal_copy.h"
#include "model/upload.h"
#include "worker/worker.h"

#define JOBS_DAYS 30
#define JOBS_AT_ONCE 500
#define TEMP_SECONDS (24 * 3600)

/* Temporary files of requests that ended before they could tidy up. */
static int64_t sweep_temp(void)
{
    const char *folder = fmt("%s/tmp", conf_text("files_dir"));
    DIR *d = opendir(folder);
    int64_t n = 0;

    if (!d)
        return 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        struct stat st;
        if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
            st.st_mtime < time(NULL) - TEMP_SECONDS && unlinkat(dirfd(d), e->d_name, 0) == 0)
            n++;
    }
    closedir(d);
    return n;
}

static enum err sweep_jobs(struct work *w, int64_t *all)
{
    int64_t n = JOBS_AT_ONCE;

    for (*all = 0; n == JOBS_AT_ONCE && work_beat(w); *all += n)
        TRY(job_forget(w->db, JOBS_DAYS, JOBS_AT_ONCE, &n));
    return OK;
}

/* What staff made for a time, and who was invited and never answered. */
static enum err sweep_people(int64_t *all, struct work *w)
{
    enum err (*const parts[])(struct db *, int64_t *) = {invite_forget, bulk_forget, people_export_forget, import_forget,
                                                            organisation_merge_forget};

    *all = 0;
    for (size_t i = 0; i < COUNT(parts) && work_beat(w); i++) {
        int64_t n;
        TRY(parts[i](w->db, &n));
        *all += n;
    }
    return OK;
}

enum err sweep(struct work *w)
{
    int64_t people;
    struct member_swept accounts;
    int64_t             copies, jobs, uploads, stored;

    TRY(sweep_jobs(w, &jobs));
    TRY(upload_sweep(w->db, &uploads));
    TRY(member_sweep(w->db, &accounts));
    TRY(sweep_people(&people, w));
    TRY(personal_copy_sweep(w->db, &copies));
    TRY(sweep_store(w, &stored));
    json_object_set_new(w->result, "jobs", json_integer(jobs));
    json_object_set_new(w->result, "uploads", json_integer(uploads));
    json_object_set_new(w->result, "files", json_integer(stored));
    json_object_set_new(w->result, "sessions", json_integer(accounts.sessions));
    json_object_set_new(w->result, "links", json_integer(accounts.tokens));
    json_object_set_new(w->result, "unconfirmed", json_integer(accounts.pending));
    json_object_set_new(w->result, "people", json_integer(people));
    json_object_set_new(w->result, "copies", json_integer(copies));
    json_object_set_new(w->result, "mails", json_integer(accounts.mails));
    json_object_set_new(w->result, "temporary", json_integer(sweep_temp()));
    return OK;
}
