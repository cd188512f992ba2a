// The page that marks itself: unpacks the answers, keeps what was done on this device, and runs the view.
import { makeMarker } from "../shared/marking.js";
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
exercisesView({ root: place, sheet, session, checking: "each" });
