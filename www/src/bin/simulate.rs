//! The place to play, with the engine: loaded when somebody comes to it.

fn main() {
    echoscope_www::playhouse();
}
