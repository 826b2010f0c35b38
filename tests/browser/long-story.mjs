// Stories that ask much of the stage.

const story = (title, steps) => `# ${title}\n\nFor measuring.\n\n\`\`\`echo\nuser anna wallet EUR\n${steps}\n\`\`\`\n`;

/** A thousand commands: an Intent, its capture, its split and a minute, again and again. */
export const THOUSAND = story(
  "Long",
  Array.from(
    { length: 250 },
    (_, at) => `intent o${at} 1000 EUR STRIPE\n  line l${at} anna 1000\ncapture o${at} as k${at}\nsplit o${at} as p${at} line l${at} 1000\nclock +1m`,
  ).join("\n"),
);

/** An Intent with five captures and four splits; the upload of its Settlement moves ten linked machines at once. */
export const TEN = story(
  "Ten machines",
  [
    "intent o 50000 EUR STRIPE",
    ...[1, 2, 3, 4, 5].map((at) => `  line l${at} anna 10000`),
    ...[1, 2, 3, 4, 5].map((at) => `capture o as c${at} reference ch_${at} lines l${at}=10000`),
    ...[1, 2, 3, 4].map((at) => `split o as s${at} line l${at} 10000`),
    "settlement f1",
    "upload f1 STRIPE EUR 2026-01-02",
    ...[1, 2, 3, 4, 5].map((at) => `  settled c${at} reference ch_${at}`),
  ].join("\n"),
);

/** Opens a story on the place to play, as a file. */
export async function openStory(tab, text) {
  await tab.locator(".file-button input").setInputFiles({ name: "story.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  const [title] = text.slice(2).split("\n");
  await tab.locator("#story-title").getByText(title, { exact: true }).waitFor();
}
