/* `handFile(name, content, type)` gives the reader a file that the page has made.
   `filesAreDropped` says whether this browser is known to lose such files without a word, as chat applications do. */
(function () {
  "use strict";
  var LONG_ENOUGH = 60000; // milliseconds: some browsers ask the reader first, and read the file only then

  window.filesAreDropped = /MicroMessenger|\bQQ\/|DingTalk|Lark|Feishu|wxwork/i.test(navigator.userAgent);

  window.handFile = function (name, content, type) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, LONG_ENOUGH);
  };
})();
