# shellcheck shell=bash disable=SC2034
names=(docker.io/library/redis:7.4-alpine)
packages=(redis-server redis-tools gosu busybox-static)
applets=alpine
# The group of the official image on Alpine is 1000.
users=(redis:x:999:1000:redis:/home/redis:/sbin/nologin)
changes=(
  'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'VOLUME /data'
  'WORKDIR /data'
  'ENTRYPOINT ["docker-entrypoint.sh"]'
  'CMD ["redis-server"]'
  'EXPOSE 6379/tcp'
)
check=(sh -c 'redis-server --version && redis-cli --version && gosu redis id')

prepare() {
  rm -rf etc/{default,redis} var/lib/redis var/log/redis
  mkdir data
}

owners() { echo 999:1000 data; }
