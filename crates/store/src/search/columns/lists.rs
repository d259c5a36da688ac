//! A column of lists of numbers.

/// The lists of all articles, one behind the other.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Where the list of each article begins, and where the last one ends.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { starts: vec![0], values: Vec::new() }
    }
}

impl Lists {
    /// Appends the list of the next article.
    pub(super) fn push(&mut self, values: &[u32]) {
        self.values.extend_from_slice(values);
        self.starts.push(self.values.len() as u32);
    }

    /// The list of an article.
    pub(crate) fn get(&self, article: u32) -> &[u32] {
        self.between(self.start(article), self.start(article.saturating_add(1)))
    }

    /// Where the list of an article begins, or, behind the last one, where that ends.
    pub(super) fn start(&self, article: u32) -> u32 {
        self.starts.get(article as usize).copied().unwrap_or(self.values.len() as u32)
    }

    /// What is from one such place to another.
    pub(super) fn between(&self, start: u32, end: u32) -> &[u32] {
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }
}
