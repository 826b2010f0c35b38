//! The memory of the engine grows in large steps.
//!
//! Left alone, the allocator asks for 64 KiB at a time, and Node takes half a millisecond for every growth, however
//! small: a busy world would spend most of its time there.

use std::cell::Cell;
use std::hint::black_box;

const PAGE: usize = 1 << 16;
const SMALLEST_STEP: usize = 64;
const LARGEST_STEP: usize = 1024;

thread_local! {
    /// The size of the memory, in pages, when it was last looked at.
    static SEEN: Cell<usize> = const { Cell::new(0) };
}

/// Where the memory has grown since the last call, it is made to grow by half as much as it is large, all at once: what
/// is allocated and given back stays with the allocator.
pub fn grow_ahead() {
    let pages = size();
    if pages == SEEN.get() {
        return;
    }
    let step = (pages / 2).clamp(SMALLEST_STEP, LARGEST_STEP).saturating_mul(PAGE);
    drop(black_box(Vec::<u8>::with_capacity(step)));
    SEEN.set(size());
}

#[cfg(target_arch = "wasm32")]
fn size() -> usize {
    core::arch::wasm32::memory_size(0)
}

#[cfg(not(target_arch = "wasm32"))]
fn size() -> usize {
    0
}
