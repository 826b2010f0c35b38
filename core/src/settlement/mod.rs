//! The settlement file: what a check of it reports.

pub mod file;
pub mod report;
#[derive(Clone, Debug, Default)]
pub enum DialectChoice {
    #[default]
    Auto,
    V1,
    V2,
}
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    pub dialect: DialectChoice,
}
