// What goes to Python and what comes back. The view says what it has, and Python sends what is missing, piece by
// piece; each piece says where it belongs, so that a second view of the same reader does no harm.
import { iconButton, make, sentence } from "../shared/dom.js";
import { fileSaver } from "../shared/printing.js";

const PATIENCE = 6000; // milliseconds until a silent kernel is told
const SLOW = 30000; // the same for what takes Python long: another system of readings, a deck
const LONG_NOTICE = 160; // characters: a longer one, of what a page has beside its article, shows its beginning
const TRIES = 4; // how often the rest of the text is asked for without an answer
const NEEDED = "This needs Python, which is not connected: nothing was changed. Run the cell to connect the reader.";

/** A notice of which the beginning is shown; the rest opens. */
function folded(notice) {
  const at = notice.lastIndexOf(" ", LONG_NOTICE / 2) + 1 || LONG_NOTICE / 2;
  return make("details", {}, make("summary", { text: `${notice.slice(0, at)}…` }), notice.slice(at));
}

export function withKernel(view) {
  const { model, store, root } = view;
  const waiting = new Map();
  let number = 0;

  // ---- whether Python is there: the widget's own model knows, where there is a manager that has it
  let whole = null;
  view.connected = () => !whole || whole.comm_live !== false;
  view.needed = () => view.tell(NEEDED, "failed");
  async function connect() {
    try {
      whole = await model.widget_manager.get_model(model.get("_id"));
    } catch {
      whole = null; // somewhere without a manager of widgets; Python may be there
    }
    if (!view.alive) return;
    if (whole?.on) {
      const changed = () => { if (view.connected()) askForRest(); else showRest(); };
      whole.on("comm_live_update", changed);
      view.cleanups.push(() => whole.off("comm_live_update", changed));
    }
    askForRest();
    view.showNotices();
    if (model.get("reading") !== "pinyin") view.wantReading(model.get("reading"));
  }

  // Asks Python something; `failed` undoes what was shown ahead of the answer, and is told why where nothing else tells it
  // (`quiet`); `done` follows when it was done.
  view.ask = (message, { quiet = false, patience = SLOW, failed = (_why = "") => {}, done = () => {} } = {}) => {
    const fail = (text) => {
      if (!quiet) view.tell(text, "failed");
      failed(text);
    };
    if (!view.connected()) {
      fail(NEEDED);
      return;
    }
    const id = `${view.id}-${number += 1}`;
    const timer = patience && window.setTimeout(() => {
      waiting.delete(id);
      fail("Python does not answer: it is busy, or has ended. Run the cell again to connect the reader.");
    }, patience);
    waiting.set(id, { timer, failed, done });
    try {
      model.send({ ...message, id });
    } catch {
      clearTimeout(timer);
      waiting.delete(id);
      fail(NEEDED);
    }
  };
  view.cleanups.push(() => { for (const { timer } of waiting.values()) clearTimeout(timer); });

  // ---- the rest of the text
  let tries = 0;
  let again = 0;
  function showRest(silent = false) {
    const [here, all] = store.has();
    view.rest.replaceChildren();
    if (here >= all) return;
    const count = `${here} of ${all} paragraphs`;
    if (!view.connected()) view.rest.append(make("span", { text: `${count} are here. The rest is with Python, which is not connected: run the cell to have it.` }));
    else if (!silent) view.rest.append(make("span", { text: `${count} …` }));
    else {
      view.rest.append(make("span", { text: `${count} are here. Python does not answer: it is busy, or has ended.` }),
        make("button", { class: "cmp-small", text: "Ask again", onclick: () => { tries = 0; askForRest(); } }));
    }
    view.rest.classList.toggle("cmp-failed", silent || !view.connected());
  }
  function askForRest() {
    clearTimeout(again);
    if (!view.connected()) {
      showRest();
      return;
    }
    const table = store.table();
    const size = (name) => (Array.isArray(table[name]) ? table[name].length : Object.keys(table[name] || {}).length);
    const counts = Object.fromEntries(["words", "senses", "origins", "syllables", "characters"].map((name) => [name, size(name)]));
    try {
      model.send({ kind: "have", edition: table.edition, revision: table.revision, paragraphs: store.paragraphs().length, ...counts });
    } catch {
      // told below, where something is missing
    }
    tries += 1;
    showRest(tries > 1);
    waitForMore();
  }
  // Asks again where nothing comes.
  function waitForMore() {
    clearTimeout(again);
    if (store.isWhole()) return;
    again = window.setTimeout(() => {
      if (!view.alive || store.isWhole()) return;
      if (tries < TRIES) askForRest();
      else showRest(true);
    }, PATIENCE);
  }
  view.cleanups.push(() => clearTimeout(again));
  view.askForRest = askForRest;
  view.connect = connect;
  view.showRest = showRest;

  // Readings that are written out of the pinyin are there; others Python has to be asked for.
  view.wantReading = (system) => {
    const table = store.table();
    if (["pinyin", "zhuyin", "wade-giles"].includes(system)) return;
    const have = table.readings?.[system] || {};
    if (table.words.every((_, n) => have[n] || !(store.word(n).isWord || store.word(n).figures.length))) return;
    view.ask({ kind: "reading", system }, { failed: () => { if (!Object.keys(have).length) view.set("reading", "pinyin"); } });
  };

  // ---- the line under the reader: errors, and what can be undone
  view.tell = (text, kind = "told", undo = false) => {
    view.foot.replaceChildren();
    view.foot.className = `cmp-foot cmp-${kind}`;
    if (!text) return;
    view.foot.append(make("span", { text: sentence(text) }));
    if (undo) view.foot.append(make("button", { class: "cmp-small", text: "Undo", title: "Undo the last change (key z)", onclick: view.undo }));
    view.foot.append(iconButton("close", "Close the message", () => view.tell("")));
    if (kind === "failed" && !root.hidden) view.foot.scrollIntoView({ block: "nearest" }); // of a tall reader it lies below the window
    view.placeCard();
  };

  view.undo = () => view.ask({ kind: "undo" });

  const saveFile = fileSaver(root);
  const HANDLERS = view.handlers = {
    piece(m) {
      if (!store.put(m)) {
        if (tries < TRIES) askForRest();
        return;
      }
      tries = 0;
      const came = view.follow();
      if (m.changed?.length || m.terms) view.redressSoon();
      else if (came) view.refreshSoon(); // text that was added at the end changes no word before it
      showRest();
      waitForMore();
      if (store.isWhole()) view.wantReading(model.get("reading"));
    },
    readings(m) {
      const table = store.table();
      if (m.edition !== table.edition) return;
      table.readings = { ...table.readings, [m.system]: { ...table.readings?.[m.system], ...m.values } };
      view.redressSoon();
    },
    phrase(m) { view.phraseArrived(m.text, m.table); },
    file(m, own) { if (own) saveFile(m); }, // a piece of what this view asked for; its last answer says what it was
    told(m) { view.tell(m.text, "told", m.undo); },
    failed(m) { view.tell(m.text, "failed"); },
    done() {},
  };
  view.handlers = HANDLERS;
  // Once for what comes together: the list of words, and (`redressSoon`) the look of those that stand on the page.
  let soon = false;
  let dressing = false;
  view.refreshSoon = () => {
    if (soon) return;
    soon = true;
    view.later(() => {
      if (dressing) view.redress();
      soon = false;
      dressing = false;
      view.refreshWords();
    });
  };
  view.redressSoon = () => {
    dressing = true;
    view.refreshSoon();
  };
  view.listen("msg:custom", (message) => {
    const asked = waiting.get(message.id);
    if (asked && message.kind !== "file") {
      clearTimeout(asked.timer);
      waiting.delete(message.id);
      if (["failed", "refused"].includes(message.kind)) asked.failed(message.text);
    }
    const handler = HANDLERS[message.kind];
    if (handler) handler(message, Boolean(asked));
    if (asked && !["failed", "refused", "file"].includes(message.kind)) asked.done();
  });

  // ---- notices, and the progress of a translation
  view.offer = () => [];
  let hidden = ""; // the notices that the person has read and closed; others are shown again
  view.showNotices = () => {
    view.status.replaceChildren();
    const notices = (model.get("notices") || []).map(sentence), offers = view.offer();
    const told = notices.join("\n");
    const closed = told !== "" && hidden === told;
    if (!closed && notices.length) {
      view.status.append(iconButton("close", "Hide the notices", () => {
        hidden = told;
        view.showNotices();
        view.text.querySelector("[tabindex='0']")?.focus({ preventScroll: true });
      }, { class: "cmp-icon cmp-close-notices" }));
    }
    for (const notice of closed ? [] : notices) {
      const line = make("div", { class: "cmp-notice" });
      const at = notice.indexOf("companion models install");
      if (at < 0 && notice.length > LONG_NOTICE) line.append(folded(notice));
      else line.append(at < 0 ? notice : notice.slice(0, at));
      if (at >= 0) line.append(make("code", { text: notice.slice(at) }));
      view.status.append(line);
    }
    if (!closed) view.status.append(...offers);
    const progress = model.get("progress");
    if (progress >= 0 && progress < 1 && view.connected()) {
      view.status.append(make("div", { class: "cmp-progress" },
        make("progress", { max: "1", value: progress, "aria-label": "Translation" }),
        make("span", { text: `Translating: ${Math.round(progress * 100)} %` }),
        make("button", { class: "cmp-small", text: "Cancel", onclick: () => view.ask({ kind: "cancel" }) })));
    }
  };
  view.listen("change:notices", view.showNotices);
  view.listen("change:progress", view.showNotices);
  view.listen("change:error", () => { if (model.get("error")) view.tell(model.get("error"), "failed"); });
}
