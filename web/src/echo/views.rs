//! What can be looked at, in Mangopay's shape. Unknown ids give undefined.

use super::Echo;
use crate::amount::Amount;
use crate::exact::{encode, text};
use echoscope_core::engine::Webhook;
use echoscope_core::id::{Id, Kind};
use echoscope_core::view::{self, IntentView, SettlementView, SplitView, ValidationsView};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A wallet and what is on it.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "PascalCase")]
pub struct WalletView {
    pub id: String,
    pub owner_id: String,
    pub currency: &'static str,
    pub balance: Amount,
}

/// What has arrived from one provider in one currency.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "PascalCase")]
pub struct PoolView {
    pub external_provider_name: &'static str,
    pub currency: &'static str,
    pub escrow_wallet_id: String,
    /// The virtual account to which the provider pays.
    #[serde(rename = "IBAN")]
    pub iban: String,
    #[serde(rename = "BIC")]
    pub bic: &'static str,
    /// Arrived and not yet used by a Settlement.
    pub unallocated_amount: Amount,
    /// What negative totals left for the next Settlements.
    pub carried_amount: Amount,
}

#[wasm_bindgen]
impl Echo {
    #[wasm_bindgen(unchecked_return_type = "IntentView | undefined")]
    pub fn intent(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let id = text(id, "id")?;
        let world = self.sandbox.world();
        let intent = Id::parse(Kind::Intent, &id).and_then(|id| world.intent(id));
        Ok(intent.map(|intent| encode(&IntentView::of(world, intent))).into())
    }

    #[wasm_bindgen(unchecked_return_type = "SplitView | undefined")]
    pub fn split(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (intent, id) = (text(intent, "intent")?, text(id, "id")?);
        let intent = Id::parse(Kind::Intent, &intent).and_then(|id| self.sandbox.world().intent(id));
        let split = Id::parse(Kind::Split, &id);
        Ok(intent
            .zip(split)
            .and_then(|(intent, split)| SplitView::of(intent, split))
            .map(|split| encode(&split))
            .into())
    }

    #[wasm_bindgen(unchecked_return_type = "SettlementView | undefined")]
    pub fn settlement(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let id = text(id, "id")?;
        let settlement = Id::parse(Kind::Settlement, &id).and_then(|id| self.sandbox.world().settlement(id));
        Ok(settlement.map(|settlement| encode(&SettlementView::of(settlement))).into())
    }

    /// What is wrong with the file of a Settlement, footer and lines.
    #[wasm_bindgen(unchecked_return_type = "ValidationsView | undefined")]
    pub fn validations(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] settlement: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let settlement = text(settlement, "settlement")?;
        let settlement =
            Id::parse(Kind::Settlement, &settlement).and_then(|id| self.sandbox.world().settlement(id));
        Ok(settlement.map(|settlement| encode(&ValidationsView::of(settlement))).into())
    }

    /// The ids of all Intents, in the order of their creation.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn intents(&self) -> JsValue {
        encode(&self.sandbox.world().intents().map(|intent| intent.id).collect::<Vec<_>>())
    }

    /// The ids of all Settlements, in the order of their creation.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn settlements(&self) -> JsValue {
        encode(&self.sandbox.world().settlements().map(|settlement| settlement.id).collect::<Vec<_>>())
    }

    /// Every wallet: the sellers', the escrow wallets, and the platform's fees wallets.
    #[wasm_bindgen(unchecked_return_type = "WalletView[]")]
    pub fn wallets(&self) -> JsValue {
        let wallets = self.sandbox.world().wallets().iter().map(|(id, wallet)| WalletView {
            id: id.to_string(),
            owner_id: wallet.owner.to_string(),
            currency: wallet.currency.code(),
            balance: Amount(wallet.balance),
        });
        encode(&wallets.collect::<Vec<_>>())
    }

    /// One pool per provider and currency that has had to do with money.
    #[wasm_bindgen(unchecked_return_type = "PoolView[]")]
    pub fn pools(&self) -> JsValue {
        let pools = self.sandbox.world().pools().map(|pool| PoolView {
            external_provider_name: pool.key.provider.value(),
            currency: pool.key.currency.code(),
            escrow_wallet_id: pool.escrow_wallet.to_string(),
            iban: pool.iban.to_string(),
            bic: pool.bic,
            unallocated_amount: Amount(pool.unallocated),
            carried_amount: Amount(pool.carried()),
        });
        encode(&pools.collect::<Vec<_>>())
    }

    /// Every notification that Mangopay would have sent so far, in order.
    #[wasm_bindgen(unchecked_return_type = "Webhook[]")]
    pub fn events(&self) -> JsValue {
        encode(&self.sandbox.world().webhooks().collect::<Vec<&Webhook>>())
    }

    /// The report `ECHO_INTENT`.
    #[wasm_bindgen(js_name = intentReport, unchecked_return_type = "IntentRow[]")]
    pub fn intent_report(&self) -> JsValue {
        encode(&view::intent_rows(self.sandbox.world()).collect::<Vec<_>>())
    }

    /// The report `ECHO_INTENT_ACTION`.
    #[wasm_bindgen(js_name = actionReport, unchecked_return_type = "ActionRow[]")]
    pub fn action_report(&self) -> JsValue {
        encode(&view::action_rows(self.sandbox.world()).collect::<Vec<_>>())
    }

    /// The report `ECHO_SETTLEMENT`.
    #[wasm_bindgen(js_name = settlementReport, unchecked_return_type = "SettlementRow[]")]
    pub fn settlement_report(&self) -> JsValue {
        encode(&view::settlement_rows(self.sandbox.world()).collect::<Vec<_>>())
    }

    /// The report `ECHO_SPLIT`.
    #[wasm_bindgen(js_name = splitReport, unchecked_return_type = "SplitRow[]")]
    pub fn split_report(&self) -> JsValue {
        encode(&view::split_rows(self.sandbox.world()).collect::<Vec<_>>())
    }
}
