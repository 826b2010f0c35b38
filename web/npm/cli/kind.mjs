// What a file is that is no settlement file: its first bytes say it, and no table begins with them.

/** So many bytes decide. */
export const HEAD = 1024;

const SAVE_AS = "In Excel: Save As, CSV UTF-8.";

const KINDS = [
  { begins: "\x89PNG\r\n", is: "a PNG image" },
  { begins: "\xFF\xD8\xFF", is: "a JPEG image" },
  { begins: "GIF8", is: "a GIF image" },
  { begins: "%PDF-", is: "a PDF document", remedy: "Export the table as CSV where the document was made." },
  { begins: "\xD0\xCF\x11\xE0", is: "an old Excel workbook (.xls)", remedy: SAVE_AS },
  { begins: "\x1F\x8B", is: "compressed (gzip)", remedy: "Unpack it first: `gunzip -c FILE | echoscope check -`." },
];

/** What `head`, the beginning of a file, shows the file to be, and what to do; undefined where it can be a table. */
export function foreign(head) {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD)).toString("latin1");
  if (text.startsWith("PK\x03\x04")) return packed(text);
  const kind = KINDS.find(({ begins }) => text.startsWith(begins));
  return kind === undefined ? markup(text) : { remedy: "Pass the file of the table, as CSV.", ...kind };
}

/** A ZIP tells by the name of its first member what it is. */
function packed(text) {
  const member = text.slice(30);
  if (/^mimetypeapplication\/vnd\.oasis/.test(member)) {
    return { is: "an OpenDocument file (ZIP)", remedy: "In LibreOffice: Save As, Text CSV, in UTF-8." };
  }
  if (/^(?:\[Content_Types\]|_rels\/|docProps\/|xl\/)/.test(member)) return { is: "an Excel workbook (ZIP)", remedy: SAVE_AS };
  return { is: "a ZIP archive", remedy: "Unpack it first. If Excel opens it: Save As, CSV UTF-8." };
}

/** A header that begins with a bracket is strange, but a table as long as it has columns. */
function markup(text) {
  const [first] = text.replace(/^\xEF\xBB\xBF/, "").trimStart().split(/[\r\n]/, 1);
  if (/^(?:\{\s*"|\[\s*[[{"])/.test(first) || (/^[[{]/.test(first) && !first.includes(","))) {
    return { is: "JSON", isJson: true, remedy: "A settlement file is CSV: export it as that, or see `echoscope write --help`." };
  }
  if (/^<(?:!doctype|html|\?xml)\b/i.test(first) || (/^</.test(first) && !first.includes(","))) {
    return { is: "HTML or XML", remedy: "It may be a page that asks to sign in. Download the file itself, as CSV." };
  }
  return undefined;
}
