"""The site on a real nginx with `deploy/nginx.conf`, its port and folder apart as it is."""

from __future__ import annotations

import getpass
import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT, free_port

from catalogue.publishing import precompress

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PATIENCE = 60.0
MAIN = """
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
    include {folder}/site.conf;
}}
"""

pytestmark = pytest.mark.skipif(not Path(NGINX).is_file(), reason="nginx is not here and could not be installed")


class Nginx:
    """A running nginx; `sub` is the sub-path below which the site stands, if any."""

    def __init__(self, site: Path, folder: Path, sub: str) -> None:
        self.folder, self.sub = folder, sub
        root = folder / "root"
        shutil.copytree(site, root / sub.strip("/") if sub else root)
        precompress(root)
        self.port = free_port()
        example = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{self.port};"),
            ("root /srv/www/civil-community-workbench;", f"root {root};"),
            ("include mime.types;", "include /etc/nginx/mime.types;"),
            ("error_page 404 /404.html;", f"error_page 404 {sub}/404.html;"),
        ):
            assert old in example
            example = example.replace(old, new)
        (folder / "site.conf").write_text(example, encoding="utf-8")
        (folder / "main.conf").write_text(MAIN.format(folder=folder, user=getpass.getuser()), encoding="utf-8")
        self._process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "main.conf")])
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("nginx did not start")

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


@pytest.fixture(scope="module", params=["", "/sub"])
def host(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    found = Nginx(site, tmp_path_factory.mktemp("nginx"), request.param)
    yield found
    found.stop()


def test_pages_come_with_the_policy_and_are_asked_for_anew(host: Nginx, site: Path) -> None:
    status, headers, content = host.ask("/activities/eight-donts/")
    assert status == 200
    assert content == (site / "activities/eight-donts/index.html").read_bytes()
    published = (site / "_headers").read_text(encoding="utf-8").splitlines()[1].strip()
    assert f"Content-Security-Policy: {headers['content-security-policy']}" == published
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert host.ask("/activities/eight-donts/", **{"If-None-Match": headers["etag"]})[0] == 304


def test_stamped_assets_are_kept_for_long_and_the_worker_never(host: Nginx) -> None:
    for path, kept in (
        ("/assets/stylesheets/site.css?v=0123abcd", "public, max-age=31536000, immutable"),
        ("/assets/stylesheets/site.css", "no-cache"),
        ("/sw.js", "no-cache"),
    ):
        status, headers, _ = host.ask(path)
        assert (status, headers["cache-control"]) == (200, kept), path


def test_what_was_compressed_beforehand_is_sent_so(host: Nginx) -> None:
    page = host.folder / "root" / host.sub.strip("/") / "plans/compact/index.html.gz"
    _, headers, content = host.ask("/plans/compact/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert content == page.read_bytes()
    assert "accept-encoding" in headers["vary"].lower()


def test_a_missing_page_answers_404_with_the_sites_own_page(host: Nginx, site: Path) -> None:
    for path in ("/plans/gone/", "/_headers"):
        status, headers, content = host.ask(path)
        assert status == 404
        assert "没有找到这个页面" in content.decode()
        assert "content-security-policy" in headers


def test_a_folder_without_its_slash_is_led_to_it(host: Nginx) -> None:
    status, headers, _ = host.ask("/plans")
    assert status == 301
    assert headers["location"] == f"{host.sub}/plans/"


def test_files_to_download_have_the_types_that_phones_know(host: Nginx) -> None:
    for path, kind in (("/calendar.ics", "text/calendar"), ("/data/activities.csv", "text/csv")):
        assert host.ask(path)[1]["content-type"].startswith(kind), path
