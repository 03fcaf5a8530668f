"""The site on a real nginx and a real Caddy with the examples in `deploy/`, their port and folder apart as they are."""

from __future__ import annotations

import getpass
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT

from catalogue.publishing import precompress
from commands.host import free_port

PATIENCE = 60.0
NGINX = """
user {user};
daemon off;
worker_processes 1;
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {example}
}}
"""
CADDY = """
{{
    admin off
    auto_https off
}}
{example}
"""
PROGRAMS = {"nginx": shutil.which("nginx") or "/usr/sbin/nginx", "caddy": shutil.which("caddy") or "/usr/bin/caddy"}


class Server:
    """A running nginx or Caddy; `sub` is the sub-path below which the site stands, if any."""

    def __init__(self, name: str, site: Path, folder: Path, sub: str) -> None:
        self.sub, self.site = sub, site
        below = folder / "root" / sub.strip("/")
        below.parent.mkdir(exist_ok=True)
        below.symlink_to(site)
        self.port = free_port()
        configuration = folder / "configuration"
        program = PROGRAMS[name]
        if name == "nginx":
            changes = {
                "listen 80;": f"listen 127.0.0.1:{self.port};",
                "root /srv/www/civil-community-workbench;": f"root {folder / 'root'};",
                "include mime.types;": "include /etc/nginx/mime.types;",
                "error_page 404 /404.html;": f"error_page 404 {sub}/404.html;",
            }
            text = NGINX.format(folder=folder, user=getpass.getuser(), example=self._example("nginx.conf", changes))
            command = [program, "-p", str(folder), "-c", str(configuration)]
        else:
            changes = {
                ":80 {": f"http://127.0.0.1:{self.port} {{",
                "root * /srv/www/civil-community-workbench": f"root * {folder / 'root'}",
                "rewrite @missing /404.html": f"rewrite @missing {sub}/404.html",
            }
            text = CADDY.format(example=self._example("Caddyfile", changes))
            command = [program, "run", "--config", str(configuration), "--adapter", "caddyfile"]
        configuration.write_text(text, encoding="utf-8")
        self._process = subprocess.Popen(command, env={**os.environ, "HOME": str(folder)})
        self._wait()

    @staticmethod
    def _example(name: str, changes: dict[str, str]) -> str:
        example = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in example
            example = example.replace(old, new)
        return example

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", self.sub + path, headers=headers)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its compressed copies."""
    folder = tmp_path_factory.mktemp("packed") / "site"
    shutil.copytree(site, folder)
    precompress(folder)
    return folder


@pytest.fixture(scope="module", params=[(name, sub) for name in PROGRAMS for sub in ("", "/sub")], ids=" ".join)
def host(request: pytest.FixtureRequest, packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    name, sub = request.param
    if not Path(PROGRAMS[name]).is_file():
        pytest.skip(f"{name} is not here and could not be installed")
    found = Server(name, packed, tmp_path_factory.mktemp(name), sub)
    yield found
    found.stop()


def test_pages_come_with_the_policy_and_are_asked_for_anew(host: Server, site: Path) -> None:
    status, headers, content = host.ask("/activities/eight-donts/")
    assert status == 200
    assert content == (site / "activities/eight-donts/index.html").read_bytes()
    published = (site / "_headers").read_text(encoding="utf-8").splitlines()[1].strip()
    assert f"Content-Security-Policy: {headers['content-security-policy']}" == published
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert host.ask("/activities/eight-donts/", **{"If-None-Match": headers["etag"]})[0] == 304


def test_stamped_assets_are_kept_for_long_and_the_worker_never(host: Server) -> None:
    stamped = next((host.site / "assets/stamped").glob("site.*.css"))
    for path, code, kept in (
        (f"/assets/stamped/{stamped.name}", 200, "public, max-age=31536000, immutable"),
        ("/assets/stamped/site.00000000.css", 404, "no-cache"),
        ("/assets/stylesheets/site.css", 200, "no-cache"),
        ("/sw.js", 200, "no-cache"),
    ):
        status, headers, _ = host.ask(path)
        assert (status, headers["cache-control"]) == (code, kept), path


def test_what_was_compressed_beforehand_is_sent_so(host: Server) -> None:
    page = host.site / "plans/compact/index.html.gz"
    _, headers, content = host.ask("/plans/compact/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert content == page.read_bytes()
    assert "accept-encoding" in headers["vary"].lower()


def test_a_missing_page_answers_404_with_the_sites_own_page(host: Server, site: Path) -> None:
    for path in ("/plans/gone/", "/_headers"):
        status, headers, content = host.ask(path)
        assert status == 404
        assert "没有找到这个页面" in content.decode()
        assert "content-security-policy" in headers


def test_a_folder_without_its_slash_is_led_to_it(host: Server) -> None:
    status, headers, _ = host.ask("/plans")
    assert status in (301, 308)
    assert headers["location"] == f"{host.sub}/plans/"


def test_files_to_download_have_the_types_that_phones_know(host: Server) -> None:
    for path, kind in (("/calendar.ics", "text/calendar"), ("/data/activities.csv", "text/csv")):
        assert host.ask(path)[1]["content-type"].startswith(kind), path
