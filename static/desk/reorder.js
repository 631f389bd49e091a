/* Rows that have a number in a field called "order" can be moved by button, key or pointer;
   the numbers follow. Without this script the numbers are typed. */
"use strict";
(function () {
  const said = document.createElement("div");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");

  function orderOf(row) {
    return row.querySelector('input[name$="-order"]');
  }

  function isSpare(row) {
    return row.classList.contains("empty-form") || !orderOf(row);
  }

  /* The rows of one table that can change places: in a list only those that are saved. */
  function rowsOf(body) {
    return Array.from(body.children).filter((row) => row.matches("tr") && !isSpare(row) && isFilled(row));
  }

  function isFilled(row) {
    const original = row.classList.contains("has_original") || row.closest("#result_list");
    if (original) {
      return true;
    }
    return Array.from(row.querySelectorAll("input[type=text], textarea")).some((field) => field.value.trim());
  }

  /* In a list the numbers of the page are dealt out again; in a form they run from 1. */
  function renumber(body) {
    const rows = rowsOf(body);
    const numbers = rows.map((row, place) => place + 1);
    if (body.closest("#result_list")) {
      const held = rows.map((row) => Number(orderOf(row).value) || 0).sort((a, b) => a - b);
      if (new Set(held).size === held.length) {
        numbers.splice(0, numbers.length, ...held);
      }
    }
    rows.forEach((row, place) => {
      orderOf(row).value = numbers[place];
    });
    rows.forEach((row, place) => {
      const buttons = row.querySelectorAll(".desk-move button");
      if (buttons.length) {
        buttons[0].disabled = place === 0;
        buttons[1].disabled = place === rows.length - 1;
      }
    });
    return rows;
  }

  function move(row, step) {
    const body = row.parentElement;
    const rows = rowsOf(body);
    const from = rows.indexOf(row);
    const to = from + step;
    if (from < 0 || to < 0 || to >= rows.length) {
      return;
    }
    body.insertBefore(row, step < 0 ? rows[to] : rows[to].nextSibling);
    said.textContent = "Moved to place " + (to + 1) + " of " + rows.length + ". Save to keep it.";
    renumber(body);
  }

  function button(words, sign, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.addEventListener("click", () => {
      act();
      (made.disabled ? made.parentElement.querySelector("button:not(:disabled)") : made).focus();
    });
    return made;
  }

  /* The pointer carries the row: it stands where the pointer is, and the numbers follow on letting go. */
  function handle(row) {
    const grip = document.createElement("span");
    grip.className = "desk-handle";
    grip.textContent = "\u2261";
    grip.setAttribute("aria-hidden", "true");
    const follow = (event) => {
      const body = row.parentElement;
      for (const other of rowsOf(body)) {
        const box = other.getBoundingClientRect();
        if (other !== row && event.clientY >= box.top && event.clientY <= box.bottom) {
          const after = event.clientY > box.top + box.height / 2;
          body.insertBefore(row, after ? other.nextSibling : other);
          break;
        }
      }
    };
    const drop = () => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", drop);
      row.classList.remove("desk-carried");
      renumber(row.parentElement);
    };
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      row.classList.add("desk-carried");
      window.addEventListener("pointermove", follow);
      window.addEventListener("pointerup", drop);
      window.addEventListener("pointercancel", drop);
    });
    return grip;
  }

  function equip(row) {
    const field = orderOf(row);
    if (!field || row.querySelector(".desk-move") || row.classList.contains("empty-form")) {
      return;
    }
    const tools = document.createElement("span");
    tools.className = "desk-move";
    tools.append(
      button("Move up", "\u2191", () => move(row, -1)),
      button("Move down", "\u2193", () => move(row, 1)),
      handle(row),
    );
    field.after(tools);
  }

  /* In a list, rows change places only where one plan is shown in its own order. */
  function listIsOfOnePlan() {
    const asked = new URLSearchParams(window.location.search);
    return asked.has("plan__id__exact") && !asked.has("o") && !asked.has("q");
  }

  function start() {
    document.body.append(said);
    const bodies = Array.from(document.querySelectorAll(".inline-group .tabular tbody"));
    const list = document.querySelector("#result_list tbody");
    if (list && listIsOfOnePlan()) {
      bodies.push(list);
    }
    bodies.forEach((body) => Array.from(body.children).forEach(equip));
    document.addEventListener("formset:added", (event) => equip(event.target));
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
