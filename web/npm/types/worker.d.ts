/** A module worker that is ready for `connect`. It exports nothing. */
export {};
