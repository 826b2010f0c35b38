//! How fast the engine is, and how much memory it takes: `cargo xtask bench engine`, or `cargo bench -p echoscope-core`.
//!
//! Criterion drives the measurements; what it measured is printed as a table and written to
//! `target/bench/engine.json`.
#![expect(clippy::cast_precision_loss, reason = "figures are read with few digits")]

mod engine {
    pub mod process;
    pub mod report;
    pub mod shop;
}

use criterion::{BatchSize, Criterion, Throughput};
use echoscope_core::engine::Engine;
use engine::process::{self, Counting, Reserve};
use engine::report::{Report, Row};
use engine::shop::Shop;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: Counting = Counting;

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, MILLION];
const MILLION: u32 = 1_000_000;
const TRIPLES_PER_SECOND_GOAL: f64 = 200_000.0;
const BYTES_PER_INTENT_GOAL: f64 = 1024.0;
/// A thousandfold world may cost a command this much more: log 10⁶ ÷ log 10³ = 2.
const GROWTH_GOAL: f64 = 2.0;

/// So few that even the smallest world hardly grows, so many that what a fork copies at first does not count.
const ROUNDS_ON_A_FORK: u64 = 500;

/// What the triples of this bench take, and what its forks copy, with something to spare.
const RESERVE: usize = 1 << 30;
/// How many triples are timed in memory that the kernel has yet to hand over.
const FRESH_TRIPLES: u64 = 50_000;

/// What is done again and again.
type Work = fn(&mut Shop);

const COMMANDS: [(&str, Work); 4] = [
    ("create an Intent", |shop| {
        shop.create();
    }),
    ("capture it", Shop::capture_next),
    ("split it", Shop::split_next),
    ("refuse an unknown id", Shop::ask_for_nothing),
];

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1500))
        .sample_size(20)
        .configure_from_args();
    let mut report = Report::new("engine");
    let mut first: [Option<f64>; COMMANDS.len()] = [None; COMMANDS.len()];

    for size in SIZES {
        let reserve = (size == MILLION).then(|| Reserve::of(RESERVE));
        let mut shop = Shop::new();
        let before = process::live();
        for _ in 0..size {
            shop.create();
        }
        let with_log = process::live() - before;
        if size == MILLION {
            in_fresh_memory(&mut report, &mut shop);
        }
        drop(reserve);
        let mut group = criterion.benchmark_group(format!("world of {size}"));
        for ((name, work), first) in COMMANDS.iter().zip(&mut first) {
            let nanoseconds = measured(&mut group, name, |rounds| in_a_world_of(&shop, name, rounds, *work));
            let growth = nanoseconds / *first.get_or_insert(nanoseconds);
            let goal = (size == MILLION).then_some(growth / GROWTH_GOAL);
            report.add(Row::new(format!("{name}, world of {size}"), nanoseconds, "ns", goal));
        }
        group.finish();
        if size == MILLION {
            million(&mut criterion, &mut report, shop, with_log, size);
        }
    }
    criterion.final_summary();
    report.publish();
}

/// Triples while the process grows: most of the time goes by in the kernel. Without a goal, because it is the kernel that is
/// measured; but that is how long a program waits that was just started.
fn in_fresh_memory(report: &mut Report, shop: &mut Shop) {
    let orders = shop.orders(FRESH_TRIPLES);
    let pages = process::pages_handed_over();
    let start = Instant::now();
    for order in orders {
        shop.triple(order);
    }
    let per_second = FRESH_TRIPLES as f64 / start.elapsed().as_secs_f64();
    report.add(Row::new("create + capture + split, in memory new to the process", per_second, "1/s", None));
    if let (Some(before), Some(after)) = (pages, process::pages_handed_over()) {
        let each = (after - before) as f64 / FRESH_TRIPLES as f64;
        report.add(Row::new("pages that the kernel hands over for each of these", each, "", None));
    }
}

/// Everything that is promised for a world of a million Intents.
fn million(criterion: &mut Criterion, report: &mut Report, mut shop: Shop, with_log: usize, size: u32) {
    let mut group = criterion.benchmark_group("world of a million");
    group.throughput(Throughput::Elements(1));
    // Shorter than the others: every triple makes the world larger, and the reserve is to last.
    group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(800));
    let (mut triples, mut processor) = (0, 0);
    let triple = measured(&mut group, "create + capture + split", |rounds| {
        let orders = shop.orders(rounds);
        let begin = process::processor_time();
        let start = Instant::now();
        for order in orders {
            shop.triple(order);
        }
        let took = start.elapsed();
        triples += rounds;
        processor += begin.zip(process::processor_time()).map_or(0, |(begin, end)| end - begin);
        took
    });
    let mut tell = |what, nanoseconds: f64| {
        let per_second = 1e9 / nanoseconds;
        report.add(Row::new(what, per_second, "1/s", Some(per_second / TRIPLES_PER_SECOND_GOAL)));
    };
    tell("create + capture + split, world of 1000000", triple);
    if processor > 0 {
        tell("the same, by processor time", processor as f64 / triples as f64);
    }
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1500));

    let clone = measured(&mut group, "clone the world", |rounds| {
        timed(rounds, || drop(black_box(shop.engine.world().clone())))
    });
    report.add(Row::new("clone the world of 1000000", clone, "ns", None));
    let fork = measured(&mut group, "fork the engine", |rounds| {
        timed(rounds, || drop(black_box(shop.engine.clone())))
    });
    report.add(Row::new("fork the engine of 1000000", fork, "ns", None));
    group.bench_function("first command on a fork", |bencher| {
        bencher.iter_batched(|| shop.engine.clone(), |engine| shop.create_in(engine), BatchSize::SmallInput);
    });
    group.finish();

    let before = process::live();
    let fork: Engine = shop.engine.clone();
    let bytes = process::live() - before;
    report.add(Row::new("memory of a fork of 1000000", bytes as f64, "bytes", None));
    drop(fork);

    // What remains of a new engine when its log is gone: the world alone.
    drop(shop);
    let before = process::live();
    let mut shop = Shop::new();
    for _ in 0..size {
        shop.create();
    }
    let world = shop.engine.world().clone();
    drop(shop);
    let per_world = (process::live() - before) as f64 / f64::from(size);
    let goal = Some(per_world / BYTES_PER_INTENT_GOAL);
    report.add(Row::new("memory of an Intent with one line, world alone", per_world, "bytes", goal));
    let log = with_log as f64 / f64::from(size) - per_world;
    report.add(Row::new("memory of its entry in the log, and kept worlds", log, "bytes", None));
    drop(world);
}

/// Works on forks, and on each only for a while: the world keeps its size, however fast the command is.
fn in_a_world_of(shop: &Shop, command: &str, rounds: u64, work: Work) -> Duration {
    let mut took = Duration::ZERO;
    let mut left = rounds;
    while left > 0 {
        let now = left.min(ROUNDS_ON_A_FORK);
        let mut fork = shop.clone();
        fork.prepare(command, now);
        took += timed(now, || work(&mut fork));
        left -= now;
    }
    took
}

/// Nanoseconds for one round: the median of criterion's samples.
fn measured(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    mut run: impl FnMut(u64) -> Duration,
) -> f64 {
    let mut samples = Vec::new();
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|rounds| {
            let took = run(rounds);
            samples.push(took.as_nanos() as f64 / rounds as f64);
            took
        });
    });
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

fn timed(rounds: u64, mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..rounds {
        work();
    }
    start.elapsed()
}
