// Small helpers. Text goes in as text, never as HTML.

const ICONS = {
  find: "M11 4a7 7 0 1 0 4.2 12.6l4.1 4.1 1.4-1.4-4.1-4.1A7 7 0 0 0 11 4zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
  speak: "M4 9v6h4l5 5V4L8 9H4zm12.5 3a4.5 4.5 0 0 0-2.5-4v8a4.5 4.5 0 0 0 2.5-4zM14 3.2v2.1a7 7 0 0 1 0 13.4v2.1a9 9 0 0 0 0-17.6z",
  stop: "M6 6h12v12H6z",
  words: "M4 5h2v2H4V5zm4 0h12v2H8V5zM4 11h2v2H4v-2zm4 0h12v2H8v-2zM4 17h2v2H4v-2zm4 0h12v2H8v-2z",
  regions: "M4 5h4v14H4V5zm6 0h4v14h-4V5zm6 0h4v14h-4V5zM6 7v10V7zm6 0v10V7z",
  outline: "M4 5h16v2H4V5zm4 6h12v2H8v-2zm4 6h8v2h-8v-2z",
  settings: "M4 6h10v2H4V6zm13-1h3v2h-3v2h-2V3h2v2zM4 16h3v2H4v-2zm6-3h2v2h8v2h-8v3h-2v-7zM4 11h16v2H4z",
  print: "M7 3h10v5H7V3zm2 2v1h6V5H9zM4 9h16a1 1 0 0 1 1 1v7h-4v4H7v-4H3v-7a1 1 0 0 1 1-1zm5 6v4h6v-4H9zm8-3h2v1.6h-2V12z",
  help: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm-1 11h2v2h-2v-2zm1-9a4 4 0 0 0-4 4h2a2 2 0 1 1 2.9 1.8c-1 .5-1.9 1.3-1.9 2.7h2c0-.6.4-.8 1-1.1A4 4 0 0 0 12 6z",
  more: "M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  corrections: "M3 17.2V21h3.8L17.8 9.9l-3.7-3.7L3 17.2zM20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.8 1.8L18.9 8.8 20.7 7z",
  close: "M6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12 19 6.4 17.6 5 12 10.6z",
  up: "M12 8l7 7-1.4 1.4L12 10.8l-5.6 5.6L5 15z",
  down: "M12 16l-7-7 1.4-1.4L12 13.2l5.6-5.6L19 9z",
};
const SVG = "http://www.w3.org/2000/svg";

// make("button", {class: "x", text: "Find", title: "…", onclick: f}, child, …)
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  if (tag === "button" && !properties.type) node.type = "button";
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  return make("button", { class: "cmp-icon", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

// What a command says in small letters, as a page says it; what begins with the name of a file or a command stays.
export const sentence = (text) => (/^(?!companion )[a-z]+[ ,'’:]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text);

// A labelled choice: options are [value, text] pairs.
export function choice(label, options, onchange) {
  const select = make("select", { class: "cmp-select", onchange: () => onchange(select.value) });
  for (const [value, text] of options) select.append(make("option", { value, text }));
  return { node: make("label", { class: "cmp-field" }, make("span", { text: label }), select), select };
}

export function span(text, className, lang) {
  return make("span", { text, class: className, lang });
}

export const toTop = (node, block = "nearest") => node.scrollIntoView({ block, inline: "nearest" });
