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
        let place = |article: u32| self.starts.get(article as usize).map(|&start| start as usize);
        match (place(article), place(article.saturating_add(1))) {
            (Some(start), Some(end)) => &self.values[start..end],
            _ => &[],
        }
    }
}
