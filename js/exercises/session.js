// A student at work on a sheet, as companion/exercises/session.py does it in Python.
// `solved` has the answers of `sheet.items`, in the same order; `mark` comes from makeMarker.
export function makeSession({ sheet, solved, mark, kept, save }) {
  const LATER = 0.5;
  const DONE = ["right", "shown", "compared"];
  const listeners = new Set();
  const answers = new Map(sheet.items.map((item, i) => [item.id, { ...item, ...solved[i] }]));
  const fresh = () => ({ status: "open", response: "", tries: 0, hints: [], seconds: 0 });
  let state = kept && kept.sheet === sheet.id ? kept : { sheet: sheet.id, round: 1, active: sheet.items.map((i) => i.id), finished: !sheet.items.length, items: Object.fromEntries(sheet.items.map((i) => [i.id, fresh()])) };

  function explain(item, own) {
    const { answer, answers: all, solution, optional, note, place, reasons, card } = answers.get(item.id);
    own.explanation = { answer, answers: all, solution, optional, note, place, reasons, card };
  }

  function check(item, own, response) {
    const found = mark(answers.get(item.id), response);
    if (found.message === "No answer was given.") {
      own.message = item.answered ? "Answer first, or show the answer." : "Answer first.";
      return;
    }
    own.tries += 1;
    own.response = response;
    own.message = found.message;
    if (found.score === null) {
      own.status = "compared";
      own.score = own.earned = null;
      explain(item, own);
      return;
    }
    own.score = Math.max(own.tries === 1 ? found.score : LATER * found.score, own.score || 0);
    own.earned = Math.round(item.points * own.score * 100) / 100;
    own.status = found.right ? "right" : "wrong";
    if (found.right) explain(item, own);
  }

  function restart(which) {
    const mistake = (id) => {
      const own = state.items[id];
      return ["open", "wrong", "shown"].includes(own.status) || (own.score === null || own.score === undefined ? 1 : own.score) < 1;
    };
    const ids = which === "wrong" ? state.active.filter(mistake) : sheet.items.map((i) => i.id);
    if (!ids.length) return;
    for (const id of ids) state.items[id] = fresh();
    state = { ...state, round: state.round + 1, active: ids, finished: false };
  }

  // What is open is not worked on any more: all answers are shown.
  function finish() {
    for (const id of state.active) {
      const own = state.items[id];
      if (DONE.includes(own.status)) continue;
      own.score = own.score || 0;
      own.earned = own.earned || 0;
      own.status = "shown";
      explain(answers.get(id), own);
    }
    state.finished = true;
  }

  function handle(message) {
    if (message.type === "restart") restart(message.which);
    if (message.type === "finish") finish();
    const item = answers.get(message.id);
    const own = item && state.active.includes(item.id) ? state.items[item.id] : null;
    if (own && !DONE.includes(own.status)) {
      if (message.seconds >= 0) own.seconds = Math.round(message.seconds * 10) / 10;
      if (message.type === "check") check(item, own, message.response);
      else if (message.type === "answer") own.response = [message.response].flat().some((part) => part.trim()) ? message.response : "";
      else if (message.type === "hint" && own.hints.length < item.hints.length) own.hints = [...own.hints, item.hints[own.hints.length]];
      else if (message.type === "speech") own.speech = item.speech;
      else if (message.type === "show") {
        own.score = own.score || 0;
        own.earned = own.earned || 0;
        own.status = "shown";
        explain(item, own);
      }
      state.finished = state.active.every((id) => DONE.includes(state.items[id].status));
    }
    save(state);
    for (const tell of listeners) tell();
  }

  return {
    get: () => state,
    send: (message) => setTimeout(() => handle(message), 0),
    on: (tell) => { listeners.add(tell); return () => listeners.delete(tell); },
  };
}
