// Help for the hand that knows the keys. Every page works without this file.
(function () {
  "use strict";

  function typing(target) {
    return target.closest("input, select, textarea, [contenteditable]") !== null;
  }

  // "/" goes to the one search, Escape leaves it.
  function keySearch(event) {
    var field = document.getElementById("search-everything");
    if (event.key === "/" && !typing(event.target) && field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape") {
      var found = document.getElementById("found");
      if (found) { found.textContent = ""; }
      document.querySelectorAll("details.menu[open]").forEach(function (menu) { menu.open = false; });
      if (location.hash === "#rail") { location.hash = ""; }
    }
  }

  // Arrow down and up walk from the search field through its hits.
  function keyHits(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
    var box = event.target.closest(".top__search");
    if (!box) { return; }
    var hits = Array.from(box.querySelectorAll("#found a"));
    if (!hits.length) { return; }
    event.preventDefault();
    var at = hits.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0) { document.getElementById("search-everything").focus(); return; }
    hits[Math.min(at, hits.length - 1)].focus();
  }

  // j and k move through the rows of the page's list, Enter opens the chosen one.
  function keyRows(event) {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key !== "j" && event.key !== "k") { return; }
    var rows = Array.from(document.querySelectorAll("[data-list] tbody tr")).filter(function (row) { return row.querySelector("a[href]"); });
    if (!rows.length) { return; }
    var at = rows.findIndex(function (row) { return row.classList.contains("is-chosen"); });
    var next = Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)));
    rows.forEach(function (row) { row.classList.remove("is-chosen"); });
    rows[next].classList.add("is-chosen");
    rows[next].querySelector("a[href]").focus({ preventScroll: true });
    rows[next].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", function (event) { keySearch(event); keyHits(event); keyRows(event); });

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
    var box = document.querySelector(".top__search");
    var found = document.getElementById("found");
    if (found && box && !box.contains(event.target)) { found.textContent = ""; }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    if (event.target.method === "get") { return; }
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Live pages: one stream says only that something changed; the fragment itself comes by the ordinary, checked road.
  document.querySelectorAll("[data-live]").forEach(function (place) {
    if (!window.EventSource) { return; }
    var stream = new EventSource(place.dataset.live);
    stream.addEventListener("changed", function () {
      var target = document.getElementById(place.dataset.liveTarget);
      if (target && window.htmx) { window.htmx.trigger(target, "changed"); }
    });
    window.addEventListener("beforeunload", function () { stream.close(); });
  });
})();
