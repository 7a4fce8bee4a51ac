#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes to the client past httpd's header filter.
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-NPH: yes\r\n'
printf 'Connection: close\r\n\r\nraw\n'
