// Where one reads: the paragraph at the top of the page, and how much of the text was seen. A reader opens there again.

const PAUSE = 500; // milliseconds without scrolling after which a place is told
const SETTLE = 3; // frames in which paragraphs near the place get their heights

export function withPlace(view) {
  const { model, root } = view;
  let wanted = model.get("place") || 0;
  let own = wanted;
  let moved = false; // by the person: what a page shows by itself is not read yet
  let timer = 0;
  const vertical = () => view.place() === view.text;

  function goThere(frames) {
    const node = view.section(wanted);
    const box = view.place();
    const [at, around] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
    if (!around.height) { // not on the page yet
      requestAnimationFrame(() => { if (view.alive && wanted) goThere(frames); });
      return;
    }
    if (vertical()) box.scrollLeft += at.right - around.right;
    else box.scrollTop += at.top - around.top;
    const left = root.hasAttribute("aria-busy") ? SETTLE : frames - 1; // what is built above it moves it
    if (left >= 0 && !moved) requestAnimationFrame(() => { if (view.alive && wanted) goThere(left); });
    else {
      view.makeCurrent(node.cmpWords?.[0], false);
      wanted = 0;
    }
  }
  const show = () => { if (wanted && view.sections.length > wanted) goThere(SETTLE); };
  const follow = view.follow;
  view.follow = () => {
    const changed = follow();
    show();
    return changed;
  };
  view.showPlace = show;

  // The first paragraph of which `test` is so; they stand in order.
  function first(test) {
    let [from, to] = [0, view.sections.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (test(view.sections[middle].getBoundingClientRect())) to = middle;
      else from = middle + 1;
    }
    return from;
  }
  function tell() {
    if (!view.alive || !view.sections.length || wanted) return;
    const box = view.place().getBoundingClientRect();
    const [top, bottom, left, right] = [Math.max(0, box.top), Math.min(window.innerHeight, box.bottom), Math.max(0, box.left), Math.min(window.innerWidth, box.right)];
    if (bottom <= top || right <= left) return;
    const at = Math.min(first((r) => (vertical() ? r.left < right - 8 : r.bottom > top + 8)), view.sections.length - 1);
    const seen = first((r) => (vertical() ? r.left < left - 8 : r.bottom > bottom + 8));
    if (at === model.get("place") && seen <= model.get("seen")) return;
    own = at;
    model.set("place", at);
    model.set("seen", Math.max(seen, model.get("seen") || 0));
    model.save_changes();
  }
  const soon = () => {
    if (!moved) return;
    clearTimeout(timer);
    timer = window.setTimeout(tell, PAUSE);
  };
  const touched = () => {
    moved = true;
    soon();
  };
  for (const event of ["wheel", "pointerdown", "keydown", "touchmove"]) root.addEventListener(event, touched, { passive: true });
  for (const box of [view.scroll, view.text]) box.addEventListener("scroll", soon, { passive: true });
  view.listen("change:place", () => {
    if (model.get("place") === own) return;
    own = wanted = model.get("place");
    if (wanted) show();
    else view.place().scrollTo(0, 0);
  });
  view.cleanups.push(() => clearTimeout(timer));
}
