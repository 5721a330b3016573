#!/bin/sh
# Makes nginx listen on IPv6 too, if its configuration is the image's own and can be written.
set -e
server=/etc/nginx/conf.d/default.conf
original=/usr/share/nginx/default.conf

say() { [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS-}" ] || echo "${0##*/}: info: $*"; }

if [ ! -f /proc/net/if_inet6 ]; then
  say 'ipv6 not available'
elif [ ! -f "$server" ]; then
  say "$server is not a file or does not exist"
elif ! touch "$server" 2>/dev/null; then
  say "can not modify $server (read-only file system?)"
elif grep -q 'listen  \[::\]:80;' "$server"; then
  say 'IPv6 listen already enabled'
elif ! cmp -s "$server" "$original"; then
  say "$server differs from the packaged version"
else
  sed -i 's/^    listen       80;/&\n    listen  [::]:80;/' "$server"
  say "Enabled listen on IPv6 in $server"
fi
