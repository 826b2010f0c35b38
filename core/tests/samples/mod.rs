//! Files that several tests read.
#![allow(dead_code, reason = "every test uses another part of it")]

pub mod made_up;

use std::fs;
use std::path::{Path, PathBuf};

/// A file without fault, of the 2026 format.
pub const GOOD: &str = "\
ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pay-1,VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100
ref-1,VISA,REFUND,REFUNDED,19-06-2025,-25000,EUR,pay-1,-100
dis-1,VISA,DISPUTE,DISPUTED,19-06-2025,-25000,EUR,pay-0,-300
,,,,,,,,
SettlementDate,19-06-2025,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,-500,,,,,,,
TotalNetSettlementAmount,49500,,,,,,,
SettlementCurrency,EUR,,,,,,,
";

/// The good file with one passage changed; the passage must be there.
pub fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from:?} is not in the sample");
    GOOD.replacen(from, to, 1)
}

/// Every file of the corpus, official samples included, by its path inside the corpus.
pub fn corpus() -> Vec<(String, Vec<u8>)> {
    let root = corpus_root();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "csv") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

pub fn corpus_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus")
}
