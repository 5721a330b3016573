#!/bin/sh
# As the entrypoint of the official image: arguments alone are HAProxy's, which runs with a master process.
set -e

case ${1-} in
  -*) set -- haproxy "$@" ;;
esac
if [ "${1-}" = haproxy ]; then
  shift
  set -- haproxy -W -db "$@"
fi

exec "$@"
