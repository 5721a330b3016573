#!/bin/sh
# /etc/nginx/templates/NAME.template becomes /etc/nginx/conf.d/NAME, with the variables of the environment put in.
set -e
templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

say() { [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS-}" ] || echo "${0##*/}: $*"; }

[ -d "$templates" ] || exit 0
if [ ! -w "$output" ]; then
  say "ERROR: $templates exists, but $output is not writable"
  exit 0
fi
# Variables of nginx itself look the same, and stay.
variables=$(awk 'BEGIN { for (name in ENVIRON) printf "${%s} ", name }')
find "$templates" -follow -type f -name "*$suffix" | while read -r template; do
  file=$output/${template#"$templates"/}
  file=${file%"$suffix"}
  mkdir -p "${file%/*}"
  say "Running envsubst on $template to $file"
  envsubst "$variables" <"$template" >"$file"
done
