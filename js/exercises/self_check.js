// The page that marks itself: unpacks the answers, keeps what was done on this device, and runs the view.
import { makeMarker } from "../shared/marking.js";
import { download, resultsCode, resultsCsv } from "./results.js";
import { makeSession } from "./session.js";
import { exercisesView } from "./view.js";

const place = document.getElementById("exercises");
const { sheet, packed } = JSON.parse(place.dataset.sheet);
const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0)).reverse();
const { variants, items } = JSON.parse(new TextDecoder().decode(bytes));
const key = `companion:${sheet.id}`;
let kept = null;
try { kept = JSON.parse(localStorage.getItem(key)); } catch { kept = null; }
const save = (state) => { try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* a private window keeps nothing */ } };
const session = makeSession({ sheet, solved: items, mark: makeMarker(variants), kept, save });
const asked = () => window.prompt("Your name, as your teacher knows it:", "");
const work = () => ({ sheet, solved: items, state: session.get() });
session.csv = () => {
  const student = asked();
  if (student !== null) download(resultsCsv(work(), student), `results-${sheet.id}.csv`);
};
session.code = () => {
  const student = asked();
  return student === null ? "" : resultsCode(work(), student);
};
exercisesView({ root: place, sheet, session, checking: "each" });
