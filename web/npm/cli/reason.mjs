// Why the system refuses a file, in words.

const REASONS = {
  EACCES: "you may not do that",
  EEXIST: "it is there already",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is not a folder",
  EPERM: "you may not do that",
  EROFS: "the disk is read-only",
};

/** A clause without an end, as in "x cannot be read: it is a folder"; `special` words some codes for the case at hand. */
export function reasonOf(error, special = {}) {
  const known = special[error.code] ?? REASONS[error.code];
  // What is left is the system's own wording: "ESPIPE: invalid seek, read".
  return known ?? error.message.replace(/^E[A-Z0-9]+: /, "").replace(/, [a-z]+( '.*')?( -> '.*')?$/s, "").replace(/\.$/, "");
}
