// What was typed on this machine belongs to one person: whoever else signs in finds nothing of it, and signing out
// takes it away. Answers that were sent need no copy here either.
(function () {
  "use strict";
  const own = `answer:${document.currentScript.dataset.user}:`;

  function forget(which) {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("answer:") && which(key)).forEach((key) => localStorage.removeItem(key));
    } catch (error) {
      // No store, nothing kept.
    }
  }

  function wasSent(key) {
    return JSON.parse(localStorage.getItem(key)).isSending === true;
  }

  forget((key) => !key.startsWith(own));
  document.querySelectorAll("[data-sent]").forEach((each) => forget((key) => key === own + each.dataset.sent && wasSent(key)));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".menu__form")) forget(() => true);
    if (form.dataset.drop) forget((key) => key === own + form.dataset.drop);
  });
})();
