#[path = "../benches/engine/shop.rs"]
#[allow(dead_code)]
mod shop;
use shop::Shop;
use std::time::Instant;
fn main() {
    let n: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(5);
    let mut shop = Shop::new();
    for _ in 0..1_000_000 { shop.create(); }
    let rss = || { let t = std::fs::read_to_string("/proc/self/status").unwrap(); t.lines().find_map(|l| l.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap() };
    let cpu = || { let t = std::fs::read_to_string("/proc/self/stat").unwrap(); let r: Vec<&str> = t.rsplit(')').next().unwrap().split_whitespace().collect(); (r[11].parse::<u64>().unwrap(), r[12].parse::<u64>().unwrap()) };
    { use echoscope_core::{engine::*, intent::*}; use std::mem::size_of as s;
      println!("Entry {} Command {} IntentRequest {} LineItemReq {} Intent {} LineItem {} Capture {} Split {} Event {} External {} Webhook {}", s::<Entry>(), s::<Command>(), s::<IntentRequest>(), s::<GivenLineItem>(), s::<Intent>(), s::<LineItem>(), s::<Capture>(), s::<Split>(), s::<Event>(), s::<ExternalData>(), s::<Webhook>()); }
    println!("create: {} B each", rss() * 1024 / 1_000_000);
    let (r0, c0) = (rss(), cpu());
    let mut best = 0f64; let mut all = vec![];
    for _ in 0..n {
        let orders = shop.orders(50_000);
        let start = Instant::now();
        for o in orders { shop.triple(o); }
        let r = 50_000.0 / start.elapsed().as_secs_f64();
        best = best.max(r); all.push(r as u64);
    }
    let c1 = cpu(); println!("{} B per triple, user {} sys {} ticks", (rss() - r0) * 1024 / (n * 50_000), c1.0 - c0.0, c1.1 - c0.1);
    println!("best {best:.0}/s {all:?}");
    std::process::exit(0);
}
