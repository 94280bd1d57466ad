#!/bin/sh
# Sets the project up: checks the machine first, then hands over to set_up.py.
#
#   sh deploy/local/set_up.sh PART...      parts: run, dev, policy, bench, lock; by npm pages,
#                                          schemas, toolkit, tab
set -eu
cd "$(dirname "$0")/../.."
case " $* " in
*" pages "* | *" schemas "* | *" toolkit "* | *" tab "*) python=$(sh deploy/local/preflight.sh python node) ;;
*) python=$(sh deploy/local/preflight.sh python) ;;
esac
exec "$python" deploy/local/set_up.py "$@"
