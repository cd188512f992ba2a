// The shell of the exercises in JupyterLab: Python marks, this sends the answers there.
import { exercisesView } from "./view.js";

function render({ model, el: out }) {
  const root = document.createElement("div");
  root.className = "cmp-ex";
  out.append(root);
  let waiting = 0;
  const late = document.createElement("p");
  late.className = "cmp-ex-late";
  late.setAttribute("role", "alert");
  late.hidden = true;
  const session = {
    get: () => model.get("_state"),
    send(message) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        late.textContent = "Python does not answer: is the kernel running? Run the cell again; what you typed is still here.";
        late.hidden = false;
      }, 5000);
      model.send(message);
    },
    on(changed) {
      const heard = () => { clearTimeout(waiting); late.hidden = true; changed(); };
      model.on("change:_state", heard);
      return () => { clearTimeout(waiting); model.off("change:_state", heard); };
    },
  };
  const off = exercisesView({ root, sheet: model.get("_sheet"), session, checking: model.get("checking") });
  root.append(late);
  return off;
}

export default { render };
