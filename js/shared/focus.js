// What has the focus beside a node, also where a host (marimo) keeps a widget in a tree of its own: there the document
// knows of the host alone.

export const focusBeside = (node) => /** @type {any} */ (node.getRootNode()).activeElement || null;

// Whether something happened in a node; a listener outside that tree sees the host as the target.
export const happenedIn = (node, event) => event.composedPath().includes(node);
