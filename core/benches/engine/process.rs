//! What the process uses: memory, what it has of it in reserve, how often the kernel had to be asked for more, and time.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

pub struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Bytes in use now.
pub fn live() -> usize {
    LIVE.load(Ordering::Relaxed)
}

/// Memory that the process has touched and not yet used: dropped, it is what is allocated next.
///
/// On a virtual machine the kernel takes ten microseconds and more to hand over a page of 4 KiB that nobody had before, which is
/// longer than everything the engine does for an Intent.
#[must_use]
pub struct Reserve {
    _blocks: Vec<Vec<u8>>,
}

impl Reserve {
    pub fn of(bytes: usize) -> Self {
        // Small enough that the allocator keeps them when they are freed, and does not give them back to the kernel.
        const BLOCK: usize = 16 * 1024;
        Self { _blocks: (0..bytes / BLOCK).map(|_| vec![1; BLOCK]).collect() }
    }
}

/// How many pages the kernel has handed over so far; `None` where it does not say.
pub fn pages_handed_over() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold spaces; the count of minor faults is the eighth field after it.
    stat.rsplit_once(')')?.1.split_whitespace().nth(7)?.parse().ok()
}

/// Nanoseconds that a processor has spent on this thread; `None` where the kernel does not say. On a machine that others use
/// this is the honest clock.
pub fn processor_time() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

// SAFETY: every call goes to the system's allocator unchanged; only numbers are kept.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_add(size, Ordering::Relaxed);
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.realloc(block, layout, size) }
    }
}
