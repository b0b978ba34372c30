/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program: its commands. */
#include "config.h"

#include "lib/panel.h"

int main(void)
{
    ct_panel_destroy(ct_panel_create());
    return 0;
}
