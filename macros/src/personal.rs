// Which names look personal: the one list, for the attributes at compile time and for the runtime,
// which gets these very tokens from `__personal!`. So nothing here names anything outside of `core`.
//
// Names are compared by words: `customer_email`, `emailAddress` and `E-Mail` hold `email`, while
// `emailed_count` and `tokenizer` hold nothing. Decided with reasons:
// - `name` alone is no person's name: a file, a model and a column have one. `first_name`,
//   `customer_name` and their like are.
// - `address` is personal alone, because in data about people it is where they live or write from;
//   a memory address is not.
// - `token` and `key` alone are not: texts have tokens and maps have keys. `access_token` and
//   `api_key` are.
// - What is only counted, measured or checked is not: `email_count`, `has_phone`, `password_length`,
//   `address_match`, `email_open_rate`.
// - `age`, `gender`, `latitude` and ids are what models predict from: they point to nobody by
//   themselves. `date_of_birth` does, with a postcode.
// - `contact`, `location`, `signature`, `pin`, `race` and `handle` have as many other meanings.

/// Words that are personal wherever they stand.
const WORDS: &[&str] = &[
    "address",
    "authorization",
    "birthdate",
    "birthday",
    "birthplace",
    "cardholder",
    "credential",
    "cvc",
    "cvv",
    "dob",
    "email",
    "fax",
    "forename",
    "iban",
    "imei",
    "imsi",
    "jwt",
    "msisdn",
    "nino",
    "passcode",
    "passphrase",
    "passport",
    "passwd",
    "password",
    "phone",
    "postcode",
    "pwd",
    "secret",
    "ssn",
    "street",
    "surname",
    "telephone",
    "username",
    "zipcode",
];

/// Words that are personal where they end the name: `client_ip`, but not `ip_version`.
const LAST_WORDS: &[&str] = &[
    "cellphone",
    "cookie",
    "ip",
    "ipv",
    "mail",
    "mobile",
    "otp",
    "tel",
    "zip",
];

/// Words that are personal one behind the other, or written as one.
const PAIRS: &[(&str, &str)] = &[
    ("access", "key"),
    ("access", "token"),
    ("account", "number"),
    ("api", "key"),
    ("api", "token"),
    ("auth", "key"),
    ("auth", "token"),
    ("authentication", "token"),
    ("bank", "account"),
    ("bearer", "token"),
    ("birth", "date"),
    ("birth", "day"),
    ("birth", "place"),
    ("card", "holder"),
    ("card", "no"),
    ("card", "number"),
    ("card", "pin"),
    ("cc", "number"),
    ("contact", "number"),
    ("credit", "card"),
    ("csrf", "token"),
    ("debit", "card"),
    ("driver", "licence"),
    ("driver", "license"),
    ("driving", "licence"),
    ("e", "mail"),
    ("emergency", "contact"),
    ("encryption", "key"),
    ("health", "insurance"),
    ("home", "addr"),
    ("home", "town"),
    ("house", "number"),
    ("id", "token"),
    ("insurance", "number"),
    ("ip", "addr"),
    ("licence", "plate"),
    ("license", "number"),
    ("license", "plate"),
    ("mac", "addr"),
    ("mail", "box"),
    ("medical", "record"),
    ("medicare", "number"),
    ("mobile", "number"),
    ("national", "id"),
    ("national", "insurance"),
    ("nhs", "number"),
    ("number", "plate"),
    ("of", "birth"),
    ("pin", "code"),
    ("pin", "number"),
    ("post", "code"),
    ("postal", "code"),
    ("private", "key"),
    ("refresh", "token"),
    ("routing", "number"),
    ("secret", "key"),
    ("security", "answer"),
    ("security", "code"),
    ("session", "id"),
    ("session", "token"),
    ("signing", "key"),
    ("social", "security"),
    ("sort", "code"),
    ("ssh", "key"),
    ("tax", "id"),
    ("tax", "number"),
    ("taxpayer", "id"),
    ("user", "token"),
    ("verification", "code"),
    ("zip", "code"),
];

