//! What ordinary features look like. Each value is another, as in a service: one value over and over is
//! learnt by heart by the processor's branch prediction, digit by digit, and how fast that is says nothing.

use serde::Serialize;

/// Pseudo-random numbers, the same in every run: xorshift64 (Marsaglia 2003).
pub(crate) struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit)).expect("below a u32")
    }

    /// With as many digits as measurements and amounts have: up to five before the point and three behind.
    fn float(&mut self) -> f64 {
        f64::from(self.below(100_000)) / [1.0, 10.0, 100.0, 1000.0][self.below(4) as usize]
    }

    fn of<T: Copy>(&mut self, some: &[T]) -> T {
        some[self.below(60) as usize % some.len()]
    }
}

/// More values than a branch predictor learns.
pub(crate) fn samples<T>(sample: fn(&mut Numbers) -> T) -> Vec<T> {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    (0..1024).map(|_| sample(&mut numbers)).collect()
}

/// No features at all.
#[derive(Serialize)]
pub(crate) struct Empty {}

/// A model's few inputs.
#[derive(Serialize)]
pub(crate) struct Four {
    income: f64,
    age: u8,
    segment: &'static str,
    is_new: bool,
}

impl Four {
    pub(crate) fn sample(numbers: &mut Numbers) -> Self {
        Self {
            income: numbers.float(),
            age: numbers.of(&[18, 41, 67]),
            segment: numbers.of(&["gold", "silver", "none", "new customer"]),
            is_new: numbers.of(&[true, false]),
        }
    }
}

macro_rules! thirty {
    ($($name:ident)*) => {
        /// A row of a feature store.
        #[derive(Serialize)]
        pub(crate) struct Thirty {
            segment: String,
            is_new: bool,
            age: u8,
            visits: u32,
            balance_cents: i64,
            last_order: Option<u32>,
            $($name: f64,)*
        }

        impl Thirty {
            pub(crate) fn sample(numbers: &mut Numbers) -> Self {
                Self {
                    segment: numbers.of(&["returning customers", "new", "lapsed"]).to_owned(),
                    is_new: numbers.of(&[true, false]),
                    age: numbers.of(&[18, 41, 67]),
                    visits: numbers.below(5_000),
                    balance_cents: i64::from(numbers.below(10_000_000)) - 5_000_000,
                    last_order: numbers.of(&[Some(77), None, Some(3)]),
                    $($name: numbers.float(),)*
                }
            }
        }
    };
}

thirty! {
    income debt_ratio utilisation tenure_years basket_mean basket_deviation recency frequency
    click_rate open_rate return_rate discount_share session_minutes distance_km rating
    price_sensitivity churn_score seasonality trend latency_ms temperature humidity pressure wind
}

/// A customer as an application has it.
#[derive(Serialize)]
pub(crate) struct Customer {
    id: u64,
    segment: Segment,
    account: Account,
    orders: Vec<Order>,
    tags: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Segment {
    Gold { since: u16 },
}

#[derive(Serialize)]
struct Account {
    balance: f64,
    currency: &'static str,
    limits: [f64; 3],
    note: Option<String>,
}

#[derive(Serialize)]
struct Order {
    sku: &'static str,
    quantity: u32,
    price: f64,
    rating: Option<f32>,
}

impl Customer {
    pub(crate) fn sample(numbers: &mut Numbers) -> Self {
        let orders = (0..numbers.below(6)).map(|_| Order {
            sku: numbers.of(&["B-1042", "B-2210", "C-0007", "SALE-2026-11"]),
            quantity: numbers.below(20),
            price: numbers.float(),
            rating: numbers.of(&[Some(4.5), None, Some(3.0)]),
        });
        Self {
            orders: orders.collect(),
            id: numbers.next(),
            segment: Segment::Gold {
                since: numbers.of(&[2019, 2024]),
            },
            account: Account {
                balance: numbers.float(),
                currency: numbers.of(&["EUR", "USD"]),
                limits: [500.0, numbers.float(), numbers.float()],
                note: numbers
                    .of(&[None, Some("prefers \"express\" delivery"), Some("none")])
                    .map(str::to_owned),
            },
            tags: (0..numbers.below(4))
                .map(|_| numbers.of(&["newsletter", "returns-often", "berlin"]))
                .collect(),
        }
    }
}
