#!/bin/sh
# Proves ./dev test and ./dev serve in a bare Debian: fresh.sh [SUITE...] [-- CTEST ARGUMENT...]
# For root, with debootstrap.  MIRROR is the Debian archive's address.  Mounts and processes are in
# namespaces of their own and end with it.
set -eu
cd "$(dirname "$0")/.."

PORT=${PORT:-18080}

inside() { # root, command...
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child sh -c '
        set -eu
        root=$1
        shift
        mount --make-rprivate /
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        exec chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"
        ' sh "$@"
}

prove() { # suite, ctest argument...
    suite=$1
    shift
    root=$PWD/build/fresh/$suite
    log=$root.log
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    echo "== $suite: a bare system, from $MIRROR"
    debootstrap --variant=minbase "$suite" "$root" "$MIRROR" >"$log" 2>&1 ||
        { tail -n 20 "$log"; return 1; }
    # The bare system reaches the archive as this machine does: a frozen mirror, a proxy.
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    echo "127.0.0.1 localhost" >"$root/etc/hosts"
    apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Check-Date|https?::Proxy) ' \
        >"$root/etc/apt/apt.conf.d/99fresh" || :
    mkdir -p "$root/src/articled" "$root/dev/shm"
    git ls-files -z --cached --others --exclude-standard |
        tar --null --ignore-failed-read -T - -c | tar -x -C "$root/src/articled"

    echo "== $suite: ./dev test $*"
    # shellcheck disable=SC2016
    inside "$root" sh -c 'cd /src/articled && exec ./dev test "$@"' sh "$@"

    echo "== $suite: ./dev serve"
    # shellcheck disable=SC2016
    inside "$root" sh -c '
        cd /src/articled
        ./dev serve --listen "127.0.0.1:$1" &
        for try in $(seq 300); do
            ! curl -fsS --max-time 5 "http://127.0.0.1:$1/healthz" 2>/dev/null || exit 0
            kill -0 $! || exit 1
            sleep 1
        done
        exit 1' sh "$PORT"
    echo "== $suite: good"
    rm -rf --one-file-system "$root"
}

# One suite is proved by a process of its own, because "prove || ..." would switch set -e off.
if [ "${1-}" = --prove ]; then
    shift
    prove "$@"
    exit
fi
suites=
while [ $# -gt 0 ]; do
    case $1 in
    --) shift; break ;;
    *) suites="$suites $1"; shift ;;
    esac
done
failed=
for suite in ${suites:-bookworm trixie}; do
    tests/fresh.sh --prove "$suite" "$@" || failed="$failed $suite"
done
[ -z "$failed" ] || { echo "== failed:$failed (what is left: build/fresh)"; exit 1; }
