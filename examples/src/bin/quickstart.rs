//! The smallest use: no set-up, and the lines go to stdout.

use flight_recorder::{audit, track_time};

#[derive(serde::Serialize)]
struct House {
    area_m2: f64,
    rooms: u8,
}

#[track_time]
fn scale(house: &House) -> [f64; 2] {
    [house.area_m2 / 100.0, f64::from(house.rooms) / 5.0]
}

#[audit(model_version = "v1.2.0")]
fn predict_price(house: &House) -> Result<f64, String> {
    let [area, rooms] = scale(house);
    let price = 40_000.0 + 310_000.0 * area + 55_000.0 * rooms;
    (area > 0.0)
        .then_some(price)
        .ok_or_else(|| format!("no price for {} m²", house.area_m2))
}

fn main() {
    for area_m2 in [84.0, 120.5, f64::NAN] {
        eprintln!(
            "{area_m2} m²: {:?}",
            predict_price(&House { area_m2, rooms: 4 })
        );
    }
}
