# shellcheck shell=bash
# The images: the contents of Debian packages under the names that manifests use. Each has a folder in images/, with the
# files that are added to the packages (root/) and a recipe, which sets
#
#   names     the names of the image, with the tags
#   packages  the packages, without the libraries that they need
#   applets   "busybox", or "alpine" for those that images based on Alpine have, or nothing
#   users     lines of /etc/passwd besides those that all have, with the group of the same name
#   changes   the configuration, in the words of a Dockerfile
#   check     arguments of `podman run IMAGE` that fail where something is missing
#
# and has two functions: prepare, which works on the unpacked files in the current folder, and owners, which prints
# "UID:GID FOLDER" for the folders that are not root's, and empty.

label=cdk8s-sidecars.e2e

build_images() {
  local folder name stamp stale=()
  declare -A built
  while read -r name stamp; do built[$name]=$stamp; done < <("$podman" image ls \
    --filter "label=$label.recipe" --format "{{.Repository}}:{{.Tag}} {{index .Labels \"$label.recipe\"}}")
  for folder in "$here"/images/*/; do
    load_recipe "$folder"
    stamp=$(recipe_stamp "$folder")
    for name in "${names[@]}"; do
      [[ ${built[$name]-} == "$stamp" ]] || { stale+=("$folder") && break; }
    done
  done
  if ((${#stale[@]})); then
    rm -rf "$home"/{packages,build,tried}
    mkdir "$home"/{packages,build}
    for folder in "${stale[@]}"; do build_image "$folder"; done
    rm -rf "$home"/{packages,build}
    "$podman" image prune --force >/dev/null
  fi
  [[ -e $home/tried ]] || try_pod
}

# The same bytes from the same files, whoever owns them.
pack() { # FOLDER [ARGUMENT...]: to standard output
  tar -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner "${@:2}" -cf - .
}

load_recipe() { # FOLDER
  names=() packages=() applets='' users=() changes=() check=()
  prepare() { :; }
  owners() { :; }
  # shellcheck source=/dev/null
  . "$1/recipe.sh"
}

# What decides about an image, but for the versions of the packages.
recipe_stamp() { # FOLDER
  pack "$1" --mode=go=u-w | cat - "$here/environment/images.sh" | sha256sum | cut -c1-16
}

build_image() { # FOLDER
  local image root=$home/build/root archive=$home/build/image.tar arguments=() owned change contents owner folder
  image=$(basename "$1")
  load_recipe "$1"
  rm -rf "$root"
  mkdir -p "$root"
  fetch_packages
  contents=$(unpack_packages "$root")
  [[ ! -d $1/root ]] || pack "$1/root" --mode=go=u-w | tar -C "$root" -xf -
  (cd "$root" && prepare)
  # The folders of others than root have entries of their own, and are empty.
  mapfile -t owned < <(owners)
  pack "$root" "${owned[@]/#* /--exclude=./}" >"$archive"
  while read -r owner folder; do
    tar -C "$root" --mtime=@0 --owner="${owner%:*}" --group="${owner#*:}" --numeric-owner --no-recursion \
      -rf "$archive" "./$folder"
  done < <(owners)
  for change in "${changes[@]}" "LABEL $label.recipe=$(recipe_stamp "$1")" "LABEL $label.packages=\"$contents\""; do
    arguments+=(--change "$change")
  done
  "$podman" import --quiet "${arguments[@]}" "$archive" "${names[0]}" >/dev/null
  "$podman" run --rm --network none "${names[0]}" "${check[@]}" >"$home/check.log" 2>&1 || {
    cat "$home/check.log" >&2
    say "the image $image does not work"
    "$podman" image rm --force "${names[0]}" >/dev/null
    return 1
  }
  [[ ${#names[@]} == 1 ]] || "$podman" tag "${names[@]}"
  say "built ${names[*]}"
}

# The packages of the recipe and all libraries that they need. Lists of packages that are old or not there are fetched.
fetch_packages() {
  try_to_fetch 2>/dev/null || { refresh_packages && try_to_fetch; }
}

try_to_fetch() {
  local next=("${packages[@]}") package
  declare -A seen=()
  while ((${#next[@]})); do
    for package in "${next[@]}"; do seen[$package]=1; done
    mapfile -t next < <(apt-cache "${apt[@]}" depends "${next[@]}" |
      awk '$1 ~ /^(Pre)?Depends:$/ && $2 ~ /^(lib|zlib)/ { print $2 }' | sort -u |
      while read -r package; do [[ ${seen[$package]-} ]] || echo "$package"; done)
  done
  mapfile -t fetched < <(printf '%s\n' "${!seen[@]}" | sort)
  (cd "$home/packages" && apt-get -qq "${apt[@]}" download "${fetched[@]}")
}

# A cache of our own: machines made from a container image switch it off, and each call takes a second longer.
apt=(-o APT::Sandbox::User=root -o "Dir::Cache::pkgcache=$home/packages/cache.bin"
  -o "Dir::Cache::srcpkgcache=$home/packages/sources.bin")

# Without the scripts of the packages, which are about services of the machine. Prints the versions.
unpack_packages() { # ROOT
  local package folder file versions=()
  for package in "${fetched[@]}"; do
    file=$(echo "$home/packages/${package}"_*.deb)
    dpkg-deb -x "$file" "$1"
    versions+=("$(dpkg-deb -W --showformat "\${Package}=\${Version}" "$file")")
  done
  cd "$1" || return
  rm -rf usr/share/{bash-completion,doc,initramfs-tools,lintian,locale,man,vim,zsh} etc/{cron.*,init.d,logrotate.d,ufw}
  # One layout, whether or not the release has merged the folders of / and /usr.
  for folder in bin sbin lib lib64; do
    mkdir -p "usr/$folder"
    [[ ! -d $folder || -L $folder ]] || cp -a "$folder/." "usr/$folder/"
    rm -rf "$folder"
    ln -s "usr/$folder" "$folder"
  done
  mkdir -p dev etc home proc root run sys tmp var/{cache,lib,log,spool,tmp}
  chmod 1777 tmp var/tmp
  chmod 700 root
  ln -s ../run var/run
  [[ ! $applets ]] || link_applets
  write_users
  echo 'hosts: files dns' >etc/nsswitch.conf
  echo "${versions[*]}"
}

link_applets() {
  local applet
  for applet in $(bin/busybox --list); do
    case $applets:$applet in
      *:dpkg* | *:rpm* | alpine:httpd | alpine:telnet*) continue ;;
    esac
    [[ -e usr/bin/$applet || -L usr/bin/$applet || -e usr/sbin/$applet ]] || ln -s busybox "usr/bin/$applet"
  done
}

write_users() {
  printf '%s\n' root:x:0:0:root:/root:/bin/sh "${users[@]}" nobody:x:65534:65534:nobody:/:/sbin/nologin >etc/passwd
  awk -F: '{ print $1 ":x:" $4 ":" }' etc/passwd >etc/group
}

# The first Pod of this podman makes its pause image, and takes longer than the others.
try_pod() {
  local page
  "$podman" pod rm --force --ignore --time 0 trial >/dev/null 2>&1
  "$podman" pod create --name trial --network podman >/dev/null
  "$podman" run --detach --pod trial docker.io/library/nginx:alpine >/dev/null
  page=$("$podman" run --rm --pod trial docker.io/library/busybox:latest sh -c \
    'for i in 1 2 3 4 5 6 7 8 9 10; do wget -qO- http://localhost && break; sleep 0.3; done' 2>&1) || true
  "$podman" pod rm --force --time 0 trial >/dev/null
  [[ $page == *'Welcome to nginx!'* ]] || {
    say "a Pod with nginx does not answer: $page"
    return 1
  }
  touch "$home/tried"
}
