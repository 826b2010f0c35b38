// A match as JSON by its schema: for each file the report of its check and what became of matching, in one object.

/** Version of the form: it changes when a field changes its name or meaning. */
const SCHEMA = "echoscope-match-report/1";

export function matchDocument({ files, ...common }) {
  const documents = files.map(({ check, ...file }) => {
    const currency = file.currency ?? check.currency;
    return { schema: SCHEMA, ...check, ...file, currency, ...common };
  });
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, beyond, 2);
}

/** Integers beyond 2^53 are strings, as in every document. */
function beyond(_, value) {
  return typeof value === "bigint" ? String(value) : value;
}
