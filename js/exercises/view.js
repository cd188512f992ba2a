// How a sheet of exercises is shown and worked: the same in the widget and on the self-check page.
// `sheet` has the questions, `session` the state and takes messages; texts are set as text, and
// the word's card is made of its word table.
import { cardOf } from "../shared/cards.js";
import { keepKeys } from "../shared/shortcuts.js";
import { mandarinVoice, onVoices } from "../shared/voices.js";
import { wordOf } from "../shared/words.js";
import { focusBeside } from "../shared/focus.js";
import { whole } from "../shared/whole.js";

export function exercisesView({ root, sheet, session, checking }) {
  const DONE = ["right", "shown", "compared"];
  const STATES = { open: "not answered", answered: "answered", wrong: "not right yet", right: "right", shown: "answer shown", compared: "to compare" };
  const TONES = [["1", "ā", "first tone"], ["2", "á", "second tone"], ["3", "ǎ", "third tone"], ["4", "à", "fourth tone"], ["5", "a", "neutral tone"]];
  const NAMES = {
    cloze: "Missing word", pinyin: "Pinyin", tones: "Tones", polyphone: "Which reading?", match: "Matching", script: "Script",
    segment: "Word boundaries", order: "Put in order", translate: "Translate", comprehension: "Understanding", dictation: "Dictation",
  };
  const serial = Math.random().toString(36).slice(2, 8);
  let at = 0;
  let summary = false;
  let drafts = {};
  let student = null; // the name as it is being written
  let started = Date.now();
  let round = 0;

  function el(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== "") node.append(...whole(String(text)));
    return node;
  }
  function button(className, text, act, label) {
    const node = el("button", className, text);
    node.type = "button";
    if (label) node.setAttribute("aria-label", label);
    node.addEventListener("click", act);
    return node;
  }
  const state = () => session.get();
  const active = () => state().active.map((id) => sheet.items.find((i) => i.id === id)).filter(Boolean);
  const own = (item) => state().items[item.id];
  const done = (item) => DONE.includes(own(item).status);
  const send = (item, message) => {
    const seconds = own(item).seconds + (Date.now() - started) / 1000;
    started = Date.now();
    session.send({ ...message, id: item.id, seconds });
  };

  // ---- the frame
  root.replaceChildren();
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", `Exercises: ${sheet.title || "article"}`);
  const head = el("div", "cmp-ex-head");
  const title = el("div", "cmp-ex-title", sheet.title || "Exercises");
  title.lang = "zh-Hant";
  const score = el("div", "cmp-ex-score");
  head.append(title, score);
  const finish = button("cmp-ex-button cmp-ex-finish", "Finish", () => openSummary());
  head.append(finish);
  const steps = el("div", "cmp-ex-steps");
  steps.setAttribute("role", "group");
  steps.setAttribute("aria-label", "Exercises of this sheet");
  const remark = el("p", "cmp-ex-remark", sheet.remark);
  remark.hidden = !sheet.remark;
  const body = el("div", "cmp-ex-body");
  const foot = el("div", "cmp-ex-foot");
  const live = el("div", "cmp-ex-live");
  live.setAttribute("role", "status");
  root.append(head, steps, remark, body, foot, live);

  function fmt(n) {
    return String(Math.round(n * 100) / 100);
  }

  function totals() {
    let earned = 0;
    let possible = 0;
    let finished = 0;
    for (const item of active()) {
      const mine = own(item);
      if (done(item)) finished++;
      if (item.form === "open") continue; // what only a person can judge has no points
      possible += item.points;
      earned += mine.earned || 0;
    }
    return { earned, possible, finished };
  }

  function showHead() {
    const items = active();
    const { earned, possible, finished } = totals();
    const hidden = checking === "end" && !state().finished;
    score.textContent = hidden ? `${items.filter((i) => hasAnswer(i)).length} of ${items.length} answered` : `${fmt(earned)} of ${possible} points · ${finished}/${items.length} done`;
    finish.hidden = !items.length || summary || state().finished || checking === "end";
    steps.replaceChildren();
    items.forEach((item, n) => {
      const status = own(item).status === "open" && hasAnswer(item) && checking === "end" ? "answered" : own(item).status;
      const step = button(`cmp-ex-step cmp-ex-is-${status}`, String(n + 1), () => go(n), `Exercise ${n + 1}: ${STATES[status]}`);
      if (n === at && !summary) step.setAttribute("aria-current", "step");
      steps.append(step);
    });
  }

  function hasAnswer(item) {
    const value = drafts[item.id] !== undefined ? drafts[item.id] : own(item).response;
    return Array.isArray(value) ? value.some((v) => v.trim()) : Boolean(value && value.trim());
  }

  // ---- moving
  function go(n, focus = true) {
    keep();
    summary = false;
    at = Math.max(0, Math.min(n, active().length - 1));
    started = Date.now();
    show();
    if (!focus) return;
    focusFirst();
    bring(foot, body);
  }
  // Brings what was asked or said into the window, the last of it for certain; where it is taller, its beginning.
  function bring(...nodes) {
    for (const node of nodes) {
      if (node) node.scrollIntoView({ block: node.offsetHeight > window.innerHeight * 0.6 ? "start" : "nearest", inline: "nearest" });
    }
  }
  function focusFirst() {
    const first = body.querySelector("[data-first]:not(:disabled)") || foot.querySelector(".cmp-ex-main") || body.querySelector("button, input, textarea");
    if (first) first.focus({ preventScroll: true });
  }
  // What stands in the fields goes to Python, so that nothing is lost when the page is drawn anew.
  function keep() {
    const item = active()[at];
    if (!item || summary || done(item)) return;
    const draft = drafts[item.id];
    if (draft !== undefined && JSON.stringify(draft) !== JSON.stringify(own(item).response)) send(item, { type: "answer", response: draft });
  }
  function next() {
    const items = active();
    const ahead = [...items.keys()].map((i) => (at + 1 + i) % items.length);
    const open = ahead.find((i) => i !== at && !done(items[i]));
    if (checking === "end" && !state().finished) go(at + 1);
    else if (open === undefined || state().finished) openSummary();
    else go(open);
  }
  function openSummary() {
    keep();
    summary = true;
    show();
    const heading = body.querySelector("h2");
    if (heading) heading.focus({ preventScroll: true });
  }

  // ---- an item
  function show() {
    showHead();
    body.replaceChildren();
    foot.replaceChildren();
    if (!active().length) {
      body.append(el("p", "cmp-ex-none", sheet.remark ? "There is no exercise to show." : "This sheet is empty."));
      return;
    }
    if (summary) return showSummary();
    const item = active()[at];
    const mine = own(item);
    const locked = done(item);
    const card = el("div", `cmp-ex-card cmp-ex-kind-${item.kind}`);
    const top = el("div", "cmp-ex-top");
    top.append(el("span", "cmp-ex-kind", NAMES[item.kind] || item.kind), el("span", "cmp-ex-points", item.form === "open" ? "no points" : `${item.points} ${item.points === 1 ? "point" : "points"}`));
    const ask = el("p", "cmp-ex-ask", item.instruction);
    ask.id = `cmp-ex-ask-${serial}`;
    card.append(top, ask);
    const prompt = promptOf(item);
    if (prompt) card.append(prompt);
    card.append(FORMS[item.form](item, mine, locked));
    body.append(card, feedback(item, mine));
    controls(item, mine, locked);
  }

  function promptOf(item) {
    if (!item.prompt.length || item.form === "segment") return null;
    const node = el("p", "cmp-ex-prompt");
    node.lang = item.lang;
    for (const [kind, text, size] of item.prompt) {
      if (kind === "blank") {
        const blank = el("span", "cmp-ex-blank");
        blank.style.minWidth = `${Math.max(2, size) * 1.15}em`;
        const mine = own(item);
        if (done(item)) blank.textContent = mine.explanation.answers[0] || mine.explanation.answer;
        else blank.setAttribute("aria-label", "blank");
        blank.setAttribute("role", "img");
        if (done(item)) blank.removeAttribute("role");
        node.append(blank);
      } else if (kind === "cue") {
        const cue = el("span", "cmp-ex-cue", text);
        cue.lang = "en";
        node.append(cue);
      } else if (kind === "focus") node.append(el("strong", "cmp-ex-focus", text));
      else node.append(...whole(text));
    }
    return node;
  }

  function draftOf(item, empty) {
    if (drafts[item.id] === undefined) {
      const before = own(item).response;
      drafts[item.id] = before && before.length ? before : empty;
    }
    return drafts[item.id];
  }

  function field(item, locked, many) {
    const input = el(many ? "textarea" : "input", "cmp-ex-input");
    if (!many) input.type = "text";
    else input.rows = 3;
    input.lang = item.answer_lang;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    input.setAttribute("aria-labelledby", `cmp-ex-ask-${serial}`);
    input.dataset.first = "";
    input.value = draftOf(item, "");
    input.readOnly = locked;
    input.addEventListener("input", () => { drafts[item.id] = input.value; });
    // An input method owns the keys until it has ended, and the Enter that ended it too.
    let composing = false;
    let ended = -Infinity;
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; ended = performance.now(); drafts[item.id] = input.value; });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || composing || event.isComposing || event.keyCode === 229) return;
      if (performance.now() - ended < 60) return;
      if (many && !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      enter();
    });
    return input;
  }

  function enter() {
    const item = active()[at];
    if (done(item) || checking === "end") next();
    else check(item);
  }

  function check(item) {
    const value = drafts[item.id] !== undefined ? drafts[item.id] : own(item).response;
    send(item, { type: "check", response: value });
  }

  const FORMS = {
    text(item, _mine, locked) {
      const box = el("div", "cmp-ex-line");
      box.append(field(item, locked, false));
      return box;
    },
    open(item, _mine, locked) {
      const box = el("div", "cmp-ex-line");
      box.append(field(item, locked, true), el("p", "cmp-ex-tip", "Ctrl + Enter checks."));
      return box;
    },
    dictation(item, _mine, locked) {
      const box = el("div", "cmp-ex-line");
      const bar = el("div", "cmp-ex-sound");
      if (mandarinVoice()) bar.append(button("cmp-ex-button", "▶ Listen", () => speak(item, 0.9)), button("cmp-ex-button", "Slowly", () => speak(item, 0.55)));
      else bar.append(el("span", "cmp-ex-label", "This browser has no Chinese voice: have it read aloud, or open the page in another browser."));
      box.append(bar, field(item, locked, false));
      return box;
    },
    choice(item, mine, locked) {
      const set = el("div", `cmp-ex-choices${item.choices.every((c) => c.length <= 8) ? " cmp-ex-short" : ""}`);
      set.setAttribute("role", "radiogroup");
      set.setAttribute("aria-labelledby", `cmp-ex-ask-${serial}`);
      const chosen = draftOf(item, "");
      item.choices.forEach((choice, n) => {
        const label = el("label", "cmp-ex-choice");
        const input = el("input");
        input.type = "radio";
        input.name = `cmp-ex-${serial}-${item.id}`;
        input.value = choice;
        input.checked = choice === chosen;
        input.disabled = locked;
        if (input.checked || (!chosen && n === 0)) input.dataset.first = "";
        input.addEventListener("change", () => { drafts[item.id] = choice; showHead(); });
        input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); enter(); } });
        const text = el("span", "cmp-ex-choice-text", choice);
        text.lang = item.answer_lang;
        label.append(input, text);
        if (locked) {
          const answers = mine.explanation.answers;
          if (answers.includes(choice)) label.classList.add("cmp-ex-good");
          else if (choice === mine.response) label.classList.add("cmp-ex-bad");
          const reason = mine.explanation.reasons[choice];
          if (reason && item.variant !== "bank") label.append(el("span", "cmp-ex-reason", reason));
        }
        set.append(label);
      });
      return set;
    },
    tones(item, mine, locked) {
      const row = el("div", "cmp-ex-tones");
      const value = draftOf(item, item.items.map(() => ""));
      item.items.forEach((syllable, i) => {
        const set = el("fieldset", "cmp-ex-syllable");
        const legend = el("legend", "", syllable);
        legend.lang = "zh-Latn";
        set.append(legend);
        const keys = el("div", "cmp-ex-tonekeys");
        TONES.forEach(([digit, sign, name]) => {
          const label = el("label", "cmp-ex-tone");
          label.title = name;
          const input = el("input");
          input.type = "radio";
          input.name = `cmp-ex-${serial}-${item.id}-${i}`;
          input.value = digit;
          input.checked = value[i] === digit;
          input.disabled = locked;
          input.setAttribute("aria-label", `${syllable}: ${name}`);
          if (i === 0 && (input.checked || (!value[i] && digit === "1"))) input.dataset.first = "";
          input.addEventListener("change", () => { value[i] = digit; drafts[item.id] = value; });
          const sym = el("span", "", sign);
          sym.setAttribute("aria-hidden", "true");
          label.append(input, sym, el("small", "", digit));
          if (locked) {
            if (mine.explanation.solution[i] === digit) label.classList.add("cmp-ex-good");
            else if (mine.response[i] === digit) label.classList.add("cmp-ex-bad");
          }
          keys.append(label);
        });
        set.append(keys);
        row.append(set);
      });
      row.addEventListener("keydown", (event) => {
        if (event.key === "Enter") { event.preventDefault(); enter(); return; }
        if (!/^[0-5]$/.test(event.key) || locked || event.ctrlKey || event.metaKey || event.altKey) return;
        const sets = [...row.querySelectorAll("fieldset")];
        const here = sets.indexOf(event.target.closest("fieldset"));
        const input = sets[here].querySelector(`input[value="${event.key === "0" ? "5" : event.key}"]`);
        input.checked = true;
        input.dispatchEvent(new Event("change"));
        const following = sets[here + 1];
        (following ? following.querySelector("input") : input).focus();
        event.preventDefault();
      });
      return row;
    },
    match(item, mine, locked) {
      const box = el("div", "cmp-ex-match");
      const value = draftOf(item, item.items.map(() => ""));
      let turn = value.findIndex((v) => !v);
      const lefts = el("div", "cmp-ex-lefts");
      const rights = el("div", "cmp-ex-rights");
      const draw = (focusOn) => {
        lefts.replaceChildren();
        rights.replaceChildren();
        item.items.forEach((left, i) => {
          const node = button("cmp-ex-left", "", () => { if (value[i]) { value[i] = ""; } turn = i; drafts[item.id] = value; draw(["l", i]); },
            value[i] ? `${left}: ${value[i]}. Press to part them.` : `${left}: no partner yet`);
          const word = el("span", "", left);
          word.lang = item.lang;
          node.append(word, el("span", "cmp-ex-tag", value[i] ? String(i + 1) : ""));
          node.disabled = locked;
          if (i === turn && !locked) { node.classList.add("cmp-ex-turn"); node.setAttribute("aria-current", "true"); node.dataset.first = ""; }
          if (locked) {
            const good = mine.explanation.solution[i] === value[i];
            node.classList.add(good ? "cmp-ex-good" : "cmp-ex-bad");
            if (!good) node.append(el("span", "cmp-ex-reason", mine.explanation.solution[i]));
          }
          lefts.append(node);
        });
        item.choices.forEach((choice, j) => {
          const taken = value.indexOf(choice);
          const node = button("cmp-ex-right", "", () => {
            if (taken >= 0) { value[taken] = ""; turn = taken; }
            else {
              if (turn < 0) return;
              value[turn] = choice;
              const following = value.findIndex((v) => !v);
              turn = following;
            }
            drafts[item.id] = value;
            draw(["r", j]);
            showHead();
          });
          const text = el("span", "", choice);
          text.lang = item.answer_lang;
          node.append(el("span", "cmp-ex-tag", taken >= 0 ? String(taken + 1) : ""), text);
          node.classList.toggle("cmp-ex-taken", taken >= 0);
          node.setAttribute("aria-pressed", String(taken >= 0));
          node.disabled = locked;
          rights.append(node);
        });
        if (focusOn) {
          const list = focusOn[0] === "l" ? lefts : rights;
          list.children[focusOn[1]].focus({ preventScroll: true });
        }
      };
      draw();
      box.append(lefts, rights);
      return box;
    },
    order(item, mine, locked) {
      const box = el("div", `cmp-ex-order${item.variant === "sentences" ? " cmp-ex-long" : ""}`);
      const value = draftOf(item, []);
      const line = el("div", "cmp-ex-answerline");
      line.setAttribute("role", "group");
      line.setAttribute("aria-label", "Your order");
      const pool = el("div", "cmp-ex-pool");
      pool.setAttribute("role", "group");
      pool.setAttribute("aria-label", "Parts to place");
      const draw = (where) => {
        line.replaceChildren();
        pool.replaceChildren();
        value.forEach((piece, i) => {
          const node = button("cmp-ex-piece", piece, () => { value.splice(i, 1); drafts[item.id] = value; draw("pool"); showHead(); }, `${i + 1}: ${piece}. Press to take it out.`);
          node.lang = item.lang;
          node.disabled = locked;
          if (locked) node.classList.add(mine.explanation.solution[i] === piece ? "cmp-ex-good" : "cmp-ex-bad");
          line.append(node);
        });
        if (!value.length) line.append(el("span", "cmp-ex-tip", "Press the parts in their order."));
        item.choices.filter((c) => !value.includes(c)).forEach((piece, i) => {
          const node = button("cmp-ex-piece", piece, () => { value.push(piece); drafts[item.id] = value; draw("pool"); showHead(); });
          node.lang = item.lang;
          node.disabled = locked;
          if (i === 0) node.dataset.first = "";
          pool.append(node);
        });
        if (where === "pool") (pool.querySelector("button") || foot.querySelector(".cmp-ex-main") || line.querySelector("button")).focus({ preventScroll: true });
      };
      draw();
      box.append(line, pool);
      return box;
    },
    segment(item, mine, locked) {
      const box = el("div", "cmp-ex-segment");
      box.lang = item.lang;
      const text = item.prompt.map((p) => p[1]).join("");
      const characters = [...text];
      const before = draftOf(item, "") || text;
      const cuts = new Set();
      let n = 0;
      for (const word of before.split("|").slice(0, -1)) cuts.add((n += [...word].length));
      const join = () => {
        drafts[item.id] = characters.map((c, i) => (i && cuts.has(i) ? `|${c}` : c)).join("");
      };
      const solved = new Set();
      const optional = new Set(locked ? mine.explanation.optional : []);
      if (locked) { n = 0; for (const word of mine.explanation.solution.slice(0, -1)) solved.add((n += [...word].length)); }
      characters.forEach((c, i) => {
        if (i) {
          const gap = button("cmp-ex-gap", "", () => {
            if (cuts.has(i)) cuts.delete(i); else cuts.add(i);
            gap.setAttribute("aria-pressed", String(cuts.has(i)));
            join();
            showHead();
          }, `boundary between ${characters[i - 1]} and ${c}`);
          gap.setAttribute("aria-pressed", String(cuts.has(i)));
          gap.disabled = locked;
          gap.tabIndex = i === 1 ? 0 : -1;
          if (i === 1) gap.dataset.first = "";
          if (locked) {
            const wanted = solved.has(i);
            if (optional.has(i)) gap.classList.add("cmp-ex-may");
            else if (wanted) gap.classList.add(cuts.has(i) ? "cmp-ex-good" : "cmp-ex-missed");
            else if (cuts.has(i)) gap.classList.add("cmp-ex-bad");
          }
          box.append(gap);
        }
        box.append(el("span", "cmp-ex-char", c));
      });
      box.addEventListener("keydown", (event) => {
        const gaps = [...box.querySelectorAll(".cmp-ex-gap")];
        const here = gaps.indexOf(event.target);
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (here < 0) return;
        if (step) {
          const target = gaps[Math.max(0, Math.min(gaps.length - 1, here + step))];
          gaps[here].tabIndex = -1;
          target.tabIndex = 0;
          target.focus();
          event.preventDefault();
        } else if (event.key === "Enter") {
          event.preventDefault();
          enter();
        }
      });
      return box;
    },
  };

  // ---- sound
  function speak(item, rate) {
    const text = own(item).speech;
    if (!text) {
      send(item, { type: "speech" });
      wanted = { id: item.id, rate };
      return;
    }
    const voice = mandarinVoice();
    if (!voice) return;
    const synth = window.speechSynthesis;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    utterance.rate = rate;
    synth.cancel();
    synth.speak(utterance);
  }
  let wanted = null;

  // ---- what is said about an answer
  function feedback(item, mine) {
    const box = el("div", "cmp-ex-feedback");
    mine.hints.forEach((hint, i) => {
      const line = el("p", "cmp-ex-hint");
      line.append(el("span", "cmp-ex-hint-name", `Hint ${i + 1}`), document.createTextNode(` ${hint}`));
      box.append(line);
    });
    const message = el("p", `cmp-ex-message cmp-ex-is-${mine.status}`, checking === "end" && !done(item) ? "" : mine.message || "");
    box.append(message);
    if (done(item)) box.append(explained(item, mine));
    return box;
  }

  function explained(item, mine) {
    const x = mine.explanation;
    const box = el("div", "cmp-ex-explained");
    if (item.form === "open") {
      const pair = el("div", "cmp-ex-pair");
      const ours = el("div");
      const theirs = el("div");
      ours.append(el("div", "cmp-ex-label", "Yours"), el("p", "", mine.response || "–"));
      theirs.append(el("div", "cmp-ex-label", item.kind === "translate" ? "Reference" : "The teacher's"), el("p", "", x.answer || "The teacher wrote no answer; show yours."));
      ours.lastChild.lang = theirs.lastChild.lang = item.answer_lang;
      pair.append(ours, theirs);
      box.append(pair);
    } else if (mine.status !== "right" || item.kind === "pinyin" || item.form === "dictation") {
      const line = el("p", "cmp-ex-solution");
      line.append(el("span", "cmp-ex-label", "Answer "));
      const answer = el("strong", "", item.form === "tones" ? x.note : item.form === "order" ? x.solution.join("") : item.form === "match" ? "" : x.answer);
      answer.lang = item.answer_lang;
      if (item.form !== "match") { line.append(answer); box.append(line); }
    }
    if (x.note && !(item.form === "tones" && mine.status !== "right")) box.append(el("p", "cmp-ex-note", x.note));
    if (x.place) {
      const place = el("blockquote", "cmp-ex-place");
      const sentence = el("p");
      sentence.lang = "zh-Hant";
      sentence.append(...whole(x.place.before));
      if (x.place.focus) sentence.append(el("mark", "", x.place.focus));
      sentence.append(...whole(x.place.after));
      place.append(el("div", "cmp-ex-label", `See paragraph ${x.place.number}`), sentence);
      box.append(place);
    }
    if (x.card) {
      const details = el("details", "cmp-ex-more");
      const summaryLine = el("summary", "", "The word's card");
      const card = el("div", "cmp-ex-wordcard");
      card.append(...cardOf(x.card, wordOf(x.card, 0)));
      details.append(summaryLine, card);
      details.open = mine.status !== "right";
      box.append(details);
    }
    return box;
  }

  function controls(item, mine, locked) {
    const items = active();
    const back = button("cmp-ex-button", "Back", () => go(at - 1));
    back.disabled = at === 0;
    foot.append(back);
    const middle = el("span", "cmp-ex-middle");
    if (!locked && mine.hints.length < item.hints) middle.append(button("cmp-ex-button", mine.hints.length ? "Another hint" : "Hint", () => { keep(); send(item, { type: "hint" }); }));
    if (!locked && checking === "each" && item.answered) middle.append(button("cmp-ex-button", "Show the answer", () => { keep(); send(item, { type: "show" }); }));
    foot.append(middle);
    if (checking === "end" && !state().finished) {
      if (at < items.length - 1) foot.append(button("cmp-ex-button cmp-ex-main", "Next", () => go(at + 1)));
      else foot.append(button("cmp-ex-button cmp-ex-main", "Check all", () => { keep(); session.send({ type: "finish" }); openSummary(); }));
    } else if (locked) foot.append(button("cmp-ex-button cmp-ex-main", state().finished ? "Result" : "Next", next));
    else {
      foot.append(button("cmp-ex-button", "Skip", next));
      foot.append(button("cmp-ex-button cmp-ex-main", mine.tries ? "Check again" : "Check", () => check(item)));
    }
  }

  // ---- the end
  // What goes to the teacher: asked for in the page, since a phone's browser inside another program shows no dialog.
  function handInBox() {
    const { name, file, code, picture, keep: keepName } = session.handIn;
    const box = el("div", "cmp-ex-hand");
    const label = el("label", "cmp-ex-name", "Your name, as your teacher knows it");
    const field = el("input", "cmp-ex-input");
    field.type = "text";
    field.value = student === null ? name() : student;
    field.autocomplete = "name";
    field.addEventListener("input", () => { student = field.value; });
    label.append(field);
    const out = el("div", "cmp-ex-handed");
    const tell = (text) => { const tip = el("p", "cmp-ex-tip", text); tip.setAttribute("role", "status"); out.replaceChildren(tip); };
    const named = (then) => () => {
      const given = field.value.trim();
      if (!given) { tell("Write your name first."); field.focus(); return; }
      student = given;
      keepName(given);
      then(given);
    };
    const buttons = el("div", "cmp-ex-middle");
    buttons.append(
      button("cmp-ex-button", "Save my results", named((given) => tell(`Saved as ${file(given)}: send that file to your teacher. If your browser saved nothing, copy the code.`))),
      button("cmp-ex-button", "Copy them as a code", named(async (given) => showCode(out, await code(given), picture, tell))));
    box.append(el("h3", "", "Hand in"), label, buttons, out);
    return box;
  }

  function showCode(out, code, picture, tell) {
    const field = el("textarea", "cmp-ex-code");
    field.readOnly = true;
    field.value = code;
    field.rows = 4;
    field.setAttribute("aria-label", "Your results as a code");
    tell("Send this code to your teacher; it is in the clipboard where the browser allows it.");
    out.append(field);
    const drawn = picture(code);
    if (drawn) out.append(el("p", "cmp-ex-tip", "Or let your teacher's phone read it off the screen:"), drawn);
    field.select();
    // A page from a file has no clipboard in some browsers: the old way is tried then, and the field can be copied by hand.
    const old = () => { try { document.execCommand("copy"); } catch { /* by hand */ } };
    if (navigator.clipboard) navigator.clipboard.writeText(code).catch(old);
    else old();
    out.scrollIntoView({ block: "nearest" });
  }

  function showSummary() {
    const items = active();
    const { earned, possible, finished } = totals();
    const share = possible ? earned / possible : 1;
    const box = el("div", "cmp-ex-summary");
    const heading = el("h2", "", state().finished ? "Result" : "So far");
    heading.tabIndex = -1;
    const figure = el("div", "cmp-ex-figure");
    figure.append(el("strong", "", fmt(earned)), el("span", "", ` of ${possible} points`));
    const bar = el("div", "cmp-ex-meter");
    const fill = el("div", "cmp-ex-fill");
    fill.style.width = `${Math.round(100 * share)}%`;
    bar.append(fill);
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", `${Math.round(100 * share)} percent`);
    box.append(heading, figure, bar);
    const compared = items.filter((i) => own(i).status === "compared").length;
    const facts = [`${finished} of ${items.length} done`];
    if (compared) facts.push(`${compared} to compare, without points`);
    if (state().round > 1) facts.push(`round ${state().round}`);
    box.append(el("p", "cmp-ex-tip", facts.join(" · ")));
    if (session.handIn) box.append(handInBox());
    const mistakes = items.filter((i) => done(i) && own(i).status !== "compared" && (own(i).score === undefined || own(i).score < 1));
    if (mistakes.length) {
      box.append(el("h3", "", "Look at these again"));
      for (const item of mistakes) {
        const mine = own(item);
        const entry = el("div", "cmp-ex-review");
        const line = el("button", "cmp-ex-review-head");
        line.type = "button";
        line.addEventListener("click", () => go(items.indexOf(item)));
        const question = el("span", "cmp-ex-review-text", item.prompt.map(([kind, text]) => (kind === "blank" ? "＿＿" : text)).join("") || item.items.join("、") || item.choices.join(" / "));
        question.lang = item.lang;
        line.append(el("span", "cmp-ex-tag", String(items.indexOf(item) + 1)), question);
        const given = Array.isArray(mine.response) ? mine.response.filter(Boolean).join(" ") : mine.response;
        const answer = el("p", "cmp-ex-review-answer");
        answer.append(el("span", "cmp-ex-label", "You "), el("s", "", given || "–"), el("span", "cmp-ex-label", " Answer "), el("strong", "", mine.explanation ? (item.form === "tones" ? mine.explanation.note : mine.explanation.answer) : ""));
        entry.append(line, answer);
        if (mine.explanation && mine.explanation.card) {
          const card = el("div", "cmp-ex-wordcard");
          card.append(...cardOf(mine.explanation.card, wordOf(mine.explanation.card, 0)));
          entry.append(card);
        }
        box.append(entry);
      }
    } else if (state().finished && possible) box.append(el("p", "cmp-ex-allright", "All right."));
    body.append(box);
    const open = items.findIndex((i) => !done(i));
    if (!state().finished && open >= 0) {
      const left = items.length - finished;
      box.append(el("p", "cmp-ex-tip", `Finish shows the ${left === 1 ? "answer that is" : `${left} answers that are`} left; they earn nothing any more.`));
      foot.append(button("cmp-ex-button cmp-ex-main", `Back to the ${left === 1 ? "open one" : `${left} open ones`}`, () => go(open)),
        button("cmp-ex-button", "Finish now", () => session.send({ type: "finish" })));
    }
    const middle = el("span", "cmp-ex-middle");
    middle.append(button("cmp-ex-button", "All again", () => { drafts = {}; summary = false; at = 0; session.send({ type: "restart", which: "all" }); focusFirst(); }));
    foot.append(middle);
    const wrong = (state().finished || open < 0) && items.some((i) => own(i).status !== "compared" && (!done(i) || own(i).score === undefined || own(i).score < 1));
    if (wrong) foot.append(button("cmp-ex-button cmp-ex-main", "Again with the wrong ones", () => { drafts = {}; summary = false; at = 0; session.send({ type: "restart", which: "wrong" }); focusFirst(); }));
  }

  // ---- keys: none may reach the notebook, where x cuts the cell
  const free = keepKeys(root);

  function changed() {
    const focused = root.contains(focusBeside(root));
    const inField = focused && focusBeside(root).matches("input[type=text], textarea");
    if (state().round !== round) { round = state().round; drafts = {}; at = Math.min(at, Math.max(0, active().length - 1)); }
    const item = active()[at];
    if (wanted && item && wanted.id === item.id && own(item).speech) {
      const { rate } = wanted;
      wanted = null;
      speak(item, rate);
      return;
    }
    const message = item ? own(item).message : "";
    const typed = inField ? /** @type {HTMLInputElement} */ (focusBeside(root)) : null;
    const marks = typed && [typed.selectionStart, typed.selectionEnd];
    show();
    if (item && message && !summary && checking === "each") live.textContent = message;
    if (!focused) return;
    if (summary) { const heading = body.querySelector("h2"); if (heading) heading.focus({ preventScroll: true }); return; }
    const said = message && !summary ? body.querySelector(".cmp-ex-message") : null;
    if (item && done(item)) {
      const main = foot.querySelector(".cmp-ex-main");
      if (main) main.focus({ preventScroll: true });
      bring(foot, said);
      return;
    }
    focusFirst();
    bring(foot, said, inField ? focusBeside(root) : null);
    const now = /** @type {HTMLInputElement} */ (focusBeside(root));
    if (marks && now.matches("input[type=text], textarea")) now.setSelectionRange(marks[0], marks[1]);
  }

  round = state().round;
  const firstOpen = active().findIndex((i) => !done(i));
  at = Math.max(0, firstOpen);
  summary = state().finished && active().length > 0;
  const off = session.on(changed);
  const mute = onVoices(() => { if (active()[at]?.form === "dictation" && !summary) { keep(); show(); } });
  show();
  return () => {
    free();
    mute();
    off();
  };
}
