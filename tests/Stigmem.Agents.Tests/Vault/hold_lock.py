"""Takes flock(LOCK_EX | LOCK_NB) on a file, as the Python stack does, says "held" or "busy", and holds it until its input ends."""

import fcntl
import sys

with open(sys.argv[1], "a+") as file:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("busy", flush=True)
        sys.exit(0)
    print("held", flush=True)
    sys.stdin.read()
