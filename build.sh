#!/usr/bin/env bash
# Builds MtlDsl on TorchSharp's packages, or on the system's libtorch where the package feed has none, and runs it.
set -euo pipefail
readonly caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

readonly choice=TorchProvider.props
readonly results=TestResults

usage() {
  cat <<'END'
./build.sh run [-- ARGUMENTS]    runs the samples: without arguments, the quick start
./build.sh test [FILTER]         runs the tests: all, or those whose full name contains FILTER
./build.sh bench [-- ARGUMENTS]  compares the training step with PyTorch and C++; with 'joint' joint training; with options, BenchmarkDotNet's

The first start finds out where TorchSharp comes from, installs what is missing and remembers it in TorchProvider.props.
TORCH_PROVIDER=nuget    TorchSharp's packages
TORCH_PROVIDER=system   TorchSharp's API over the system's libtorch
LIBTORCH=FOLDER         a libtorch of one's own for 'system': unpacked, or the folder of a pip-installed torch
END
}

fail() {
  echo "build.sh: $*" >&2
  exit 1
}

# ---- where TorchSharp comes from

remembered() {
  [[ -f $choice ]] || return 0
  sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$choice"
}

# Prints true or false: whether a package, in the version that is pinned, can be had.
package_found() {
  local found
  found=$(dotnet msbuild Runtime/MtlDsl.csproj -t:FindPackage -getProperty:PackageFound -p:ProbedPackage="$1" | tail -n 1)
  [[ $found ]] || fail "the package feed cannot be asked for $1: 'dotnet restore' tells why. TORCH_PROVIDER=nuget or =system goes on without asking."
  echo "$found"
}

pinned_version() {
  sed -n "s:.*Include=\"$1\" Version=\"\[\(.*\)\]\".*:\1:p" Directory.Packages.props
}

has_no_torchsharp_binaries() {
  [[ $(uname -s) == Linux && $(uname -m) != x86_64 ]]
}

# Sets provider and reason.
choose_torchsharp() {
  provider=${TORCH_PROVIDER:-}
  reason="TORCH_PROVIDER says so"
  [[ $provider ]] && return
  provider=$(remembered TorchProvider)
  reason="remembered in $choice"
  [[ $provider ]] && return
  if has_no_torchsharp_binaries; then
    provider=system
    reason="TorchSharp has no packages for Linux on $(uname -m)"
    return
  fi
  local found
  found=$(package_found TorchSharp)
  if [[ $found == true ]]; then
    provider=nuget
    reason="the package feed has it"
  else
    provider=system
    reason="the package feed has no TorchSharp $(pinned_version TorchSharp)"
  fi
}

# Sets verify_provider.
choose_verify() {
  verify_provider=$(remembered VerifyProvider)
  [[ $verify_provider ]] && return
  local found
  found=$(package_found Verify.Xunit)
  verify_provider=source
  [[ $found == false ]] || verify_provider=nuget
}

# Sets libtorch: empty for the system's own.
choose_libtorch() {
  libtorch=${LIBTORCH:-$(remembered LibTorch)}
  [[ -z $libtorch || -d $libtorch ]] || fail "LIBTORCH=$libtorch is not a folder: name an unpacked libtorch or a pip-installed torch."
}

# Left untouched when nothing has changed, because every project is built anew after it.
remember() {
  local text
  text=$(cat <<END
<Project>
  <!-- Written by build.sh; delete it to choose anew. -->
  <PropertyGroup>
    <TorchProvider>$provider</TorchProvider>
    <VerifyProvider>$verify_provider</VerifyProvider>
    <LibTorch>$libtorch</LibTorch>
  </PropertyGroup>
</Project>
END
)
  [[ -f $choice && $(<"$choice") == "$text" ]] || printf '%s\n' "$text" >"$choice"
}

say_choice() {
  local what
  case $provider in
    nuget) what="TorchSharp $(pinned_version TorchSharp)" ;;
    system) what=$(describe_libtorch) ;;
  esac
  echo "TorchSharp: $provider ($what; $reason)"
}

describe_libtorch() {
  if [[ $libtorch ]]; then
    echo "libtorch in $libtorch"
  elif is_installed libtorch-dev; then
    local version
    version=$(dpkg-query -W -f '${Version}' libtorch-dev)
    echo "libtorch ${version%%[+-]*} with $(blas_name)"
  else
    echo "the libtorch that CMake finds"
  fi
}

blas_name() {
  local library
  library=$(ldconfig -p | sed -n 's:.*libblas\.so\.3 .*=> ::p' | head -n 1)
  case $(readlink -f "${library:-none}") in
    *openblas*) echo OpenBLAS ;;
    *) echo "a BLAS that is not OpenBLAS" ;;
  esac
}

