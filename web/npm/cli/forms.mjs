// The forms in which the findings of one or several files are told. The engine makes the documents; here they become one.

/** By name, how the documents of several files are put together. */
export const FORMS = {
  text: (documents) => documents.join("\n\n"),
  json: (documents) => (documents.length === 1 ? documents[0] : `[${documents.join(",\n")}]`),
  markdown: (documents) => documents.join("\n\n"),
  sarif: oneRunEach,
  github: (documents) => documents.filter(Boolean).join("\n"),
  csv: (documents) => documents.join("\n\n"),
};

/** SARIF has a place for several files: its runs. */
function oneRunEach(documents) {
  const [first, ...others] = documents.map((document) => JSON.parse(document));
  for (const { runs } of others) first.runs.push(...runs);
  return JSON.stringify(first, null, 2);
}
