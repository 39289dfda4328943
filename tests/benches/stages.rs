//! Times each stage, and the whole, on the sample edition.
//!
//! `cargo bench` prints the times; compare ratios, not seconds: machines differ.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use recto::model::diagnostic::Diagnostics;
use recto::model::inputs::Inputs;
use recto::{Targets, epub, index, parse, pdf, resolve, typeset};

fn inputs() -> Inputs {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    recto::read(&folder, &mut Diagnostics::default()).expect("the sample edition is there")
}

fn stages(criterion: &mut Criterion) {
    let inputs = inputs();
    let mut diagnostics = Diagnostics::default();
    let manuscript = parse::manuscript(&inputs, &mut diagnostics).expect("the sample parses");
    let style = manuscript.style.clone();
    let book = resolve::book(manuscript.clone(), &inputs, &mut diagnostics);
    let indexes = index::build(&book, &mut diagnostics);
    let pages = typeset::pages(&book, &indexes, &style, &inputs, None, &mut diagnostics)
        .expect("the sample is typeset");

    let wanted = pdf::Wanted { screen: true, print: true };

    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20);
    group.bench_function("parse", |bencher| {
        bencher.iter(|| parse::manuscript(black_box(&inputs), &mut Diagnostics::default()));
    });
    group.bench_function("resolve", |bencher| {
        bencher.iter(|| {
            resolve::book(black_box(manuscript.clone()), &inputs, &mut Diagnostics::default())
        });
    });
    group.bench_function("index", |bencher| {
        bencher.iter(|| index::build(black_box(&book), &mut Diagnostics::default()));
    });
    group.bench_function("typeset", |bencher| {
        bencher.iter(|| {
            let mut diagnostics = Diagnostics::default();
            typeset::pages(black_box(&book), &indexes, &style, &inputs, None, &mut diagnostics)
        });
    });
    group.bench_function("pdf", |bencher| {
        bencher.iter(|| {
            pdf::write(black_box(&book), &pages, &inputs, wanted, &mut Diagnostics::default())
        });
    });
    group.bench_function("epub", |bencher| {
        bencher.iter(|| epub::write(black_box(&book), &indexes, &pages, &inputs));
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let inputs = inputs();
    let targets = Targets { epub: true, screen: true, print: true, ..Targets::default() };
    let mut group = criterion.benchmark_group("whole");
    group.sample_size(20);
    group.bench_function("build", |bencher| {
        bencher.iter(|| recto::compile(black_box(&inputs), targets, &mut Diagnostics::default()));
    });
    group.finish();
}

criterion_group!(benches, stages, whole);
criterion_main!(benches);
