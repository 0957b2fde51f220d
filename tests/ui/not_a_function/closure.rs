//~ 1 error
use flight_recorder::track_time;

fn main() {
    let scale = #[track_time] |income: f64| income;
    println!("{}", scale(1.0));
}
