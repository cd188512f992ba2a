// The page that marks itself: unpacks the answers, keeps what was done on this device, and runs the view.
import { makeMarker } from "../shared/marking.js";
import { download, qrPicture, resultsCode, resultsCsv } from "./results.js";
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
const work = () => ({ sheet, solved: items, state: session.get() });
const NAME = "companion:student";
session.handIn = {
  name: () => { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } },
  file: (student) => {
    const name = `results-${sheet.id}-${student.replace(/[^\p{L}\p{N}]+/gu, "-")}.csv`;
    download(resultsCsv(work(), student), name);
    return name;
  },
  code: (student) => resultsCode(work(), student),
  picture: qrPicture,
  keep: (student) => { try { localStorage.setItem(NAME, student); } catch { /* a private window */ } },
};
exercisesView({ root: place, sheet, session, checking: "each" });
