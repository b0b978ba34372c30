/* SPDX-License-Identifier: GPL-3.0-or-later
 * gzip and zip, damaged: every member is read to its end. */
#include "config.h"

#include "tests/fuzz/fuzz.h"

static void drain(struct ct_stream *s, struct ct_error *err)
{
    char bytes[4096];
    ct_stream_start(s, false);
    while (ct_stream_read(s, bytes, sizeof bytes, err) > 0)
        continue;
}

static void read_members(struct ct_stream *s)
{
    regex_t any;
    struct ct_error err = {0};
    FUZZ_MUST(regcomp(&any, "", REG_NOSUB) == 0);
    int more = ct_stream_member(s, &any, &err) == 0;
    while (more > 0) {
        size_t n;
        drain(s, &err);
        more = ct_stream_next(s, &err);
        if (more > 0 && !ct_stream_whole(s, &n, &err))
            FUZZ_MUST(err.code != CT_OK);
    }
    FUZZ_MUST(more == 0 || *err.text);
    regfree(&any);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char path[32];
    int fd = fuzz_file(data, n, path);
    struct ct_error err = {0};
    struct ct_stream *s = ct_stream_open(path, &err);
    FUZZ_MUST(s || *err.text);
    if (s)
        read_members(s);
    ct_stream_close(s);
    close(fd);
    return 0;
}
