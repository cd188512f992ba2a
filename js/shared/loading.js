// What a site's page loads when it is needed: scripts that hand over one JSON text, since a page that was opened from a
// folder may load nothing else (companion/render/site.py, `data_script`).

/** @type {Map<string, {promise: Promise<any>, done: (data: any) => void}>} */
const asked = new Map();

/** @type {any} */ (window).companionSite = (/** @type {string} */ kind, /** @type {string} */ name, /** @type {string} */ text) => {
  asked.get(`${kind} ${name}`)?.done(JSON.parse(text));
};

/** The data of a script; it is loaded once.
 * @param {string} kind
 * @param {string} name
 * @param {string} address
 * @returns {Promise<any>} */
export function load(kind, name, address) {
  const key = `${kind} ${name}`;
  const known = asked.get(key);
  if (known) return known.promise;
  /** @type {(data: any) => void} */
  let done = () => {};
  /** @type {(error: Error) => void} */
  let failed = () => {};
  const promise = new Promise((resolve, reject) => { done = resolve; failed = reject; });
  asked.set(key, { promise, done });
  const script = document.createElement("script");
  script.src = address;
  script.addEventListener("load", () => { script.remove(); failed(new Error(`${address}: nothing in it`)); }); // after `done` it says nothing
  script.addEventListener("error", () => { script.remove(); asked.delete(key); failed(new Error(`${address}: is not there`)); });
  document.head.append(script);
  return promise;
}
