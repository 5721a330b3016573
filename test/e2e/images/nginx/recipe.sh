# shellcheck shell=bash disable=SC2034
names=(docker.io/library/nginx:alpine docker.io/library/nginx:1.27-alpine)
packages=(nginx nginx-common curl gettext-base busybox-static)
applets=alpine
users=(nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin)
changes=(
  'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENTRYPOINT ["/docker-entrypoint.sh"]'
  'CMD ["nginx","-g","daemon off;"]'
  'EXPOSE 80/tcp'
  'STOPSIGNAL SIGQUIT'
)
check=(sh -c 'nginx -t && curl --version && envsubst --version')

prepare() {
  rm -rf etc/nginx/{modules-*,sites-*,snippets} usr/share/nginx/modules var/lib/nginx
  cp etc/nginx/conf.d/default.conf usr/share/nginx
  mkdir -p var/cache/nginx var/log/nginx
  ln -s /dev/stdout var/log/nginx/access.log
  ln -s /dev/stderr var/log/nginx/error.log
  # Where Debian's nginx has its temporary files when a mounted nginx.conf says nothing about them.
  ln -s ../cache/nginx var/lib/nginx
}
