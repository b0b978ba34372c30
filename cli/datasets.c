/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends datasets. */
#include "config.h"

#include "cli/commands.h"
#include "cli/say.h"
#include "collect/collect.h"
#include "lib/file.h"

#include <stdlib.h>

int ct_command_datasets(struct ct_call *call, struct ct_error *err)
{
    struct ct_buffer out = {0};
    char *datadir = ct_datadir();
    int result = call->n_operands
                     ? ct_datasets_show(datadir, call->argv[0], &out, err)
                     : ct_datasets_list(datadir, &out, err);
    free(datadir);
    if (!result)
        return ct_say_out(&out, err);
    ct_buffer_clear(&out);
    return result;
}
