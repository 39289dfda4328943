//! Runs of books at random: how many, which ones, the least that is wrong.
//!
//! `RECTO_RANDOM_BOOKS=5000` makes so many; `RECTO_RANDOM_SEED=7` other ones.

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Rows of books that are made at the same time, each of another seed.
const ROWS: u8 = 4;

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// How many books, where the environment does not say.
pub fn count(usual: u32) -> u32 {
    number("RECTO_RANDOM_BOOKS").unwrap_or(usual)
}

/// Makes rows of books, `usual` of them in all, and fails with the faults that
/// `fault` finds: it is given a row and how many books that has.
#[track_caller]
pub fn rows(usual: u32, fault: impl Fn(u8, u32) -> Option<String> + Sync) {
    let count = count(usual) / u32::from(ROWS);
    let faults: Vec<String> =
        (0..ROWS).into_par_iter().filter_map(|row| fault(row, count)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The least value of a row that is wrong, with what is wrong with it, if one is.
pub fn least<S>(
    values: &S,
    row: u8,
    (cases, max_shrink_iters): (u32, u32),
    wrong: impl Fn(&S::Value) -> Vec<String>,
) -> Option<(String, S::Value)>
where
    S: Strategy,
    S::Value: Debug,
{
    let config = Config { cases, failure_persistence: None, max_shrink_iters, ..Config::default() };
    let mut bytes = [row; 32];
    bytes[..4].copy_from_slice(&number("RECTO_RANDOM_SEED").unwrap_or(1).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let result = TestRunner::new_with_rng(config, rng).run(values, |value| {
        let found = wrong(&value);
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => None,
        Err(TestError::Fail(why, value)) => Some((why.to_string(), value)),
        Err(TestError::Abort(why)) => panic!("no books can be made: {why}"),
    }
}
