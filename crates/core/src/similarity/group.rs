//! Groups: what is joined by links, the strongest first, except what was said to be apart.

/// A link between two members, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One member.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How like they are: 0 to 1, or more where it was decided.
    pub strength: f64,
}

/// Groups `members` by their links. Two groups are not joined where that would put a pair of `apart` together; the
/// stronger links decide first (as in Kruskal's algorithm). Gives the groups in order of their first members.
#[must_use]
pub fn group(members: usize, edges: &[Edge], apart: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut edges: Vec<&Edge> = edges.iter().collect();
    edges.sort_unstable_by(|one, other| {
        other.strength.total_cmp(&one.strength).then((one.one, one.other).cmp(&(other.one, other.other)))
    });
    let mut forest = Forest((0..members).collect());
    for edge in edges {
        let (one, other) = (forest.root(edge.one), forest.root(edge.other));
        let is_apart = apart.iter().any(|&(left, right)| {
            let (left, right) = (forest.root(left), forest.root(right));
            (left, right) == (one, other) || (left, right) == (other, one)
        });
        if !is_apart {
            // The lower number stays, so that groups come in order.
            forest.0[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); members];
    for member in 0..members {
        groups[forest.root(member)].push(member);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Each member's parent; a root is its own.
struct Forest(Vec<usize>);

impl Forest {
    fn root(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            // Halving the path keeps it short (Tarjan and van Leeuwen, 1984).
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(links: &[(usize, usize, f64)]) -> Vec<Edge> {
        links.iter().map(|&(one, other, strength)| Edge { one, other, strength }).collect()
    }

    #[test]
    fn what_is_linked_is_together() {
        let links = edges(&[(0, 3, 0.5), (3, 4, 0.9), (1, 2, 0.6)]);
        assert_eq!(group(6, &links, &[]), [vec![0, 3, 4], vec![1, 2], vec![5]]);
    }

    #[test]
    fn what_is_apart_stays_so_even_over_others() {
        let links = edges(&[(0, 1, 0.9), (1, 2, 0.6)]);
        assert_eq!(group(3, &links, &[(2, 0)]), [vec![0, 1], vec![2]]);
        assert_eq!(group(3, &links, &[(0, 1)]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn a_link_between_a_pair_that_is_apart_joins_nothing() {
        assert_eq!(group(2, &edges(&[(0, 1, 1.0)]), &[(0, 1)]), [vec![0], vec![1]]);
    }
}
