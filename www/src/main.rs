//! The page: everything but the place to play, which is a module of its own.

fn main() {
    echoscope_www::page();
}
