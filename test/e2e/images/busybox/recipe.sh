# shellcheck shell=bash disable=SC2034
names=(docker.io/library/busybox:latest docker.io/library/busybox:1.36)
packages=(busybox-static)
applets=busybox
users=(daemon:x:1:1:daemon:/usr/sbin:/bin/false www-data:x:33:33:www-data:/var/www:/bin/false)
changes=('ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' 'CMD ["sh"]')
check=(wget --help)
