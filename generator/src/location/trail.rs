//! The pointer to the current node of a walk over a document.

use super::Pointer;

/// A pointer to a node, as the way to it from an outer one. A walk makes a [`Pointer`] only of the nodes that matter.
#[derive(Clone, Copy, Debug)]
pub enum Trail<'a> {
    /// The node that the walk begins at.
    Start(&'a Pointer),
    /// A member of an object, by its key.
    Member(&'a Trail<'a>, &'a str),
    /// An item of an array.
    Item(&'a Trail<'a>, usize),
}

impl<'a> Trail<'a> {
    /// Returns the way to a member of this node.
    #[must_use]
    pub fn push(&'a self, key: &'a str) -> Self {
        Self::Member(self, key)
    }

    /// Returns the way to an item of this node.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }

    /// Returns the pointer to this node.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Start(pointer) => (*pointer).clone(),
            inner => {
                let mut text = String::new();
                inner.write(&mut text);
                Pointer::of_escaped(text)
            }
        }
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Start(pointer) => text.push_str(pointer.as_str()),
            Self::Member(owner, key) => {
                owner.write(text);
                Pointer::write_token(key, text);
            }
            Self::Item(owner, index) => {
                owner.write(text);
                text.push_str(&format!("/{index}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_has_the_pointer_of_its_node() {
        let start = Pointer::root().push("paths");
        let start = Trail::Start(&start);
        assert_eq!(start.pointer().as_str(), "/paths");
        let path = start.push("/a~b");
        let item = path.index(2);
        assert_eq!(item.push("get").pointer().as_str(), "/paths/~1a~0b/2/get");
    }
}
