//! The sandbox as a client sees it: requests in, answers out. Every answer of every test is held against the OpenAPI
//! description (`rest/described.rs`).

mod rest {
    mod calls;
    mod control;
    mod described;
    mod errors;
    mod everything;
    mod leniency;
    mod lists;
    mod rubbish;
    mod rules;
    mod stage;
    mod twice;
    mod written;
}
