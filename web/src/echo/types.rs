//! TypeScript for what has no type of its own in Rust.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const ALIASES: &str = r#"
/** An amount in the currency's smallest unit: a number while numbers are exact, beyond 2^53 a bigint. */
export type Minor = number | bigint;
/** A moment in Unix seconds. */
export type Timestamp = number;
/** A moment as it is sent: Unix seconds, or `DD-MM-YYYY`. */
export type GivenDate = Given;

/** What an action comes to. A refusal is an ordinary answer: the command changed nothing. */
export type Outcome<T> = { ok: true; answer: T; events: Event[] } | { ok: false; refusal: Refusal };

/** A world to be saved, sent and loaded. */
export interface Log {
    /** The version of this form. */
    schema: 1;
    config: Config;
    /** One command each; `do` names it. */
    entries: ({ do: string } & Record<string, unknown>)[];
}
"#;
