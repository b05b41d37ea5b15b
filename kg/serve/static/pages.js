"use strict";
// In an article: pointing at a stretch lights its facts in the list, pointing at a fact lights its stretches; a click goes to the innermost fact.
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const facts = new Map([...document.querySelectorAll(".facts li")].map((item) => [item.id.slice(1), item]));
  const pieces = new Map();
  for (const piece of text.querySelectorAll("[data-facts]")) {
    for (const fact of piece.dataset.facts.split(" ").filter(Boolean)) {
      if (!pieces.has(fact)) pieces.set(fact, []);
      pieces.get(fact).push(piece);
    }
    piece.title = piece.dataset.facts.split(" ").filter(Boolean).map((fact) => summary(facts.get(fact))).join("\n");
  }
  function summary(item) {
    return item ? item.innerText.replace(/\s+/g, " ").trim() : "";
  }
  function light(numbers, on) {
    for (const fact of numbers) {
      facts.get(fact)?.classList.toggle("lit", on);
      for (const piece of pieces.get(fact) ?? []) piece.classList.toggle("lit", on);
    }
  }
  const numbersOf = (target) => (target.closest("[data-facts]")?.dataset.facts ?? "").split(" ").filter(Boolean);
  for (const [event, on] of [["pointerover", true], ["pointerout", false]]) {
    text.addEventListener(event, (happened) => light(numbersOf(happened.target).slice(-1), on));
  }
  text.addEventListener("click", (happened) => {
    const fact = facts.get(numbersOf(happened.target).at(-1));
    if (!fact) return;
    fact.scrollIntoView({ block: "center" });
    (fact.querySelector("a") ?? fact).focus({ preventScroll: true });
  });
  for (const [number, item] of facts) {
    item.addEventListener("pointerenter", () => light([number], true));
    item.addEventListener("pointerleave", () => light([number], false));
  }
})();
