//! Users and wallets: who takes part.

use super::command::{Given, GivenSeller};
use super::event::{Account, Event};
use super::read::{Field, ID_CHARS_MAX, at_least, currency, provider, required_text, shortened, text};
use super::refusal::{Code, ErrorType, Refusal};
use super::world::{Answer, World};
use crate::money::Currency;
use std::sync::Arc;

impl World {
    pub(super) fn register_user(&mut self, given: Option<&String>) -> Result<Answer, Refusal> {
        let id = match given {
            None => self.ulid("user_m_"),
            Some(given) => {
                let id = text("Id", required_text("Id", Some(given))?, ID_CHARS_MAX)?;
                if self.knows_user(id) {
                    return Err(taken("user", id));
                }
                Arc::from(id)
            }
        };
        self.users.insert(Arc::clone(&id), self.now);
        Ok(Answer::User { id })
    }

    pub(super) fn register_wallet(
        &mut self,
        given: Option<&String>,
        owner: &str,
        code: &str,
    ) -> Result<Answer, Refusal> {
        let owner = self.find_user("Owners", owner)?;
        let currency = currency("Currency", code)?;
        let id = match given {
            None => self.ulid("wlt_m_"),
            Some(given) => {
                let id = text("Id", required_text("Id", Some(given))?, ID_CHARS_MAX)?;
                if self.wallets.get(id).is_some() {
                    return Err(taken("wallet", id));
                }
                Arc::from(id)
            }
        };
        self.wallets.open(Arc::clone(&id), owner, currency);
        Ok(Answer::Wallet { id })
    }

    /// Money of a provider arrives on the virtual account; it is allocated at the end of the command.
    pub(super) fn receive_funds(
        &mut self,
        name: &str,
        code: &str,
        amount: &Given,
    ) -> Result<Answer, Refusal> {
        let provider = provider("ExternalProviderName", name)?;
        let currency = currency("Currency", code)?;
        let amount = at_least("Amount", amount, 1)?;
        let pool = self.pool_mut(provider, currency);
        pool.unallocated = pool.unallocated.saturating_add(i128::from(amount));
        let (key, wallet) = (pool.key, Arc::clone(&pool.escrow_wallet));
        self.wallets.receive(&wallet, amount);
        self.happened.push(Event::Paid { from: Account::Outside, to: Account::Wallet(wallet), amount });
        self.allocate(key);
        Ok(Answer::Done)
    }

    pub(super) fn fund_wallet(&mut self, id: &str, amount: &Given) -> Result<Answer, Refusal> {
        let wallet = self.find_wallet("WalletId", id)?;
        let amount = at_least("Amount", amount, 1)?;
        self.wallets.receive(&wallet, amount);
        self.happened.push(Event::Paid { from: Account::Outside, to: Account::Wallet(wallet), amount });
        Ok(Answer::Done)
    }

    fn knows_user(&self, id: &str) -> bool {
        id == self.config.client_id || self.users.contains_key(id)
    }

    pub(super) fn find_user(&self, field: impl Field, id: &str) -> Result<Arc<str>, Refusal> {
        if id == self.config.client_id {
            return Ok(Arc::from(id));
        }
        self.users.get_key_value(id).map(|(id, _)| Arc::clone(id)).ok_or_else(|| {
            Refusal::param(
                Code::UnknownUser,
                field.to_string(),
                format!("There is no user {}.", shortened(id)),
            )
            .fact("given", shortened(id))
        })
    }

    pub(super) fn find_wallet(&self, field: impl Field, id: &str) -> Result<Arc<str>, Refusal> {
        self.wallets.id_of(id).ok_or_else(|| {
            Refusal::param(
                Code::UnknownWallet,
                field.to_string(),
                format!("There is no wallet {}.", shortened(id)),
            )
            .fact("given", shortened(id))
        })
    }

    /// A wallet that must hold this currency.
    pub(super) fn find_wallet_in(
        &self,
        field: impl Field,
        id: &str,
        currency: Currency,
    ) -> Result<Arc<str>, Refusal> {
        let wallet = self.find_wallet(field, id)?;
        let held = self.wallets.get(&wallet).map_or(currency, |wallet| wallet.currency);
        if held != currency {
            return Err(Refusal::new(
                Code::WalletCurrencyDiffers,
                ErrorType::CurrencyIncompatibility,
                "Currency",
                format!("The Wallet's currency {held} and the Intent's currency {currency} must be the same"),
            )
            .fact("wallet", &wallet));
        }
        Ok(wallet)
    }

    /// The seller and the wallet to credit (B17).
    pub(super) fn find_seller(
        &self,
        field: impl Field,
        given: &GivenSeller,
        currency: Currency,
    ) -> Result<(Arc<str>, Arc<str>), Refusal> {
        let author = given.author_id.as_deref().filter(|author| !author.is_empty());
        let wallet = given.wallet_id.as_deref().filter(|wallet| !wallet.is_empty());
        let author_field = format_args!("{field}.AuthorId");
        match (author, wallet) {
            (None, None) => Err(Refusal::param(
                Code::SellerMissing,
                field.to_string(),
                format!("{field} needs AuthorId, or WalletId, or both."),
            )),
            (author, Some(wallet)) => {
                let author = author.map(|author| self.find_user(author_field, author)).transpose()?;
                let wallet = self.find_wallet_in(format_args!("{field}.WalletId"), wallet, currency)?;
                let owner = self.wallets.get(&wallet).map(|held| Arc::clone(&held.owner)).unwrap_or_default();
                if let Some(author) = author.filter(|author| *author != owner) {
                    return Err(Refusal::param(
                        Code::WalletNotOfAuthor,
                        format!("{field}.WalletId"),
                        format!("The wallet {wallet} belongs to {owner}, not to {author}."),
                    ));
                }
                Ok((owner, wallet))
            }
            (Some(author), None) => {
                let author = self.find_user(author_field, author)?;
                let wallet = self.wallets.first_of(&author, currency).ok_or_else(|| {
                    Refusal::param(
                        Code::NoWallet,
                        author_field.to_string(),
                        format!(
                            "The user {author} has no wallet in {currency}; open one, or name a WalletId."
                        ),
                    )
                })?;
                Ok((author, wallet))
            }
        }
    }
}

fn taken(what: &str, id: &str) -> Refusal {
    Refusal::param(Code::IdTaken, "Id", format!("There is a {what} {} already.", shortened(id)))
}