# ---- what the system's libtorch needs

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

missing_packages() {
  command -v cmake >/dev/null || echo cmake
  command -v c++ >/dev/null || echo g++
  [[ $libtorch ]] || missing_of libtorch-dev libopenblas0-openmp
}

missing_of() {
  command -v dpkg-query >/dev/null || return 0
  local package
  for package in "$@"; do
    is_installed "$package" || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install() {
  [[ $# -gt 0 ]] || return 0
  command -v apt-get >/dev/null || fail "$* must be installed first, and there is no apt-get here to do it."
  [[ $(id -u) == 0 ]] || command -v sudo >/dev/null || fail "$* must be installed first: run 'apt-get install $*' as root."
  echo "Installing $*"
  apt_install "$@" 2>/dev/null && return
  as_root apt-get update -qq
  apt_install "$@"
}

# ---- the commands

prepare() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  choose_torchsharp
  [[ $provider == nuget || $provider == system ]] || fail "TORCH_PROVIDER=$provider is neither nuget nor system."
  choose_verify
  choose_libtorch
  if [[ $provider == system ]]; then
    local missing
    missing=$(missing_packages)
    # shellcheck disable=SC2086  # one word for each package
    install $missing
  fi
  remember
  say_choice
}

build() {
  dotnet msbuild "$1" -restore -p:Configuration=Release -v:q -nologo
}

# In place of this script, so that signals reach the program; where the caller is, so that file names mean what they say.
start() {
  local program=$PWD/$1
  shift
  cd "$caller"
  exec dotnet "$program" "$@"
}

run() {
  prepare
  build Samples/MtlDsl.Samples.csproj
  start Samples/bin/Release/net10.0/MtlDsl.Samples.dll "$@"
}

bench() {
  prepare
  # The programs that ours is compared with need libtorch's headers whatever TorchSharp comes from.
  local missing
  missing=$(missing_packages; missing_of python3-torch python3-scipy)
  # shellcheck disable=SC2086  # one word for each package
  install $missing
  [[ -z $libtorch ]] || export LIBTORCH=$libtorch
  build Benchmarks/MtlDsl.Benchmarks.csproj
  start Benchmarks/bin/Release/net10.0/MtlDsl.Benchmarks.dll "$@"
}

has_browser() {
  local name
  for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable chrome msedge microsoft-edge; do
    command -v "$name" >/dev/null && return
  done
  return 1
}

# Tests open reports in a browser; without one those are skipped, and so say the last line and each of them.
install_browser() {
  has_browser || (install chromium) || echo "build.sh: without a browser, the tests that open one are skipped" >&2
}

run_tests() {
  prepare
  install_browser
  build Tests/MtlDsl.Tests.csproj
  rm -rf "$results"
  local options=(-c Release --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=tests.trx" --logger "console;verbosity=minimal")
  [[ $# == 0 ]] || options+=(--filter "$(test_filter "$1")")
  local status=0
  dotnet test Tests/MtlDsl.Tests.csproj "${options[@]}" || status=$?
  report_tests "$status"
}

test_filter() {
  case $1 in
    *[=~]*) echo "$1" ;;
    *) echo "FullyQualifiedName~$1" ;;
  esac
}

counter() {
  sed -n "s:.*<Counters .*$1=\"\([0-9]*\)\".*:\1:p" "$results/tests.trx"
}

# The last line: N passed, N failed[, N skipped].
report_tests() {
  local status=$1
  [[ -f $results/tests.trx ]] || fail "the tests did not start"
  local total executed passed failed skipped
  total=$(counter total) executed=$(counter executed) passed=$(counter passed)
  failed=$((executed - passed)) skipped=$((total - executed))
  if [[ $status != 0 && $failed == 0 ]]; then
    echo "build.sh: the test run broke off" >&2
    failed=1
  elif [[ $executed == 0 ]]; then
    echo "build.sh: no test was run" >&2
    status=1
  fi
  local line="$passed passed, $failed failed"
  [[ $skipped == 0 ]] || line+=", $skipped skipped"
  echo "$line"
  [[ $status == 0 && $failed == 0 ]]
}

main() {
  local command=${1:-help}
  shift || true
  [[ ${1:-} != -- ]] || shift
  case $command in
    run) run "$@" ;;
    test) run_tests "$@" ;;
    bench) bench "$@" ;;
    help | -h | --help) usage ;;
    *) usage >&2; fail "there is no command '$command'" ;;
  esac
}

main "$@"
