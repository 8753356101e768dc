/* What Vega and Vega-Lite expect of a JavaScript host and V8 alone does not have. */
globalThis.self = globalThis;
globalThis.setTimeout = action => { action(); };
globalThis.clearTimeout = () => {};
globalThis.structuredClone = value => {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(structuredClone);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, structuredClone(member)]));
};
