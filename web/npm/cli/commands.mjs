// The commands, in the order in which the help lists them. Each is one file beside this one, and is read only when
// it is called: a check need not wait for a server to load.

export const COMMANDS = [
  {
    name: "check",
    usage: "check FILE...",
    about: "Check settlement files as Mangopay Echo would, as far as its public documents say.",
    open: async () => (await import("./check.mjs")).check,
  },
  {
    name: "match",
    usage: "match FILE... --intents FILE",
    about: "Match settlement files with what was declared, before you upload them.",
    open: async () => (await import("./match.mjs")).match,
  },
  {
    name: "write",
    usage: "write DRAFT",
    about: "Write a correct settlement file from a draft in JSON.",
    open: async () => (await import("./write.mjs")).write,
  },
  {
    name: "convert",
    usage: "convert REPORT",
    about: "Make a settlement file of Stripe's or Adyen's own payout report.",
    open: async () => (await import("./convert.mjs")).convert,
  },
  {
    name: "run",
    usage: "run SCENARIO...",
    about: "Play scenarios and compare what happens with what they expect.",
    open: async () => (await import("./run.mjs")).run,
  },
  {
    name: "diagram",
    usage: "diagram MACHINE",
    about: "Draw a lifecycle: Mermaid, SVG, Graphviz, or its table in JSON.",
    open: async () => (await import("./diagram.mjs")).diagram,
  },
  {
    name: "rules",
    usage: "rules [CODE]",
    about: "List everything that is checked, or explain one rule.",
    open: async () => (await import("./rules.mjs")).rules,
  },
  {
    name: "serve",
    usage: "serve [options]",
    about: "Run a sandbox that Mangopay's official SDKs can talk to, on this machine.",
    open: async () => (await import("./serve.mjs")).serve,
  },
];
