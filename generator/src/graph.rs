//! Algorithms for graphs.

/// Returns the strongly connected components of a graph, each sorted: the nodes of which each is reachable from
/// each other. A component comes after those that are reachable from it (Tarjan's algorithm). `edges` has the successors of each
/// node.
///
/// It is iterative, since a path may be as long as the document.
pub(crate) fn strongly_connected(edges: &[&[usize]]) -> Vec<Vec<usize>> {
    let targets = |node: usize| edges.get(node).copied().unwrap_or_default().iter();
    let mut components = Vec::new();
    // The order in which each node was reached, and the lowest order that it leads back to.
    let mut orders: Vec<Option<usize>> = vec![None; edges.len()];
    let mut lowest: Vec<usize> = vec![usize::MAX; edges.len()];
    // The nodes that are in no component yet.
    let mut open: Vec<usize> = Vec::new();
    let mut is_open = vec![false; edges.len()];
    let mut count = 0_usize;
    for start in 0..edges.len() {
        if orders.get(start).is_none_or(Option::is_some) {
            continue;
        }
        let mut path = Vec::new();
        let mut entered = Some(start);
        loop {
            if let Some(node) = entered.take() {
                set(&mut orders, node, Some(count));
                set(&mut lowest, node, count);
                set(&mut is_open, node, true);
                count = count.saturating_add(1);
                open.push(node);
                path.push((node, targets(node)));
            }
            let Some((node, remaining)) = path.last_mut() else { break };
            let node = *node;
            let low = lowest.get(node).copied().unwrap_or_default();
            if let Some(target) = remaining.next() {
                match orders.get(*target) {
                    Some(None) => entered = Some(*target),
                    Some(Some(order)) if is_open.get(*target) == Some(&true) => set(&mut lowest, node, low.min(*order)),
                    _ => {}
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                let above_low = lowest.get(*above).copied().unwrap_or_default();
                set(&mut lowest, *above, above_low.min(low));
            }
            if orders.get(node) == Some(&Some(low)) {
                let begin = open.iter().rposition(|other| *other == node).unwrap_or(0);
                let mut component = open.split_off(begin);
                component.sort_unstable();
                component.iter().for_each(|node| set(&mut is_open, *node, false));
                components.push(component);
            }
        }
    }
    components
}

/// Returns the number of nodes of the longest path that begins at each node. All nodes of a circle count.
pub(crate) fn longest_paths(edges: &[&[usize]]) -> Vec<usize> {
    let mut lengths = vec![0; edges.len()];
    for circle in strongly_connected(edges) {
        let own = |index: &usize| circle.binary_search(index).is_ok();
        let targets = circle.iter().filter_map(|index| edges.get(*index)).copied().flatten();
        let behind = targets.filter(|target| !own(target)).filter_map(|target| lengths.get(*target).copied()).max();
        let length = behind.unwrap_or(0_usize).saturating_add(circle.len());
        circle.iter().for_each(|index| set(&mut lengths, *index, length));
    }
    lengths
}

fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::{longest_paths, strongly_connected};

    #[test]
    fn the_nodes_of_a_cycle_are_a_component() {
        let edges: [&[usize]; 6] = [&[1], &[2], &[1, 3], &[], &[4, 0], &[9]];
        assert_eq!(strongly_connected(&edges), [vec![3], vec![1, 2], vec![0], vec![4], vec![5]]);
    }

    #[test]
    fn a_long_path_needs_no_stack() {
        let edges: Vec<[usize; 1]> = (0..200_000).map(|node| [(node + 1) % 200_000]).collect();
        let edges: Vec<&[usize]> = edges.iter().map(<[usize; 1]>::as_slice).collect();
        assert_eq!(strongly_connected(&edges).len(), 1);
    }

    #[test]
    fn a_circle_counts_with_all_of_its_nodes() {
        assert_eq!(longest_paths(&[&[1], &[2, 3], &[1], &[], &[3, 0]]), [4, 3, 3, 1, 5]);
    }
}
