// Keeps what is typed into an answer: on this machine at once, and on the site a little later. The form works without it.
//
// On this machine one record stands for each answer and person: the fields, the version of the draft they were typed
// into, and when. It goes as soon as the site has the same, and comes back into the form where the site has not.
(function () {
  "use strict";
  const form = document.querySelector("form[data-request]");
  if (!form) return;
  const EVERY = 20000;
  const SOON = 3000;
  const RETRIES = [5000, 15000, 30000];
  const NEVER = new Set(["csrfmiddlewaretoken", "typed_by", "key", "version", "files", "send", "keep", "over"]);
  const store = `answer:${form.dataset.user}:${form.dataset.request}`;
  const version = form.elements.version;
  const kept = form.querySelector("[data-kept]");
  const notice = form.querySelector("[data-notice]");
  const isConflict = "conflict" in form.dataset;
  let saved = typed();
  let savedAt = 0;
  let timer = null;
  let busy = null;
  let stopped = isConflict;
  let failures = 0;

  function typed() {
    const fields = {};
    for (const [name, value] of new FormData(form)) if (!NEVER.has(name) && typeof value === "string") fields[name] = value.replace(/\r\n/g, "\n");
    return JSON.stringify(fields);
  }

  function fill(fields) {
    for (const each of form.elements) {
      if (!each.name || NEVER.has(each.name) || !(each.name in fields)) continue;
      if (each.type === "radio") each.checked = each.value === fields[each.name];
      else if (each.type !== "file") each.value = fields[each.name];
    }
  }

  function clock(at) {
    const hour = at.getHours();
    const minutes = at.getMinutes() ? `.${String(at.getMinutes()).padStart(2, "0")}` : "";
    return `${hour % 12 || 12}${minutes} ${hour < 12 ? "am" : "pm"}`;
  }

  function say(words, link) {
    if (!kept) return;
    kept.textContent = words;
    if (link) kept.append(" ", link);
  }

  function anchor(words, href) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  function button(words, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--plain btn--small";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  // ---------- On this machine ----------
  function remember(isSending, from) {
    try {
      const record = { version: from || version.value, at: Date.now(), fields: typed(), isSending: isSending === true };
      localStorage.setItem(store, JSON.stringify(record));
    } catch (error) {
      // Switched off or full: the site keeps the draft all the same.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(store);
    } catch (error) {
      // Nothing kept.
    }
  }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(store));
    } catch (error) {
      return null;
    }
  }

  function tell(words, ...more) {
    const text = document.createElement("p");
    text.textContent = words;
    notice.replaceChildren(text, ...more);
    notice.hidden = false;
  }

  function bringBack() {
    const record = remembered();
    if (!record || !notice) return;
    // The form was sent by hand, and the site has gone on from it: it has taken the words, tidied perhaps.
    const isTaken = record.isSending && record.version !== version.value;
    if (record.fields === saved || isTaken) return forget();
    const when = clock(new Date(record.at));
    if (document.querySelector("#errors")) return remember();
    if (record.version === version.value) {
      const before = saved;
      fill(JSON.parse(record.fields));
      tell(`What you typed at ${when} had not reached the site. It is back below.`, button("Use what the site has", () => {
        fill(JSON.parse(before));
        forget();
        notice.hidden = true;
      }));
      later(SOON);
    } else {
      const words = document.createElement("textarea");
      words.readOnly = true;
      words.rows = 5;
      words.setAttribute("aria-label", `What you typed at ${when}`);
      const fields = JSON.parse(record.fields);
      words.value = [fields.words, fields.why, fields.decision].filter((each) => each && each.trim()).join("\n\n");
      tell(
        `You typed this at ${when}, and it had not reached the site when the answer was saved since. Below stands what the site has.`,
        words,
        button("Put my words in its place", () => {
          fill(fields);
          notice.hidden = true;
          remember();
          later(SOON);
        }),
        " ",
        button("Forget them", () => {
          forget();
          notice.hidden = true;
        }),
      );
      waits = true;
    }
  }
  // While an older text waits to be looked at, it is not written over on this machine.
  let waits = false;

  // ---------- On the site ----------
  function later(wait) {
    if (!stopped && timer === null) timer = setTimeout(save, wait);
  }

  function body() {
    const data = new FormData(form);
    for (const name of ["files", "send", "keep"]) data.delete(name);
    return new URLSearchParams(data);
  }

  async function save(isLeaving) {
    clearTimeout(timer);
    timer = null;
    const now = typed();
    if (stopped || busy || now === saved) return;
    const request = fetch(form.getAttribute("action") || location.pathname, {
      method: "POST",
      body: body(),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      keepalive: isLeaving === true,
    });
    busy = request.then((answer) => heard(answer, now), unheard).finally(() => {
      busy = null;
      savedAt = Date.now();
      if (typed() !== saved) later(failures ? RETRIES[Math.min(failures, RETRIES.length) - 1] : EVERY);
    });
    await busy;
  }

  async function heard(answer, now) {
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && said.version) {
      failures = 0;
      saved = now;
      version.value = said.version;
      if (typed() === now) forget();
      else remember();
      say(said.said);
    } else if (answer.status === 409) {
      stopped = true;
      say(said.said, button("See both texts", () => form.requestSubmit(form.querySelector("[name=keep]"))));
    } else if (answer.status === 401 || answer.ok) {
      stopped = true;
      say("You are signed out. Your words are kept on this machine and come back when you have signed in.", anchor("Sign in", said.sign_in || location.pathname));
    } else if (answer.status === 403) {
      stopped = true;
      say("This page is too old to be saved. Your words are kept on this machine.", anchor("Load it again", location.pathname));
    } else if (answer.status === 422) {
      saved = now;
      say(said.said);
    } else {
      unheard();
    }
  }

  function unheard() {
    failures += 1;
    say("The site cannot be reached. Your words are kept on this machine; it is tried again.");
  }

  // ---------- When ----------
  form.addEventListener("input", () => {
    if (isConflict) return;
    if (!waits) remember();
    later(Math.max(SOON, Math.min(EVERY, savedAt + EVERY - Date.now())));
  });
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" && !isConflict) save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  window.addEventListener("pagehide", () => save(true));
  window.addEventListener("online", () => save());

  // A form that is sent waits for the draft on its way, so that it does not overtake itself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = null;
    if (!isConflict) remember(true);
    if (busy && !stopped) {
      event.preventDefault();
      const presser = event.submitter;
      Promise.race([busy, new Promise((done) => setTimeout(done, 4000))]).then(() => {
        busy = null;
        stopped = true;
        form.requestSubmit(presser);
      });
    } else {
      stopped = true;
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = isConflict;
  });

  // What two wrote is theirs to choose from: until then it is kept here as nobody's version.
  if (isConflict) remember(false, "both");
  else bringBack();
})();
