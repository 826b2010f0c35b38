//! The actions, one method each. An expected refusal is a value; only misuse of the method throws.

use super::Echo;
use crate::exact::{decode, decode_or_default, optional_text, text};
use echoscope_core::date::Timestamp;
use echoscope_core::engine::{
    ActionRequest, Command, FileBytes, Given, IntentRequest, SplitRequest, TransferFault,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Echo {
    /// Makes a user known. Without an id the engine makes one.
    #[wasm_bindgen(js_name = registerUser, unchecked_return_type = "Outcome<{ Id: string }>")]
    pub fn register_user(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "string")] id: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let id = optional_text(id, "id")?;
        Ok(self.carry_out(Command::RegisterUser { id }))
    }

    /// Opens a wallet of a user. Without an id the engine makes one.
    #[wasm_bindgen(js_name = registerWallet, unchecked_return_type = "Outcome<{ Id: string }>")]
    pub fn register_wallet(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] owner: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] currency: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string")] id: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let owner = text(owner, "owner")?;
        let currency = text(currency, "currency")?;
        let id = optional_text(id, "id")?;
        Ok(self.carry_out(Command::RegisterWallet { id, owner, currency }))
    }

    /// Declares a payment that the provider has authorized.
    #[wasm_bindgen(js_name = createIntent, unchecked_return_type = "Outcome<IntentView>")]
    pub fn create_intent(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "IntentRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let request = decode::<IntentRequest>(request, "request")?;
        Ok(self.carry_out(Command::CreateIntent { request }))
    }

    /// Declares a capture: of everything that is left, or of the line items that the request names.
    #[wasm_bindgen(unchecked_return_type = "Outcome<ActionView>")]
    pub fn capture(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ActionRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let request = decode_or_default::<ActionRequest>(request, "request")?;
        Ok(self.carry_out(Command::Capture { intent, request }))
    }

    /// Declares that an authorization, or a part of it, was cancelled before capture.
    #[wasm_bindgen(unchecked_return_type = "Outcome<ActionView>")]
    pub fn cancel(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ActionRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let request = decode_or_default::<ActionRequest>(request, "request")?;
        Ok(self.carry_out(Command::Cancel { intent, request }))
    }

    /// Declares a refund to the buyer.
    #[wasm_bindgen(unchecked_return_type = "Outcome<ActionView>")]
    pub fn refund(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ActionRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let request = decode_or_default::<ActionRequest>(request, "request")?;
        Ok(self.carry_out(Command::Refund { intent, request }))
    }

    /// Declares that a refund failed at the provider.
    #[wasm_bindgen(js_name = reverseRefund, unchecked_return_type = "Outcome<ActionView>")]
    pub fn reverse_refund(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] refund: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ActionRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let refund = text(refund, "refund")?;
        let request = decode_or_default::<ActionRequest>(request, "request")?;
        Ok(self.carry_out(Command::ReverseRefund { intent, refund, request }))
    }

    /// Declares that the buyer disputes a capture, or a part of it.
    #[wasm_bindgen(unchecked_return_type = "Outcome<ActionView>")]
    pub fn dispute(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] capture: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ActionRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let capture = text(capture, "capture")?;
        let request = decode_or_default::<ActionRequest>(request, "request")?;
        Ok(self.carry_out(Command::Dispute { intent, capture, request }))
    }

    /// Declares how a dispute goes on.
    #[wasm_bindgen(js_name = decideDispute, unchecked_return_type = "Outcome<ActionView>")]
    pub fn decide_dispute(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] capture: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] dispute: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "\"DEFENDED\" | \"DISPUTED_WON\" | \"DISPUTED_LOST\"")]
        decision: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let capture = text(capture, "capture")?;
        let dispute = text(dispute, "dispute")?;
        let decision = text(decision, "decision")?;
        Ok(self.carry_out(Command::DecideDispute { intent, capture, dispute, decision }))
    }

    /// Says how the sellers are to be paid.
    #[wasm_bindgen(js_name = createSplits, unchecked_return_type = "Outcome<SplitView[]>")]
    pub fn create_splits(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "SplitRequest[]")] splits: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let splits = decode::<Vec<SplitRequest>>(splits, "splits")?;
        Ok(self.carry_out(Command::CreateSplits { intent, splits }))
    }

    /// Changes a Split before its money has moved.
    #[wasm_bindgen(js_name = updateSplit, unchecked_return_type = "Outcome<SplitView[]>")]
    pub fn update_split(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] split: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "SplitRequest")] request: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let split = text(split, "split")?;
        let request = decode::<SplitRequest>(request, "request")?;
        Ok(self.carry_out(Command::UpdateSplit { intent, split, request }))
    }

    /// Moves the money of a Split to the seller.
    #[wasm_bindgen(js_name = executeSplit, unchecked_return_type = "Outcome<SplitView[]>")]
    pub fn execute_split(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] split: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let split = text(split, "split")?;
        Ok(self.carry_out(Command::ExecuteSplit { intent, split }))
    }

    /// Takes the money of a Split back.
    #[wasm_bindgen(js_name = reverseSplit, unchecked_return_type = "Outcome<SplitView[]>")]
    pub fn reverse_split(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] intent: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] split: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let intent = text(intent, "intent")?;
        let split = text(split, "split")?;
        Ok(self.carry_out(Command::ReverseSplit { intent, split }))
    }

    /// Begins a Settlement: a file of this name will be uploaded.
    #[wasm_bindgen(js_name = createSettlement, unchecked_return_type = "Outcome<SettlementView>")]
    pub fn create_settlement(
        &mut self,
        #[wasm_bindgen(js_name = fileName, unchecked_param_type = "string")] file_name: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let file_name = optional_text(file_name, "fileName")?;
        Ok(self.carry_out(Command::CreateSettlement { file_name }))
    }

    /// Asks for a new upload of a Settlement that did not match.
    #[wasm_bindgen(js_name = updateSettlement, unchecked_return_type = "Outcome<SettlementView>")]
    pub fn update_settlement(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] settlement: &JsValue,
        #[wasm_bindgen(js_name = fileName, unchecked_param_type = "string")] file_name: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let settlement = text(settlement, "settlement")?;
        let file_name = optional_text(file_name, "fileName")?;
        Ok(self.carry_out(Command::UpdateSettlement { settlement, file_name }))
    }

    /// Cancels a Settlement.
    #[wasm_bindgen(js_name = cancelSettlement, unchecked_return_type = "Outcome<SettlementView>")]
    pub fn cancel_settlement(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] settlement: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let settlement = text(settlement, "settlement")?;
        Ok(self.carry_out(Command::CancelSettlement { settlement }))
    }

    /// Money of a provider arrives on its virtual account.
    #[wasm_bindgen(js_name = receiveFunds, unchecked_return_type = "Outcome<undefined>")]
    pub fn receive_funds(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] provider: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] currency: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Given")] amount: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let provider = text(provider, "provider")?;
        let currency = text(currency, "currency")?;
        let amount = decode::<Given>(amount, "amount")?;
        Ok(self.carry_out(Command::ReceiveFunds { provider, currency, amount }))
    }

    /// Money arrives on a user's wallet from outside.
    #[wasm_bindgen(js_name = fundWallet, unchecked_return_type = "Outcome<undefined>")]
    pub fn fund_wallet(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] wallet: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Given")] amount: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let wallet = text(wallet, "wallet")?;
        let amount = decode::<Given>(amount, "amount")?;
        Ok(self.carry_out(Command::FundWallet { wallet, amount }))
    }

    /// Moves the clock forward to a moment in Unix seconds; everything that is due until then happens.
    #[wasm_bindgen(js_name = advanceClock, unchecked_return_type = "Outcome<undefined>")]
    pub fn advance_clock(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Timestamp")] to: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let to = decode::<Timestamp>(to, "to")?;
        Ok(self.carry_out(Command::AdvanceClock { to }))
    }

    /// Makes the next transfer of a Split end badly. Several queue up.
    #[wasm_bindgen(js_name = injectTransferFault, unchecked_return_type = "Outcome<undefined>")]
    pub fn inject_transfer_fault(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "TransferFault")] fault: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let fault = decode::<TransferFault>(fault, "fault")?;
        Ok(self.carry_out(Command::InjectTransferFault { fault }))
    }

    /// Uploads the bytes of a settlement file; reading and matching follow by themselves.
    #[wasm_bindgen(unchecked_return_type = "Outcome<SettlementView>")]
    pub fn upload(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] settlement: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array | ArrayBuffer | ArrayBufferView | string")]
        file: &[u8],
    ) -> Result<JsValue, JsValue> {
        let settlement = text(settlement, "settlement")?;
        Ok(self.carry_out(Command::Upload { settlement, file: FileBytes::from(file) }))
    }
}
