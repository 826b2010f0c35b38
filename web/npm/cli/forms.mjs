// The forms in which the findings of one or several files are told. The engine makes the documents; here they become one.

/** By name, how documents become one. `several` where several files were asked for, even if not all of them can be read. */
export const FORMS = {
  text: (documents) => documents.join("\n\n"),
  json: (documents, several) => (several ? `[${documents.join(",\n")}]` : documents[0]),
  markdown: (documents) => documents.join("\n\n"),
  sarif: oneRunEach,
  github: (documents) => documents.filter(Boolean).join("\n"),
  csv: oneHeader,
};

/** SARIF has a place for several files: its runs. */
function oneRunEach(documents) {
  const [first, ...others] = documents.map((document) => JSON.parse(document));
  for (const { runs } of others) first.runs.push(...runs);
  return JSON.stringify(first, null, 2);
}

/** Every row names its file, so one table holds them all. */
function oneHeader([first, ...others]) {
  const rows = others.map((document) => document.split("\n").slice(1).join("\n"));
  return [first, ...rows.filter(Boolean)].join("\n");
}