/// Whose names are personal: `patient_name`.
const PEOPLE: &[&str] = &[
    "account",
    "applicant",
    "author",
    "beneficiary",
    "birth",
    "borrower",
    "child",
    "client",
    "contact",
    "customer",
    "display",
    "doctor",
    "employee",
    "family",
    "father",
    "first",
    "full",
    "given",
    "guarantor",
    "guest",
    "holder",
    "insured",
    "last",
    "legal",
    "login",
    "maiden",
    "member",
    "middle",
    "mother",
    "nick",
    "owner",
    "parent",
    "passenger",
    "patient",
    "payee",
    "payer",
    "person",
    "recipient",
    "relative",
    "screen",
    "sender",
    "spouse",
    "student",
    "subscriber",
    "teacher",
    "user",
    "visitor",
];

/// Words in front of `address` that make it a machine's.
const NOT_ADDRESSES: &[&str] = &["base", "byte", "contract", "memory", "register"];

/// Words behind or in front of what is only counted, measured or checked.
const MEASURES_LAST: &[&str] = &[
    "age",
    "attempts",
    "calls",
    "change",
    "changed",
    "changes",
    "clicked",
    "clicks",
    "count",
    "days",
    "distance",
    "domain",
    "enabled",
    "flag",
    "frequency",
    "len",
    "length",
    "match",
    "matches",
    "missing",
    "opened",
    "opens",
    "present",
    "provider",
    "rank",
    "rate",
    "ratio",
    "score",
    "sent",
    "similarity",
    "status",
    "strength",
    "total",
    "type",
    "valid",
    "verified",
    "version",
];
const MEASURES_FIRST: &[&str] = &[
    "avg", "count", "has", "is", "max", "mean", "min", "missing", "n", "num", "total",
];

/// Whether a name looks personal.
pub(crate) fn looks_personal(name: &str) -> bool {
    let mut buffer = [0; 96];
    let mut words = [""; 24];
    let words = split(name, &mut buffer, &mut words);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    if words.len() > 1 && (MEASURES_FIRST.contains(first) || MEASURES_LAST.contains(last)) {
        return false;
    }
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let ends = |at: usize| words[at + 1..].iter().all(|word| is_number(word));
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        let singular = singular(word);
        match singular {
            "address" => !NOT_ADDRESSES.contains(&before),
            "name" => PEOPLE.contains(&before),
            _ => {
                WORDS.contains(&singular)
                    || LAST_WORDS.contains(&singular) && ends(at)
                    || PAIRS
                        .iter()
                        .any(|&(a, b)| (before == a && singular == b) || is_joined(singular, a, b))
                    || singular
                        .strip_suffix("name")
                        .is_some_and(|who| PEOPLE.contains(&who))
                    || singular
                        .strip_suffix("address")
                        .is_some_and(|of| WORDS.contains(&of))
                    || is_joined(singular, "date", "ofbirth")
            }
        }
    })
}

fn is_joined(word: &str, first: &str, second: &str) -> bool {
    word.len() == first.len() + second.len() && word.starts_with(first) && word.ends_with(second)
}

/// `emails` is `email`, `address` stays.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some("addresse") => "address",
        Some(one) if one.len() > 2 && !one.ends_with('s') => one,
        _ if word == "addresses" => "address",
        _ => word,
    }
}

/// The words of a name in lower case: split where it is no letter or digit, where a capital follows
/// a small letter, and between letters and digits. What does not fit is left out.
pub(crate) fn split<'w>(
    name: &str,
    buffer: &'w mut [u8; 96],
    words: &'w mut [&'w str; 24],
) -> &'w [&'w str] {
    let bytes = name.as_bytes();
    let mut len = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let previous = at.checked_sub(1).map_or(b'_', |before| bytes[before]);
        let next = bytes.get(at + 1).copied().unwrap_or(b'_');
        let begins = byte.is_ascii_uppercase()
            && (previous.is_ascii_lowercase()
                || previous.is_ascii_uppercase() && next.is_ascii_lowercase())
            || byte.is_ascii_digit() && previous.is_ascii_alphabetic()
            || byte.is_ascii_alphabetic() && previous.is_ascii_digit();
        if len + 2 > buffer.len() {
            break;
        }
        if begins {
            buffer[len] = b'_';
            len += 1;
        }
        buffer[len] = if byte.is_ascii_alphanumeric() {
            byte.to_ascii_lowercase()
        } else {
            b'_'
        };
        len += 1;
    }
    let text = core::str::from_utf8(&buffer[..len]).unwrap_or("");
    let mut count = 0;
    for word in text
        .split('_')
        .filter(|word| !word.is_empty())
        .take(words.len())
    {
        words[count] = word;
        count += 1;
    }
    &words[..count]
}
