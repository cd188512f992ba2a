// English by another machine: for one paragraph, or two beside each other; and the model that can be installed from here.

import { choice, iconButton, make } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const PATIENCE = 600000; // milliseconds: a language model of one's own takes its time

export function withMachines(view) {
  const { model, text } = view;
  let known = null; // {machines: [[name, label]], preferred}
  let wanted = null; // the paragraph for which the list is asked

  // ---- the choice, under a paragraph's English
  const english = (section) => section.querySelector(".cmp-en");
  function close(section, refocus) {
    const box = section.querySelector(".cmp-machines");
    if (!box) return;
    const inside = box.contains(focusBeside(box));
    box.remove();
    if ((refocus || inside) && section.cmpWords.length) view.makeCurrent(section.contains(view.current) ? view.current : section.cmpWords[0], true);
  }
  view.machinesFor = (section) => {
    if (!section || !section.cmpWords) return;
    if (section.querySelector(".cmp-machines")) {
      close(section, true);
      return;
    }
    if (!view.connected()) {
      view.needed();
      return;
    }
    view.closeCard(false);
    if (!model.get("english")) view.set("english", true);
    wanted = section.cmpAt;
    view.ask({ kind: "machines" });
  };
  function open(section) {
    for (const other of view.sections) if (other.cmpWords) close(other, false);
    const { machines, preferred } = known;
    const picked = choice("English by", machines.map(([name, label]) => [name, label === name ? name : `${label}${name === preferred ? " – preferred" : ""}`]), () => {});
    const ask = (beside) => {
      const name = picked.select.value;
      waiting(section, name);
      view.ask({ kind: "english", paragraph: section.cmpAt, machine: name, beside }, { patience: PATIENCE, failed: () => waiting(section, "") });
    };
    const box = make("span", { class: "cmp-machines", role: "group", "aria-label": "English by another machine" }, picked.node,
      make("button", { class: "cmp-small cmp-primary", text: "Beside", title: "Show it beside the English that is there", onclick: () => ask(true) }),
      make("button", { class: "cmp-small", text: "Take it", title: "Have this paragraph's English by it; what a person translated stays", onclick: () => { ask(false); close(section, false); } }),
      iconButton("close", "Close", () => close(section, true)));
    if (machines.length < 2) box.append(make("span", { class: "cmp-label", text: "No translation model is installed here." }));
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(section, true); event.stopPropagation(); event.preventDefault(); } });
    english(section).append(box);
    picked.select.focus();
  }
  const line = (section, name) => [...section.querySelectorAll(".cmp-beside")].find((node) => node.cmpMachine === name);
  function waiting(section, name) {
    for (const node of section.querySelectorAll(".cmp-beside-wait")) node.remove();
    if (name) english(section)?.append(make("span", { class: "cmp-beside cmp-beside-wait", role: "status", text: `${name} …` }));
  }
  view.handlers.machines = (m, own) => {
    known = m;
    const section = own && view.sections[wanted];
    if (section && section.cmpWords) open(section);
  };
  // What came, beside the English that is shown, until it is closed or taken.
  view.handlers.beside = (m) => {
    const section = view.sections[m.paragraph];
    if (!section || !english(section)) return;
    waiting(section, "");
    line(section, m.machine)?.remove();
    if (!m.sentences.length || (m.id_of && section.dataset.p !== m.id_of)) return;
    const close = iconButton("close", `Close the English by ${m.machine}`, () => node.remove());
    const take = make("button", { class: "cmp-small", text: "Take it", "aria-label": `Take the English by ${m.machine}`, onclick: () => {
      view.ask({ kind: "english", paragraph: section.cmpAt, machine: m.machine, beside: false }, { patience: PATIENCE });
    } });
    const node = make("span", { class: "cmp-beside" }, make("span", { class: "cmp-beside-by", text: m.machine === "gloss" ? "word gloss" : m.machine }), " ",
      ...m.sentences.flatMap(([said, title, doubt]) => [make("span", { class: doubt ? "cmp-beside-doubt" : null, title, text: said }), " "]), take, close);
    node.cmpMachine = m.machine;
    english(section).append(node);
  };
  // The badge after a sentence says where its English is from; a click asks for another.
  text.addEventListener("click", (event) => {
    const badge = event.target instanceof Element && event.target.closest(".cmp-origin");
    if (badge && text.contains(badge)) view.machinesFor(badge.closest(".cmp-p"));
  });

  // ---- the model that is missing
  const size = (bytes) => (bytes / 1e6).toFixed(1);
  view.offer = () => {
    const offer = model.get("_offer") || {};
    if (!offer.name || !view.connected()) return [];
    const run = (label) => make("button", { class: "cmp-small cmp-primary", text: label, onclick: () => view.ask({ kind: "install" }) });
    const has = `${size(offer.begun)} of ${size(offer.size)} MB`;
    if (offer.state === "running") {
      return [make("div", { class: "cmp-progress" },
        make("progress", { max: String(offer.size), value: offer.begun, "aria-label": "Download" }),
        make("span", { text: offer.text || has }),
        make("button", { class: "cmp-small", text: "Stop", onclick: () => view.ask({ kind: "install", stop: true }) }))];
    }
    return [make("div", { class: "cmp-progress cmp-offer" },
      run(offer.begun ? "Go on" : "Install it now"),
      make("span", { text: offer.begun ? `${has} are here.` : `${offer.name}: ${size(offer.size)} MB from ${offer.host}, once (${offer.licence})` }),
      ...(offer.state === "failed" ? [make("span", { class: "cmp-offer-failed", role: "alert", text: offer.text })] : []))];
  };
  view.listen("change:_offer", view.showNotices);
}
