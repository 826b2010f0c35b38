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
    name: "convert",
    usage: "convert REPORT",
    about: "Make a settlement file of Stripe's or Adyen's own payout report.",
    open: async () => (await import("./convert.mjs")).convert,
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
