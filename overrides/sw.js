/* Keeps the pages that were read, for readers whose network comes and goes. The build writes `SITE` before this.
   A page is kept only whole, with the scripts and style sheets that it names by the stamp of their content, so no
   page ever meets another version's. A new version fetches the kept pages anew before it takes over from the old. */
(function () {
  "use strict";
  var MOST = 60;
  var PATIENCE = 5000; // ms
  var scope = self.registration.scope;
  var prefix = "pages " + scope + " ";
  var name = prefix + SITE.version;
  var offline = new URL(SITE.offline, scope).href;
  var STAMPED = /\/assets\/stamped\/[^\/"?#]+\.([0-9a-f]{8})\.[a-z]+$/;

  function others() {
    return caches.keys().then(function (names) {
      return names.filter(function (one) { return one.indexOf(prefix) === 0 && (one !== name || !SITE.keeps); });
    });
  }

  function bare(address) {
    return address.split(/[?#]/)[0];
  }

  function pagesOf(cache) {
    return cache.keys().then(function (requests) {
      return requests.map(function (request) { return request.url; }).filter(function (address) {
        return address.indexOf(scope + "assets/") !== 0 && address !== offline;
      });
    });
  }

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  /* An asset is what its stamp says, or the page is not kept: the site may change between two requests. */
  function asset(cache, address) {
    return cache.match(address, { ignoreVary: true }).then(function (found) {
      if (found) return undefined;
      return fetch(address).then(function (answer) {
        return answer.clone().arrayBuffer()
          .then(function (bytes) { return crypto.subtle.digest("SHA-256", bytes); })
          .then(function (digest) {
            if (!answer.ok || hex(digest).indexOf(STAMPED.exec(address)[1]) !== 0) throw new Error(address);
            return cache.put(address, answer);
          });
      });
    });
  }

  function store(cache, address, answer) {
    return answer.clone().text().then(function (html) {
      var needed = (html.match(/\s(?:src|href|data-[\w-]+)="[^"]*assets\/stamped\/[^"]+(?=")/g) || []).map(function (found) {
        return new URL(found.slice(found.indexOf('"') + 1), address).href;
      });
      return Promise.all(Array.from(new Set(needed)).map(function (one) { return asset(cache, one); }));
    }).then(function () { return cache.put(address, answer); });
  }

  function isPage(answer) {
    return answer.ok && !answer.redirected && /^text\/html/.test(answer.headers.get("Content-Type") || "");
  }

  /* A page that is gone is left out; without a network this fails, and the old version stays. */
  function keep(cache, address) {
    return fetch(address, { cache: "no-cache" }).then(function (answer) {
      return isPage(answer) ? store(cache, address, answer) : undefined;
    });
  }

  function fill(cache) {
    var old = others().then(function (names) {
      return Promise.all(names.map(function (one) { return caches.open(one).then(pagesOf); }));
    });
    /* The page from which the worker was registered was read before there was a worker. */
    var open = self.clients.matchAll({ type: "window", includeUncontrolled: true });
    return Promise.all([old, open]).then(function (found) {
      var pages = found[0].concat(found[1].map(function (client) { return bare(client.url); }))
        .reduce(function (all, some) { return all.concat(some); }, [])
        .filter(function (address) { return address.indexOf(scope) === 0; });
      return Promise.all(Array.from(new Set(pages.concat(offline))).map(function (one) { return keep(cache, one); }));
    });
  }

  function trim(cache) {
    return pagesOf(cache).then(function (pages) {
      var rest = pages.slice(0, Math.max(0, pages.length - MOST));
      return Promise.all(rest.map(function (page) { return cache.delete(page); }));
    });
  }

  /* A page that is opened, or that a script asks for to show it. */
  function isShown(request) {
    return request.mode === "navigate" || request.headers.get("Accept") === "text/html";
  }

  function kept(address) {
    return caches.match(address, { cacheName: name, ignoreVary: true });
  }

  /* In a lift or a cellar a network is there and answers nothing: then a page that is kept is shown without it. */
  function keptIfLate(address, network) {
    return new Promise(function (resolve) { setTimeout(resolve, PATIENCE); })
      .then(function () { return kept(address); })
      .then(function (found) { return found || network; });
  }

  function page(event) {
    var address = bare(event.request.url);
    var network = fetch(event.request);
    event.waitUntil(network.then(function (answer) {
      if (!isPage(answer)) return undefined;
      var copy = answer.clone();
      return caches.open(name).then(function (cache) {
        return store(cache, address, copy).then(function () { return trim(cache); });
      });
    }).catch(function () { /* Not kept this time; the reader has the page all the same. */ }));
    return Promise.race([network, keptIfLate(address, network)]).catch(function () {
      return kept(address).then(function (found) {
        if (found || event.request.mode !== "navigate") return found || Response.error();
        return Response.redirect(offline + "?page=" + encodeURIComponent(event.request.url));
      });
    });
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(Promise.resolve(SITE.keeps ? caches.open(name).then(fill) : null).then(function () {
      return self.skipWaiting();
    }));
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(others().then(function (names) {
      return Promise.all(names.map(function (one) { return caches.delete(one); }));
    }).then(function () {
      return SITE.keeps ? self.clients.claim() : self.registration.unregister();
    }));
  });

  if (!SITE.keeps) return;
  self.addEventListener("fetch", function (event) {
    var request = event.request;
    if (request.method !== "GET" || request.url.indexOf(scope) !== 0) return;
    if (isShown(request)) {
      if (bare(request.url) === offline) {
        event.respondWith(kept(offline).then(function (found) { return found || fetch(request); }));
      } else {
        event.respondWith(page(event));
      }
    } else if (STAMPED.test(request.url)) {
      event.respondWith(kept(request.url).then(function (found) { return found || fetch(request); }));
    }
  });
})();
