//! The program of the worker.

fn main() {
    echoscope_clerk::work();
}
