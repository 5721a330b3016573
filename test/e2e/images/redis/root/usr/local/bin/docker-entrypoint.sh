#!/bin/sh
# As the entrypoint of the official image: root gives the data to the user redis and goes on as that one, and files are
# for that user alone.
set -e

case ${1-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "${1-}" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis '{}' +
  exec gosu redis "$0" "$@"
fi
[ "$(umask)" != 0022 ] || umask 0077

exec "$@"
