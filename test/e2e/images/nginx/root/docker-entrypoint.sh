#!/bin/sh
# As the entrypoint of the official image: for nginx, first the scripts of /docker-entrypoint.d, in order.
set -e

say() { [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS-}" ] || echo "$0: $*"; }

case ${1-} in
  nginx | nginx-debug)
    if [ -n "$(find /docker-entrypoint.d -mindepth 1 -maxdepth 1 2>/dev/null)" ]; then
      say '/docker-entrypoint.d/ is not empty, will attempt to perform configuration'
      say 'Looking for shell scripts in /docker-entrypoint.d/'
      for script in /docker-entrypoint.d/*; do
        case $script in
          *.sh | *.envsh)
            if [ ! -x "$script" ]; then
              say "Ignoring $script, not executable"
            elif [ "${script%.envsh}" != "$script" ]; then
              say "Sourcing $script"
              # shellcheck source=/dev/null
              . "$script"
            else
              say "Launching $script"
              "$script"
            fi
            ;;
          *) say "Ignoring $script" ;;
        esac
      done
      say 'Configuration complete; ready for start up'
    else
      say 'No files found in /docker-entrypoint.d/, skipping configuration'
    fi
    ;;
esac

exec "$@"
