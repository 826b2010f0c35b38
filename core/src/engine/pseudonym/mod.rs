//! A log that can be shown to others: the same story, told with other names.
//!
//! References, users, wallets, articles and keys get names such as `ref-1`, the same name for the same text, so that all
//! that was equal stays equal and every command ends as it did. What no rule of Echo looks at (descriptions, tags,
//! addresses, columns that the file format does not know) is left out. Amounts, dates, providers and the ids that the
//! engine made stay.

mod file;
mod names;

use super::command::{
    ActionRequest, Command, Given, GivenExternalData, GivenLineItem, IntentRequest, SplitRequest,
};
use super::file::FileBytes;
use super::log::{Entry, Log};
use crate::engine::Config;
use names::{CLIENT, Names};
use std::sync::Arc;

impl Log {
    #[must_use]
    pub fn pseudonymised(&self) -> Self {
        let mut names = Names::of(self.config.client_id.clone());
        let entries = self.entries.iter().map(|entry| Entry {
            key: entry.key.as_ref().map(|key| names.key(key)),
            command: command(&mut names, entry.command.clone()),
        });
        let entries = entries.collect();
        Self {
            schema: self.schema,
            config: Config { client_id: CLIENT.to_owned(), ..self.config.clone() },
            entries,
        }
    }
}

fn command(names: &mut Names, mut command: Command) -> Command {
    match &mut command {
        Command::RegisterUser { id } => {
            if let Some(id) = id {
                *id = names.new_person(id);
            }
        }
        Command::RegisterWallet { id, owner, .. } => {
            *owner = names.person(owner);
            if let Some(id) = id {
                *id = names.new_wallet(id);
            }
        }
        Command::CreateIntent { request } => intent(names, request),
        Command::Capture { request, .. }
        | Command::Cancel { request, .. }
        | Command::Refund { request, .. }
        | Command::ReverseRefund { request, .. }
        | Command::Dispute { request, .. } => action(names, request),
        Command::CreateSplits { splits, .. } => splits.iter_mut().for_each(|request| split(names, request)),
        Command::UpdateSplit { request, .. } => split(names, request),
        Command::CreateSettlement { file_name } | Command::UpdateSettlement { file_name, .. } => {
            if let Some(name) = file_name {
                *name = names.file_name(name);
            }
        }
        Command::Upload { file, .. } => *file = FileBytes(Arc::from(file::pseudonymised(names, &file.0))),
        Command::FundWallet { wallet, amount } => {
            *wallet = names.wallet(wallet);
            number(amount);
        }
        Command::ReceiveFunds { amount, .. } => number(amount),
        Command::DecideDispute { .. }
        | Command::ExecuteSplit { .. }
        | Command::ReverseSplit { .. }
        | Command::CancelSettlement { .. }
        | Command::AdvanceClock { .. }
        | Command::InjectTransferFault { .. } => {}
    }
    command
}

fn intent(names: &mut Names, request: &mut IntentRequest) {
    let IntentRequest { amount, currency: _, platform_fees_amount, external_data, buyer, line_items, tag } =
        request;
    given(amount);
    given(platform_fees_amount);
    external(names, external_data);
    if let Some(id) = buyer.as_mut().and_then(|buyer| buyer.id.as_mut()) {
        *id = names.person(id);
    }
    line_items.iter_mut().flatten().for_each(|item| line(names, item));
    *tag = None;
}

fn line(names: &mut Names, item: &mut GivenLineItem) {
    if let Some(seller) = &mut item.seller {
        if let Some(author) = &mut seller.author_id {
            *author = names.person(author);
        }
        if let Some(wallet) = &mut seller.wallet_id {
            *wallet = names.wallet(wallet);
        }
        given(&mut seller.fees_amount);
        given(&mut seller.transfer_date);
    }
    if let Some(sku) = &mut item.sku {
        *sku = names.article(sku);
    }
    if let Some(wallet) = &mut item.split_origin_wallet_id {
        *wallet = names.wallet(wallet);
    }
    for amount in [&mut item.quantity, &mut item.unit_amount, &mut item.tax_amount, &mut item.discount_amount]
    {
        given(amount);
    }
    (item.name, item.description, item.category, item.shipping_address) = (None, None, None, None);
}

fn action(names: &mut Names, request: &mut ActionRequest) {
    given(&mut request.amount);
    given(&mut request.platform_fees_amount);
    external(names, &mut request.external_data);
    request.line_items.iter_mut().flatten().for_each(|part| given(&mut part.amount));
    request.tag = None;
}

fn split(names: &mut Names, request: &mut SplitRequest) {
    if let Some(wallet) = &mut request.split_origin_wallet_id {
        *wallet = names.wallet(wallet);
    }
    given(&mut request.split_amount);
    given(&mut request.fees_amount);
    given(&mut request.transfer_date);
    (request.description, request.tag) = (None, None);
}

fn external(names: &mut Names, data: &mut Option<Box<GivenExternalData>>) {
    let Some(data) = data else { return };
    for reference in
        [&mut data.external_provider_reference, &mut data.external_merchant_reference].into_iter().flatten()
    {
        *reference = names.reference(reference);
    }
    given(&mut data.external_processing_date);
}

fn given(amount: &mut Option<Given>) {
    if let Some(amount) = amount {
        number(amount);
    }
}

/// A text where a number belongs may be anything; a date of the older form is kept.
fn number(amount: &mut Given) {
    if let Given::Other(text) = amount
        && crate::date::Date::parse(text.as_bytes()).is_none()
    {
        "no number".clone_into(text);
    }
}
