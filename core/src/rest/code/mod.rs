//! A request as a call in the languages of those who send it: the official SDKs, and curl.
//!
//! The names are the SDKs' own: `mangopay4-nodejs-sdk` 1.68, `mangopay/php-sdk-v2` 4.4, `mangopay4-python-sdk` 4.2. For what no SDK
//! knows, the upload of a file and the controls of the sandbox, the language's usual way to send a request is shown.

mod curl;
mod literal;
mod node;
mod php;
mod python;

use super::written::Written;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    Curl,
    Node,
    Php,
    Python,
}

/// What a file is called that a call reads from the disk.
const FILE: &str = "settlement.csv";

impl Language {
    pub const ALL: [Self; 4] = [Self::Curl, Self::Node, Self::Php, Self::Python];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Node => "Node",
            Self::Php => "PHP",
            Self::Python => "Python",
        }
    }

    /// What a program begins with, once.
    pub fn beginning(self, client: &str, address: &str) -> String {
        match self {
            Self::Curl => curl::beginning(client, address),
            Self::Node => node::beginning(client, address),
            Self::Php => php::beginning(client, address),
            Self::Python => python::beginning(client, address),
        }
    }

    pub(super) fn code(self, request: &Written, address: &str) -> String {
        match self {
            Self::Curl => curl::code(request, address),
            Self::Node => node::code(request, address),
            Self::Php => php::code(request, address),
            Self::Python => python::code(request, address),
        }
    }
}
