"""A day of a marketplace through Mangopay's Python SDK: python walk.py http://127.0.0.1:8731

Everything of Echo that the SDK has a method for is called once, and what comes back is looked at.
"""

import sys
import time
import urllib.request

import mangopay
from mangopay.api import APIRequest

url = sys.argv[1]
mangopay.client_id = "shop"
mangopay.apikey = "any"
# The text v2.01 must be there: the SDK replaces it for calls of V3.
mangopay.api_sandbox_url = f"{url}/v2.01/"
handler = APIRequest(sandbox=True)

from mangopay.exceptions import APIError  # noqa: E402
from mangopay.resources import (  # noqa: E402
    Event,
    IdempotencyResponse,
    LegalUser,
    NaturalUser,
    NaturalUserSca,
    Notification,
    PayInIntent,
    PayInIntentSplit,
    PayInIntentSplits,
    ReportV2,
    Settlement,
    SettlementValidation,
    User,
    Wallet,
)
from mangopay.utils import (  # noqa: E402
    IntentSplit,
    PayInIntentExternalData,
    PayInIntentLineItem,
    PayInIntentSeller,
    ReportFilter,
)

seen = 0


def same(what, got, expected):
    """Holds what came back against what was to come."""
    global seen
    seen += 1
    if got != expected:
        sys.exit(f"{what}: {got!r}, not {expected!r}")
    print(f"{what:<42} {got}")


def there(what, got):
    same(what, bool(got), True)


