# shellcheck shell=bash
# A podman with a configuration, images and state of its own.

podman=$home/podman

# Below a folder that is empty after a restart of the machine, as podman expects, and with a short path for its sockets.
instance=$(cksum <<<"$home")
instance=${instance%% *}
if ((EUID)); then runs=${XDG_RUNTIME_DIR:-/tmp}; else runs=/run; fi
runs+=/sidecars-e2e-$instance

put() { # FILE [MODE]: whoever reads or runs it meanwhile has the old one or the new one
  cat >"$1.new"
  chmod "${2-644}" "$1.new"
  mv "$1.new" "$1"
}

configure_podman() {
  local runtime
  runtime=$(oci_runtime)
  mkdir -p "$home"/{configuration,networks}
  write_runtime "$runtime" | put "$home/configuration/runtime" 755
  write_containers_configuration "$runtime" | put "$home/configuration/containers.conf"
  write_registries_configuration | put "$home/configuration/registries.conf"
  write_podman | put "$podman" 755
}

# What podman tells the OCI runtime goes through a filter, which is about two things:
#
# - The capabilities added to a user that is not root are ambient with podman, and with no runtime of Kubernetes: there,
#   NET_BIND_SERVICE does not let user 101 listen on port 80.
# - podman asks for high limits of open files and processes for each container. Without CAP_SYS_RESOURCE, they cannot be
#   raised, and nothing starts.
#
# In JSON, no string has a bare quote in it, so that the text "ambient": is the key and nothing else.
write_runtime() {
  local edits="-e 's/\"(ambient|inheritable)\":\\[[^]]*\\]/\"\\1\":[]/g'"
  (ulimit -n 1048576 && ulimit -u 4194304) 2>/dev/null || edits+=" -e 's/\"rlimits\":\\[[^]]*\\]/\"rlimits\":[]/g'"
  cat <<EOS
#!/bin/sh
for argument in "\$@"; do
  case \${previous-} in
    --bundle | -b) file=\$argument/config.json ;; # create
    --process | -p) file=\$argument ;;            # exec
  esac
  previous=\$argument
done
if [ -n "\${file-}" ]; then
  sed -i -E $edits "\$file" || exit 1
fi
exec $(find_program "$1") "\$@"
EOS
}

# default_capabilities: containerd's, which a container on a node has. Those of podman are fewer.
# lock_type: the locks of the other kind are shared by all podmans of a user, and the first command of one makes them
#   anew under the others.
# default_subnet_pools: so that two of these at a time do not choose the same addresses.
write_containers_configuration() {
  local manager=cgroupfs
  if [[ $EUID == 0 && -d /run/systemd/system || -S $(user_bus) ]]; then manager=systemd; fi
  cat <<EOS
[containers]
default_capabilities = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
  "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]
default_sysctls = []
http_proxy = false
log_driver = "k8s-file"
[network]
network_backend = "netavark"
network_config_dir = "$home/networks"
default_subnet_pools = [{ base = "10.$((100 + instance % 100)).0.0/16", size = 24 }]
[engine]
cgroup_manager = "$manager"
events_logger = "file"
lock_type = "file"
pull_policy = "never"
tmp_dir = "$runs/libpod"
runtime = "$1"
[engine.runtimes]
$1 = ["$home/configuration/runtime"]
EOS
}

# An image that is not here is refused at once, by name of its registry.
write_registries_configuration() {
  local registry
  echo 'unqualified-search-registries = ["docker.io"]'
  echo 'short-name-mode = "disabled"'
  for registry in docker.io gcr.io ghcr.io quay.io registry.k8s.io '*.'{aws,com,dev,io,net,org}; do
    printf '[[registry]]\nprefix = "%s"\nblocked = true\n' "$registry"
    [[ $registry == \** ]] || printf 'location = "%s"\n' "$registry"
  done
}

# The proxy is a port where nobody listens: a registry that is not in the list above is not reached either.
#
# The storage is named by arguments, because podman follows a configuration of it for root only. Without skip_mount_home
# the folder would be mounted upon itself, and could not be removed.
write_podman() {
  cat <<EOS
#!/bin/sh
export CONTAINERS_CONF='$home/configuration/containers.conf'
export CONTAINERS_REGISTRIES_CONF='$home/configuration/registries.conf'
export HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY= no_proxy=
export PATH="\$PATH:/usr/sbin:/sbin" PODMAN_IGNORE_CGROUPSV1_WARNING=1
EOS
  if ((EUID)) && [[ -S $(user_bus) ]]; then
    echo "export XDG_RUNTIME_DIR=\${XDG_RUNTIME_DIR:-/run/user/$EUID}"
    echo "export DBUS_SESSION_BUS_ADDRESS=\${DBUS_SESSION_BUS_ADDRESS:-unix:path=$(user_bus)}"
  fi
  echo "exec $(find_program podman) --root '$home/storage' --runroot '$runs/storage'" \
    "--storage-driver overlay --storage-opt overlay.skip_mount_home=true \"\$@\""
}

# Where a user's systemd answers, which limits the memory of the containers of users other than root.
user_bus() { echo "${XDG_RUNTIME_DIR:-/run/user/$EUID}/bus"; }

remove_everything() {
  if [[ -x $podman ]]; then
    "$podman" pod rm --force --all --time 0 >/dev/null
    "$podman" rm --force --all --volumes --time 0 >/dev/null
    "$podman" network prune --force >/dev/null
  fi
  # Some of the files are other users' that only the process of its namespace can remove.
  if ((EUID)) && [[ -x $podman ]]; then
    "$podman" unshare rm -rf "$home/storage"
    kill "$(<"$runs/libpod/pause.pid")"
  fi
  rm -rf "$home" "$runs"
}
