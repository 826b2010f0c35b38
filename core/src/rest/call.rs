//! From a route to the room that answers it.

use super::error::Problem;
use super::request::{Request, Response};
use super::route::Call;
use super::sandbox::{Outcome, Sandbox, Wall};
use serde_json::json;

impl Sandbox {
    pub(super) fn dispatch(
        &mut self,
        call: Call,
        [first, second, third]: super::route::Words<'_>,
        request: &Request<'_>,
        wall: Wall,
    ) -> Outcome {
        let body = request.body;
        match call {
            Call::Token => Ok(token(request)),

            Call::CreateIntent => self.create_intent(body),
            Call::ListIntents => self.list_intents(request),
            Call::ViewIntent => self.view_intent(first),
            Call::Capture => self.capture(first, body),
            Call::CancelIntent => self.cancel_intent(first, body),
            Call::Refund => self.refund(first, body),
            Call::ReverseRefund => self.reverse_refund(first, second, body),
            Call::Dispute => self.dispute(first, second, body),
            Call::Decide => self.decide(first, second, third, body),
            Call::ListProviders => Ok(Self::list_providers()),

            Call::CreateSplits => self.create_splits(first, body),
            Call::ListSplits => self.list_splits(request),
            Call::ViewSplit => self.view_split(first, second),
            Call::UpdateSplit => self.update_split(first, second, body),
            Call::ExecuteSplit => self.execute_split(first, second),
            Call::ReverseSplit => self.reverse_split(first, second),

            Call::CreateSettlement => self.create_settlement(request),
            Call::ListSettlements => self.list_settlements(request),
            Call::ViewSettlement => self.view_settlement(first),
            Call::UpdateSettlement => self.update_settlement(first, request),
            Call::Validations => self.view_validations(first),
            Call::CancelSettlement => self.cancel_settlement(first),
            Call::Upload => self.upload(first, body, wall),

            Call::CreateUser(person) => self.create_user(person, body),
            Call::UpdateUser(person) => self.update_user(person, first, body),
            Call::ListUsers => self.list_users(request),
            Call::ViewUser => self.view_user(first),
            Call::ListUsersWallets => self.list_users_wallets(first, request),
            Call::CreateWallet => self.create_wallet(body),
            Call::ViewWallet => self.view_wallet(first),
            Call::UpdateWallet => self.update_wallet(first, body),

            Call::CreateReport => self.create_report(body),
            Call::ListReports => self.list_reports(request),
            Call::ViewReport => self.view_report(first),
            Call::ReportFile => self.report_file(first),
            Call::CreateHook => self.create_hook(body),
            Call::ListHooks => self.list_hooks(request),
            Call::ViewHook => self.view_hook(first),
            Call::UpdateHook => self.update_hook(first, body),
            Call::Events => self.list_events(request),
            Call::AnswerKept => self.answer_kept(first),
            Call::FundWire => self.fund_wire(body),

            Call::State => Ok(self.state()),
            Call::Reset => {
                self.reset(wall);
                Ok(self.state())
            }
            Call::Pools => Ok(self.list_pools()),
            Call::Funds => self.receive_funds(body),
            Call::FundWallet => self.fund_wallet(first, body),
            Call::ClockRead => Ok(self.read_clock()),
            Call::ClockSet => self.set_clock(body, wall),
            Call::Faults => self.inject_faults(body),
            Call::LogSave => Ok(Response::json(&self.engine.export())),
            Call::LogLoad => self.load_log(body, wall),
            Call::Scenario => self.play_scenario(body, wall),
            Call::Story => Ok(self.tell_story()),
            Call::Happened => self.happened(request),
            Call::Delivered => self.delivered(body),
            Call::RefusalPage => super::control::refusal_page(first),
            Call::OpenApi => Ok(Response::json(&super::openapi::description(&self.address))),
        }
    }

    fn answer_kept(&self, key: &str) -> Outcome {
        let record = self
            .kept
            .record(key, self.now())
            .ok_or_else(|| Problem::no_answer_kept(&super::sandbox::brief(key)))?;
        Ok(Response::json(&record))
    }
}

/// Who is asked for is all the same; that somebody is, every SDK can be trusted with.
fn token(request: &Request<'_>) -> Response {
    let scheme = request.authorization.and_then(|value| value.split_once(' ')).map(|(scheme, _)| scheme);
    if !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic")) {
        let answer = json!({ "error": "invalid_client", "error_description": "Send the client id and the API key as Basic authorization; any will do." });
        return Response::json_with(401, &answer);
    }
    Response::json(&json!({
        "access_token": "echoscope-takes-any-token",
        "token_type": "bearer",
        "expires_in": 3600,
    }))
}
