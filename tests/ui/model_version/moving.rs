//~ 12 errors
use flight_recorder::audit;

macro_rules! predicts {
    ($($name:ident: $version:literal)*) => {$(
        #[audit(model_version = $version)]
        fn $name(income: f64) -> f64 {
            income
        }
    )*};
}

predicts! {
    latest: "latest"
    shouted: "LATEST"
    main_branch: "main"
    master: "Master"
    head: "HEAD"
    production: "production"
    current: " current "
    prefixed: "v-latest"
    tag: "churn:latest"
    stage: "models:/churn/Production"
    range: "1.x"
}

#[audit(model_version = "prod")]
fn written_out(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", latest(1.0) + shouted(1.0) + main_branch(1.0) + master(1.0) + head(1.0));
    println!("{}", production(1.0) + current(1.0) + prefixed(1.0) + tag(1.0) + stage(1.0));
    println!("{}", range(1.0) + written_out(1.0));
}
