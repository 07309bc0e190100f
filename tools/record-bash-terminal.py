#!/usr/bin/env python3
"""Records what the real bash shows on a terminal of 80 x 24 while the keys of tests/shell/bash/recorded/terminal-keys.json are typed,
into terminal.json beside it. Run it as root on Debian 12 or Ubuntu 24.04. Each list of keys is a session of its own; a key is typed
when nothing has been shown for a quarter of a second."""
import fcntl, json, os, pathlib, pty, select, struct, termios, time

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests/shell/bash/recorded"
ENVIRONMENT = {"PATH": "/bin", "HOME": "/root", "PS1": "$ ", "TERM": "dumb", "HISTFILE": "/dev/null"}


def shown(terminal, quiet=0.25, limit=3):
    out, end = b"", time.time() + limit
    while time.time() < end and select.select([terminal], [], [], quiet)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    return out


def play(keys):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir("/")
        os.execve("/usr/bin/bash", ["bash", "--norc"], ENVIRONMENT)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    out = shown(terminal)
    for key in keys:
        try:
            os.write(terminal, key.encode())
        except OSError:
            break
        out += shown(terminal)
    os.close(terminal)
    os.waitpid(pid, 0)
    return out.decode().replace("\r", "").replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")


sessions = json.loads((FOLDER / "terminal-keys.json").read_text())
recorded = [{"keys": keys, "shown": play(keys)} for keys in sessions]
(FOLDER / "terminal.json").write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
