/* `fileBytes(address)` promises a published file's bytes.
   `handFile(name, content, type)` gives the reader a file that the page has made.
   `fileName(text)` is that text as any system takes it for a file's name, without an ending.
   `filesAreDropped` says whether this browser is known to lose such files without a word, as chat applications do. */
(function () {
  "use strict";
  var LONGEST = 80; // characters of a name: some systems allow 255 bytes, and a Chinese one takes three
  var LONG_ENOUGH = 60000; // milliseconds: some browsers ask the reader first, and read the file only then

  window.filesAreDropped = /MicroMessenger|\bQQ\/|DingTalk|Lark|Feishu|wxwork/i.test(navigator.userAgent);

  /* From a folder on disk nothing can be fetched: the offline edition has the same file as a script beside it. */
  window.fileBytes = function (address) {
    if (location.protocol === "file:") {
      return window.loadScript(address + ".js").then(function () {
        var text = atob(window.officeFile);
        return Uint8Array.from(text, function (character) { return character.charCodeAt(0); });
      });
    }
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.arrayBuffer();
    }).then(function (buffer) { return new Uint8Array(buffer); });
  };

  window.fileName = function (text) {
    return text.replace(/[\\/:*?"<>|]/g, "").trim().slice(0, LONGEST);
  };

  window.handFile = function (name, content, type) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, LONG_ENOUGH);
  };
})();
