# shellcheck shell=bash
# podman and what it needs, from the distribution. What is there already stays as it is, of whatever origin.

# The folders of root's programs are not in everybody's PATH.
find_program() { PATH=$PATH:/usr/sbin:/sbin command -v "$1"; }

has() { find_program "$1" >/dev/null || [[ -x /usr/lib/podman/$1 || -x /usr/libexec/podman/$1 ]]; }

as_root() { if ((EUID)); then sudo "$@"; else "$@"; fi; }

# crun refuses to start anything where cgroups of both versions are in use.
oci_runtime() {
  if [[ $(stat -fc %T /sys/fs/cgroup) != cgroup2fs ]]; then
    echo runc
  elif has crun || ! has runc; then
    echo crun
  else
    echo runc
  fi
}

refresh_packages() {
  [[ ${refreshed-} ]] || as_root apt-get -qq update >&2
  refreshed=1
}

install_packages() {
  local wanted=() runtime
  runtime=$(oci_runtime)
  has podman || wanted+=(podman)
  has "$runtime" || wanted+=("$runtime")
  has conmon || wanted+=(conmon)
  has netavark || wanted+=(netavark)
  has catatonit || wanted+=(catatonit) # the process that holds a Pod's namespaces
  has iptables || wanted+=(iptables)   # netavark runs one of these,
  has nft || wanted+=(nftables)        # which one depends on its version
  if ((EUID)); then
    has newuidmap || wanted+=(uidmap)
    has slirp4netns || has pasta || wanted+=(slirp4netns)
  fi
  ((${#wanted[@]})) || return 0
  say "installing ${wanted[*]}"
  refresh_packages
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y \
    --no-install-recommends "${wanted[@]}" >"$home/apt.log" 2>&1 || {
    tail -20 "$home/apt.log" >&2
    return 1
  }
}
