/* Names for what Django's admin leaves without one: the box that a list to choose from becomes,
   the heading over the rows of a table, and a region that has to be scrolled. */
"use strict";
(function () {
  function nameChoosers() {
    document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const box = select.nextElementSibling;
      const label = select.labels && select.labels[0] ? select.labels[0].textContent.replace(":", "").trim() : "";
      const words = select.getAttribute("aria-label") || label;
      if (box && box.classList.contains("select2") && words) {
        box.querySelectorAll("[role=combobox], [role=textbox]").forEach((part) => {
          part.setAttribute("aria-label", words);
          part.removeAttribute("aria-labelledby");
        });
      }
    });
  }

  function nameHeadings() {
    document.querySelectorAll(".inline-group thead th").forEach((heading) => {
      if (!heading.textContent.trim()) {
        const words = document.createElement("span");
        words.className = "visually-hidden";
        words.textContent = heading.classList.contains("original") ? "Row" : "Remove";
        heading.append(words);
      }
    });
  }

  function nameScrolled() {
    document.querySelectorAll(".inline-group .tabular, #changelist .results").forEach((region) => {
      if (region.scrollWidth > region.clientWidth) {
        const heading = region.querySelector("h2");
        region.tabIndex = 0;
        region.setAttribute("role", "region");
        region.setAttribute("aria-label", heading ? heading.textContent.trim() : "The list");
      }
    });
  }

  function all() {
    nameChoosers();
    nameHeadings();
    nameScrolled();
  }

  window.addEventListener("load", all);
  // The boxes to choose from are made after the page, and again with every row that is added.
  new MutationObserver((changes) => {
    const made = changes.some((change) =>
      Array.from(change.addedNodes).some((node) => node.classList && node.classList.contains("select2")),
    );
    if (made) {
      nameChoosers();
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
