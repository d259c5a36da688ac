//! What stands before a header to say more of it than it has room for: GNU's long names and POSIX's `pax` records.

/// What is known of the next member beyond its header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Extended {
    pub(super) name: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    /// Whether it is stored with its holes left out.
    pub(super) is_sparse: bool,
}

impl Extended {
    /// Takes GNU's long name.
    pub(super) fn take_long_name(&mut self, content: &[u8]) {
        self.name = content.split(|byte| *byte == 0).next().map(<[u8]>::to_vec);
    }

    /// Takes `pax` records: `LENGTH KEY=VALUE\n`, where the length counts itself (POSIX.1-2001, pax).
    pub(super) fn take_pax(&mut self, mut content: &[u8]) {
        while let Some((key, value, rest)) = record(content) {
            let text = std::str::from_utf8(value).ok();
            match key {
                b"path" => self.name = Some(value.to_vec()),
                b"size" => self.size = text.and_then(|text| text.parse().ok()),
                _ => self.is_sparse |= key.starts_with(b"GNU.sparse."),
            }
            content = rest;
        }
    }
}

fn record(content: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let blank = memchr::memchr(b' ', content)?;
    let length: usize = std::str::from_utf8(&content[..blank]).ok()?.parse().ok()?;
    let line = content.get(blank + 1..length)?.strip_suffix(b"\n")?;
    let equals = memchr::memchr(b'=', line)?;
    Some((&line[..equals], &line[equals + 1..], &content[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pax_records_say_name_and_size() {
        let mut extended = Extended::default();
        extended.take_pax("13 path=é/a\n12 size=700\n15 mtime=12.25\n".as_bytes());
        assert_eq!(extended, Extended { name: Some("é/a".into()), size: Some(700), is_sparse: false });
        for broken in ["", "9", "99 path=a\n", "3 path=a\n", "x path=a\n", "0 \n", "8 path\n"] {
            let mut extended = Extended::default();
            extended.take_pax(broken.as_bytes());
            assert_eq!(extended, Extended::default(), "{broken}");
        }
    }
}
