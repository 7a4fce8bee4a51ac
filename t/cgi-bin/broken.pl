#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No header at all: httpd makes a 500 of it.
echo this is not a header