def sandbox(path, body):
    request = urllib.request.Request(f"{url}/_echoscope/{path}", data=body.encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return answer.status


def put(address, body):
    request = urllib.request.Request(address, data=body.encode(), method="PUT")
    with urllib.request.urlopen(request) as answer:
        return answer.status


REFERENCE = f"pi_{time.time_ns()}"
DAY = 1_767_225_600


def external(reference=REFERENCE):
    return PayInIntentExternalData(
        external_processing_date=DAY,
        external_provider_reference=reference,
        external_merchant_reference="order-1",
        external_provider_name="STRIPE",
        external_provider_payment_method="VISA",
    )


# Who sells, and where the money goes.
anna = NaturalUser(first_name="Anna", last_name="Seller", email="anna@example.org")
anna.save()
there("a user has an id", anna.id)
same("the user again", User.get(anna.id).first_name, "Anna")
same("the user again, as a natural one", NaturalUser.get(anna.id).last_name, "Seller")
firm = LegalUser(
    legal_person_type="BUSINESS",
    name="A firm",
    email="firm@example.org",
    legal_representative_first_name="Berta",
    legal_representative_last_name="Boss",
)
same("a legal user", User.get(firm.save()["id"]).name, "A firm")
carla = NaturalUserSca(
    first_name="Carla",
    last_name="Payer",
    email="carla@example.org",
    user_category="OWNER",
    terms_and_conditions_accepted=True,
)
carla = carla.save()["id"]
same("a user with SCA", User.get_sca(carla).first_name, "Carla")
wallet = Wallet(owners=[anna], description="Anna's", currency="EUR").save()["id"]
same("a wallet is empty", Wallet.get(wallet).balance.amount, 0)
same("the wallets of a user", [found.id for found in Wallet.get_all_for_user(anna.id).data], [wallet])

# What was sold.
providers = PayInIntent.get_external_providers_list()
there("providers", "STRIPE" in [name.upper() for name in providers])
line = PayInIntentLineItem(
    seller=PayInIntentSeller(author_id=anna.id, wallet_id=wallet, fees_amount=1000, transfer_date=1_893_456_000),
    sku="shoes",
    quantity=1,
    unit_amount=10_000,
)
order = PayInIntent(
    amount=10_000, currency="EUR", platform_fees_amount=1000, external_data=external(), line_items=[line]
)
made = order.create_authorization(idempotency_key=f"key-{time.time_ns()}")
same("an Intent", made["status"], "AUTHORIZED")
intent = made["id"]
same("the Intent again", PayInIntent.get(intent).external_data.external_provider_reference, REFERENCE)
there("the Intent in the list", intent in [found.id for found in PayInIntent.all().data])
key = f"key-{time.time_ns()}"
captured = PayInIntent(external_data=external()).create_capture(intent, idempotency_key=key)
same("a capture", captured["status"], "CAPTURED")
same("the kept answer of a key", IdempotencyResponse.get(key).resource["Status"], "CAPTURED")
line_item = made["line_items"][0]["Id"]
[split] = PayInIntentSplits(splits=[IntentSplit(line_item_id=line_item, split_amount=10_000)]).create(intent)["splits"]
split = split["Id"]
same("a Split", PayInIntentSplit.get(intent, split).status, "CREATED")
described = PayInIntentSplit.update_split(intent, split, line_item_id=line_item, description="for the shoes")
same("a Split described", described["description"], "for the shoes")

# What the provider says, once wrong and once right.
def file(reference, net):
    return f"""ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,\
ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
{reference},VISA,PAYMENT,SETTLED,02-01-2026,10000,EUR,,
,,,,,,,,
SettlementDate,02-01-2026,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,0,,,,,,,
TotalNetSettlementAmount,{net},,,,,,,
SettlementCurrency,EUR,,,,,,,"""


asked = Settlement(file_name="wrong.csv").generate_upload_url()
wrong = file(REFERENCE, 1).replace("02-01-2026", "2026-01-02")
same("the upload of a wrong file", put(asked["upload_url"], wrong), 200)
same("a Settlement whose file is wrong", Settlement.get(asked["settlement_id"]).status, "FAILED")
errors = SettlementValidation.get(asked["settlement_id"]).footer_errors
there("its errors", "FORMAT_DATE_INVALID" in [error.code for error in errors])
asked = Settlement(file_name="strange.csv").generate_upload_url()
put(asked["upload_url"], file("nobody", 10_000))
same("a Settlement of somebody else's sale", Settlement.get(asked["settlement_id"]).status, "UNMATCHED")
[error] = SettlementValidation.get(asked["settlement_id"]).lines_errors
same("the line that nobody declared", error.external_provider_reference, "nobody")

asked = Settlement(file_name="payout.csv").generate_upload_url()
settlement = asked["settlement_id"]
anew = Settlement(id=settlement, file_name="payout-2.csv").generate_new_upload_url()
same("the upload to a new address", put(anew["upload_url"], file(REFERENCE, 10_000)), 200)
same("a Settlement that matches", Settlement.get(settlement).status, "PENDING_FUNDS_RECEPTION")
sandbox("funds", '{"ExternalProviderName":"STRIPE","Currency":"EUR","Amount":10000}')
same("the same with its money", Settlement.get(settlement).status, "RECONCILED")
there("the Settlement in the list", settlement in [found.settlement_id for found in Settlement.all().data])
cancelled = Settlement(file_name="never.csv").generate_upload_url()["settlement_id"]
same("a Settlement that was cancelled", Settlement.cancel(cancelled)["status"], "CANCELLED")

# Who gets what.
PayInIntentSplit.execute(intent, split)
same("the Split is paid", PayInIntentSplit.get(intent, split).status, "COMPLETED")
same("the Splits in the list", [found.status for found in PayInIntentSplit.all().data], ["COMPLETED"])
same("the wallet holds what is the seller's", Wallet.get(wallet).balance.amount, 9000)


def sold(reference):
    """Another sale of the same things, captured: its id and the capture's."""
    order.external_data = external(reference)
    sale = order.create_authorization()["id"]
    return sale, PayInIntent().create_capture(sale)["capture"].id


# What is taken back.
sale, _ = sold(f"{REFERENCE}-b")
refund = PayInIntent.create_refund(sale, external_data=external(f"{REFERENCE}-r"))
same("a refund", refund["status"], "REFUNDED")
reversal = PayInIntent.reverse_refund(sale, refund["refund"].id, external_data=external(f"{REFERENCE}-v"))
same("its reversal", reversal["status"], "REFUND_REVERSED")
sale, capture = sold(f"{REFERENCE}-c")
dispute = PayInIntent.create_dispute(sale, capture, external_data=external(f"{REFERENCE}-d"))
same("a dispute", dispute["status"], "DISPUTED")
outcome = PayInIntent.update_dispute_outcome(sale, capture, dispute["dispute"].id, decision="DEFENDED")
same("its decision", outcome["decision"], "DEFENDED")
order.external_data = external(f"{REFERENCE}-e")
sale = order.create_authorization()["id"]
cancel = PayInIntent.cancel(sale, external_data=external(f"{REFERENCE}-x"))
same("an Intent that was cancelled", cancel["status"], "CANCELLED")

# What is told.
for kind in ["ECHO_INTENT", "ECHO_INTENT_ACTION", "ECHO_SETTLEMENT", "ECHO_SPLIT"]:
    report = ReportV2(
        report_type=kind,
        download_format="CSV",
        after_date=DAY,
        before_date=DAY + 31 * 86_400,
        filters=ReportFilter(currency="EUR"),
        columns=["Id"],
    ).save()
    same(f"a report {kind}", report["status"], "PENDING")
    done = ReportV2.get(report["id"])
    same("the same, a moment later", done.status, "READY_FOR_DOWNLOAD")
    with urllib.request.urlopen(done.download_url) as answer:
        there("its file", answer.read())
hook = Notification(url="http://127.0.0.1:9/hook", event_type="INTENT_REFUNDED").save()
same("a hook", Notification.get(hook["id"]).status, "ENABLED")
there("events", "INTENT_CAPTURED" in [event.event_type for event in Event.all(per_page=100).data])

# What is refused.
try:
    PayInIntentSplit.execute(intent, split)
    sys.exit("A Split was paid twice.")
except APIError as error:
    same("a second payment of the Split", error.code, 400)
    there("the reason", "Split" in str(error.content))
print(f"{seen} answers are as they should be")
