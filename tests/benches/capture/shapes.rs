//! What ordinary features look like.

use serde::Serialize;

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
    pub(crate) fn sample() -> Self {
        Self {
            income: 52_000.5,
            age: 41,
            segment: "gold",
            is_new: false,
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
            pub(crate) fn sample() -> Self {
                let mut number = 0.1;
                Self {
                    segment: "returning customers".to_owned(),
                    is_new: true,
                    age: 41,
                    visits: 1_234,
                    balance_cents: -1_250_099,
                    last_order: Some(77),
                    $($name: { number = number * 1.7 + 0.3; number },)*
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
    pub(crate) fn sample() -> Self {
        let order = |sku, quantity, price| Order {
            sku,
            quantity,
            price,
            rating: Some(4.5),
        };
        Self {
            id: 9_007_199_254_740_993,
            segment: Segment::Gold { since: 2019 },
            account: Account {
                balance: 1_204.75,
                currency: "EUR",
                limits: [500.0, 1_000.0, 5_000.0],
                note: Some("prefers \"express\" delivery".to_owned()),
            },
            orders: vec![
                order("B-1042", 1, 19.99),
                order("B-2210", 3, 4.25),
                order("C-0007", 12, 0.85),
            ],
            tags: vec!["newsletter", "returns-often", "berlin"],
        }
    }
}
