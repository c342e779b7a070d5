"""`make bench-slow`: is the site answered while slow clients hold their connections?

Forty clients send half a header or half a body and then nothing, on this machine, to the server of
`make run`, to nginx and gunicorn as deploy/ ships them (its paths, ports and name replaced), and to
that gunicorn alone. Meanwhile one asks for a page. One Markdown table goes to standard output, and
what the site is told about a client that lies about its address. nginx is installed by apt where it
is missing and we are root.
"""

import os
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.bench.page import running
from tests.bench.slow_clients import Site
from timeline.embedded.paths import CHECKOUT
from timeline.embedded.servers import running_environment

DEPLOY: Final = CHECKOUT / "deploy"
NAME: Final = "treaties.example.org"
PAGE: Final = "/treaties/"
ASKED: Final = 5
PATIENCE: Final = 5.0
"""Seconds after which there is no answer."""
CROWDS: Final = ((0, 0), (20, 0), (0, 20), (20, 20))
"""How many send half a header, and half a body."""


def nginx() -> str:
    """The path of nginx, after installing it if need be."""
    where = f"{os.environ['PATH']}:/usr/sbin"
    if shutil.which("nginx", path=where) is None and os.geteuid() == 0:
        apt = "apt-get update -q && apt-get install -qq -y --no-install-recommends nginx-light"
        print("No nginx found; installing it:", apt, file=sys.stderr, flush=True)
        subprocess.run(["sh", "-c", apt], stdout=subprocess.DEVNULL, check=False, timeout=600)
    found = shutil.which("nginx", path=where)
    if found is None:
        raise SystemExit("This needs nginx. Install it (Debian: apt-get install nginx-light).")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def waited(site: Site) -> Site:
    """The site, as soon as it answers."""
    deadline = time.monotonic() + 60
    while site.asked(PAGE, seconds=PATIENCE)[0] != 200:
        if time.monotonic() > deadline:
            raise SystemExit(f"Nothing answers on port {site.port}.")
        time.sleep(0.3)
    return site


@contextmanager
def gunicorn(environment: dict[str, str], bind: str) -> Iterator[None]:
    """gunicorn as deploy/ configures it."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "timeline.wsgi"),
            *("--config", str(DEPLOY / "gunicorn.conf.py")),
        ],
        cwd=CHECKOUT,
        env={**environment, "WEB_BIND": bind, "BEHIND_PROXY": "1"},
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def shipped(folder: Path, ports: tuple[int, int], static: Path) -> Path:
    """The configuration of deploy/nginx with paths, ports and certificate of this run."""
    changes = {
        "/etc/nginx/timeline/": f"{folder}/",
        "/run/timeline/web.sock": f"{folder}/web.sock",
        "/srv/timeline/static/": f"{static}/",
        "listen [::]:": "# listen [::]:",
        "listen 80": f"listen 127.0.0.1:{ports[0]}",
        "listen 443": f"listen 127.0.0.1:{ports[1]}",
    }
    for file in (DEPLOY / "nginx").glob("*.conf"):
        text = file.read_text()
        for there, here in changes.items():
            text = text.replace(there, here)
        (folder / file.name).write_text(text)
    (folder / "tls").mkdir()
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-keyout", str(folder / "tls" / "privkey.pem")),
            *("-out", str(folder / "tls" / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    whole = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    whole.write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;"
        " events { worker_connections 1024; }"
        f" http {{ include /etc/nginx/mime.types; access_log off; include {folder}/site.conf; }}\n"
    )
    return whole


@contextmanager
def in_front(folder: Path, static: Path) -> Iterator[Site]:
    """nginx, as shipped; its configuration is checked first."""
    ports = free_port(), free_port()
    command = [nginx(), "-c", str(shipped(folder, ports, static))]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    if checked.returncode:
        raise SystemExit(checked.stderr)
    process = subprocess.Popen(command)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        yield Site(ports[1], NAME, trusting)
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def row(name: str, site: Site) -> str:
    """The median of some requests for a page beside each crowd."""
    cells = []
    for headers, bodies in CROWDS:
        with site.slow_clients(headers=headers, bodies=bodies):
            tries = ASKED if site.asked(PAGE, seconds=PATIENCE)[0] == 200 else 1
            answers = [site.asked(PAGE, seconds=PATIENCE) for _ in range(tries)]
        good = [seconds for status, seconds in answers if status == 200]
        cells.append(f"{statistics.median(good) * 1000:.0f} ms" if good else "no answer")
    return f"| {name} | {' | '.join(cells)} |"


def told_about_a_liar(site: Site, at: Path) -> str:
    """What reaches the socket of the web server from a client that claims another address."""
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX) as ours:
        ours.bind(str(at))
        ours.listen()

        def hear() -> None:
            peer, _ = ours.accept()
            with peer:
                heard.append(peer.recv(65536).decode())
                peer.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

        listening = threading.Thread(target=hear)
        listening.start()
        lie = (
            "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: http\r\nForwarded: for=203.0.113.9"
        )
        with site.connected(f"GET / HTTP/1.1\r\nHost: {{host}}\r\n{lie}\r\n\r\n") as client:
            client.recv(4096)
        listening.join()
    return ", ".join(line for line in heard[0].splitlines() if "orwarded" in line)


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix="tl-slow-"))
    folder.chmod(0o711)
    (folder / "data").mkdir()
    print(f"One request for `{PAGE}` beside slow clients, median of {ASKED}:\n")
    heads = [f"{headers} half headers, {bodies} half bodies" for headers, bodies in CROWDS]
    print(f"| server | {' | '.join(heads)} |\n|---|{'---:|' * len(CROWDS)}", flush=True)
    try:
        with running(folder / "data") as (address, _):
            site = waited(Site(int(address.rpartition(":")[2])))
            print(row("`make run`", site), flush=True)
            environment = {
                **running_environment(folder / "data"),
                "ALLOWED_HOSTS": f"{NAME} 127.0.0.1",
                "STATIC_ROOT": str(folder / "data" / "static"),
            }
            environment = {**os.environ, **environment}
            inside = folder / "nginx"
            inside.mkdir()
            with in_front(inside, folder / "data" / "static") as site:
                with gunicorn(environment, f"unix:{inside}/web.sock"):
                    print(row("nginx and gunicorn of `deploy/`", waited(site)), flush=True)
                (inside / "web.sock").unlink(missing_ok=True)
                told = told_about_a_liar(site, inside / "web.sock")
            port = free_port()
            with gunicorn(environment, f"127.0.0.1:{port}"):
                print(row("that gunicorn alone", waited(Site(port))), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\nOf a client that claims another address nginx tells gunicorn: {told}")


if __name__ == "__main__":
    main()
