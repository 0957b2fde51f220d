//~ 3 errors
// Two of them are rustc's: attributes on expressions are unstable.
use flight_recorder::track_time;

fn main() {
    let scale = #[track_time] |income: f64| income;
    println!("{}", scale(1.0));
}
