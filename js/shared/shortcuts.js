// Keys that are pressed in a widget stay in it: in a notebook `x` cuts the cell. JupyterLab listens as the key bubbles
// up, Notebook 7 as it comes down (in the capture phase, on the document), where only an attribute of the focused
// element itself holds it off. Ctrl, Meta and Alt combinations belong to the notebook (Ctrl+S saves), but for those
// that edit the text of a field, and those that the widget has itself.

const EDITING = ["a", "c", "v", "x", "y", "z"];
const FIELD = "input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]";
const HOLD = "data-lm-suppress-shortcuts"; // Lumino, on which both are built

/**
 * @param {KeyboardEvent} event
 * @param {(event: KeyboardEvent) => boolean} own */
function isKept(event, own) {
  if (own(event)) return true;
  if (event.altKey && !event.ctrlKey && !event.metaKey) return false;
  if (!event.ctrlKey && !event.metaKey) return true;
  return event.target instanceof Element && event.target.matches(FIELD) && EDITING.includes(event.key.toLowerCase());
}

/** Keeps the keys pressed inside `root` from what is around it. Returns what ends that.
 * @param {HTMLElement} root
 * @param {(event: KeyboardEvent) => boolean} [own] says which combinations the widget has itself */
export function keepKeys(root, own = () => false) {
  /** @param {Event} event */
  const before = (event) => {
    const target = event.target;
    if (!(target instanceof Element) || !root.contains(target)) return;
    target.toggleAttribute(HOLD, isKept(/** @type {KeyboardEvent} */ (event), own));
  };
  /** @param {Event} event */
  const after = (event) => { if (isKept(/** @type {KeyboardEvent} */ (event), own)) event.stopPropagation(); };
  const types = ["keydown", "keyup", "keypress"];
  for (const type of types) {
    window.addEventListener(type, before, true);
    root.addEventListener(type, after);
  }
  return () => {
    for (const type of types) window.removeEventListener(type, before, true);
  };
}
