# Polars, as expressions over frames: python frames.py FILE REPETITIONS. POLARS_MAX_THREADS=1 keeps it to one thread.
import json, resource, sys, time
import polars as pl

file, repetitions = sys.argv[1], int(sys.argv[2])
STATUSES = [("SETTLED", "PAYMENT", 1, True), ("REFUNDED", "REFUND", -1, True), ("REFUND_REVERSED", "REFUND", 1, True),
            ("DISPUTED", "DISPUTE", -1, True), ("DEFENDED", "DISPUTE", -1, False), ("DISPUTED_WON", "DISPUTE", 1, True),
            ("DISPUTED_LOST", "DISPUTE", -1, False)]
NEEDED = ["ExternalProviderReference", "ExternalTransactionType", "ExternalTransactionStatus", "ExternalProcessingDate", "Amount", "Currency"]
NUMBER = r"^-?[0-9]{1,15}$"


def load():
    declared = pl.read_csv(f"{file}.declared.csv", infer_schema=False)
    return declared.select(reference="Reference", declared=pl.col("Amount").cast(pl.Int64))


def job(declared):
    raw = pl.read_csv(f"{file}.csv", infer_schema=False, empty_string_is_null=False).with_row_index("row")
    stop = raw.filter(pl.all_horizontal(pl.col(name) == "" for name in NEEDED))["row"][0]
    lines = raw.head(stop)
    statuses = pl.DataFrame(STATUSES, orient="row", schema=["ExternalTransactionStatus", "ExternalTransactionType", "sign", "counts"])
    amount, fees, date = pl.col("Amount"), pl.col("ExternalProviderFees"), pl.col("ExternalProcessingDate")
    read = (lines.lazy().join(statuses.lazy(), on=["ExternalTransactionStatus", "ExternalTransactionType"], how="left")
            .join(declared.lazy(), left_on="ExternalProviderReference", right_on="reference", how="left")
            .with_columns(
                value=pl.when(amount.str.contains(NUMBER)).then(amount).cast(pl.Int64),
                day=pl.when(date.str.contains(r"^[0-9]{2}-[0-9]{2}-[0-9]{4}$")).then(date).str.to_date("%d-%m-%Y", strict=False)))
    right = (pl.all_horizontal(pl.col(name) != "" for name in NEEDED) & pl.col("sign").is_not_null() & pl.col("day").is_not_null()
             & (pl.col("value") * pl.col("sign") > 0).fill_null(False) & (pl.col("Currency") == lines["Currency"][0])
             & ((pl.col("ExternalTransactionType") == "PAYMENT") | (pl.col("ExternalInitialReference") != ""))
             & ((fees == "") | fees.str.contains(NUMBER)))
    outcome = (pl.when(~right).then(pl.lit("malformed")).when(pl.col("declared").is_null()).then(pl.lit("unknown"))
               .when(pl.col("declared") != pl.col("value").abs()).then(pl.lit("differs")).otherwise(pl.lit("matched")))
    counted = read.select("value", "counts", outcome=outcome).group_by("outcome").agg(
        count=pl.len(), net=pl.col("value").filter(pl.col("counts").fill_null(False)).sum()).collect()
    result = dict(lines=stop, matched=0, malformed=0, unknown=0, differs=0, net=0)
    for name, count, net in counted.rows():
        result[name] = count
        if name == "matched":
            result["net"] = net
    return result


milliseconds, processor = [], []
for _ in range(repetitions):
    declared = load()
    wall, used = time.perf_counter(), time.process_time()
    result = job(declared)
    milliseconds.append((time.perf_counter() - wall) * 1000)
    processor.append((time.process_time() - used) * 1000)
resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(dict(milliseconds=milliseconds, processor=processor, result=result, memory=0, resident=resident)))
