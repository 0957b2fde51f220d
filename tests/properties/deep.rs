//! Depth: as `serde_json` writes it down to the limit, a marker under it.

use crate::support::{DEPTH, shown, shown_text};
use crate::tree::{Key, Tree};

/// A way to be inside of something, and how many levels of JSON that is.
type Wrap = (fn(Tree) -> Tree, usize);

fn wraps() -> [Wrap; 9] {
    [
        (|tree| Tree::Sequence(vec![tree], true), 1),
        (|tree| Tree::Sequence(vec![Tree::Absent, tree], false), 1),
        (|tree| Tree::Tuple(vec![tree]), 1),
        (|tree| Tree::Struct(vec![("income", tree)]), 1),
        (|tree| Tree::Map(vec![(Key::Number(1), tree)]), 1),
        (|tree| Tree::NewtypeVariant("Some", tree.into()), 1),
        (
            |tree| Tree::TupleVariant("Pair", vec![tree, Tree::Byte(2)]),
            2,
        ),
        (|tree| Tree::StructVariant("Both", vec![("x", tree)]), 2),
        (|tree| Tree::Present(Tree::Newtype(tree.into()).into()), 0),
    ]
}

#[test]
fn down_to_the_limit_nothing_is_changed() {
    for (wrap, levels) in wraps() {
        let times = DEPTH / levels.max(1);
        let tree = (0..times).fold(Tree::Text("end".into()), |tree, _| wrap(tree));
        assert_eq!(tree.depth(), times * levels);
        assert_eq!(shown_text(&tree), serde_json::to_string(&tree).unwrap());
    }
}

#[test]
fn all_ways_together_are_no_different() {
    let all = wraps();
    let mut tree = Tree::Float(0.5);
    for (wrap, levels) in all.iter().cycle() {
        if tree.depth() + levels > DEPTH {
            break;
        }
        tree = wrap(tree);
    }
    assert_eq!(tree.depth(), DEPTH);
    assert_eq!(shown_text(&tree), serde_json::to_string(&tree).unwrap());
}

#[test]
fn one_level_more_is_a_marker_and_what_is_around_it_stays() {
    for (wrap, levels) in wraps().into_iter().filter(|&(_, levels)| levels > 0) {
        let tree = (0..=DEPTH / levels).fold(Tree::Text("end".into()), |tree, _| wrap(tree));
        let text = shown(Tree::Tuple(vec![tree.clone(), Tree::Byte(3)])).to_string();
        assert_eq!(text.matches("[nested too deep]").count(), 1, "{text}");
        assert!(!text.contains("end") && text.ends_with(",3]"), "{text}");
    }
}
