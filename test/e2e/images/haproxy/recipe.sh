# shellcheck shell=bash disable=SC2034
names=(docker.io/library/haproxy:3.2-alpine)
packages=(haproxy busybox-static)
applets=alpine
users=(haproxy:x:99:99:haproxy:/var/lib/haproxy:/sbin/nologin)
changes=(
  'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'USER haproxy'
  'WORKDIR /var/lib/haproxy'
  'ENTRYPOINT ["docker-entrypoint.sh"]'
  'CMD ["haproxy","-f","/usr/local/etc/haproxy/haproxy.cfg"]'
  'STOPSIGNAL SIGUSR1'
)
check=(-v)

prepare() {
  rm -rf etc/{default,haproxy,rsyslog.d} var/lib/haproxy/*
  mkdir -p usr/local/etc/haproxy/errors usr/local/sbin var/lib/haproxy
  ln -s /usr/sbin/haproxy usr/local/sbin/haproxy
}

owners() { echo 99:99 var/lib/haproxy; }
