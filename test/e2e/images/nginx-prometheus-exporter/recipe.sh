# shellcheck shell=bash disable=SC2034
names=(docker.io/nginx/nginx-prometheus-exporter:1.5.3)
packages=(prometheus-nginx-exporter)
# Before its version 1.0 the exporter ends when nginx does not answer at its start, unless it is told to try again.
changes=(
  'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENV NGINX_RETRIES=1000000'
  'ENV NGINX_RETRY_INTERVAL=100ms'
  'USER 1001:1001'
  'ENTRYPOINT ["/usr/bin/nginx-prometheus-exporter"]'
)
check=(-version)

prepare() {
  mv usr/bin/prometheus-nginx-exporter usr/bin/nginx-prometheus-exporter
  # Nothing but the program and its libraries.
  rm -rf bin etc/{default,nsswitch.conf} home lib/systemd root sbin usr/sbin var
}
