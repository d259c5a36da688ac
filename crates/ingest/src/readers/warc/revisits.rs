//! The records that later ones may say they are the same as. Crawlers write a page that has not changed as a *revisit*,
//! which names the earlier record by its id, by the digest of its payload, or by its address and date.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::header::Header;

/// The latest records of one file, up to a number of bytes.
pub(super) struct Revisits {
    kept: VecDeque<(Arc<[u8]>, Vec<String>)>,
    by_name: HashMap<String, Arc<[u8]>>,
    bytes: u64,
    limit: u64,
}

/// What an entry costs beyond its bytes, roughly.
const OVERHEAD: u64 = 512;

impl Revisits {
    /// Keeps records of up to so many bytes together.
    pub(super) fn new(limit: u64) -> Self {
        Self { kept: VecDeque::new(), by_name: HashMap::new(), bytes: 0, limit }
    }

    /// Keeps a record that others may be the same as.
    pub(super) fn keep(&mut self, header: &Header, raw: &[u8]) {
        let cost = raw.len() as u64 + OVERHEAD;
        let names: Vec<String> = own_names(header).collect();
        if names.is_empty() || cost > self.limit {
            return;
        }
        self.bytes += cost;
        while self.bytes > self.limit {
            self.forget();
        }
        let raw: Arc<[u8]> = raw.into();
        for name in &names {
            self.by_name.insert(name.clone(), Arc::clone(&raw));
        }
        self.kept.push_back((raw, names));
    }

    fn forget(&mut self) {
        let Some((raw, names)) = self.kept.pop_front() else {
            return;
        };
        self.bytes -= raw.len() as u64 + OVERHEAD;
        for name in names {
            // A later record may have taken the name over.
            if self.by_name.get(&name).is_some_and(|kept| Arc::ptr_eq(kept, &raw)) {
                self.by_name.remove(&name);
            }
        }
    }

    /// The record that a revisit is the same as.
    pub(super) fn resolve(&self, revisit: &Header) -> Option<Arc<[u8]>> {
        let same_url = revisit.refers_to_url.as_deref().or(revisit.url.as_deref());
        let dated = same_url.zip(revisit.refers_to_date.as_deref()).map(|(url, date)| dated(url, date));
        // A server that says "not modified" means the same address, and no digest tells more.
        let undated = same_url.filter(|_| revisit.digest.is_none() && revisit.refers_to_date.is_none()).map(latest);
        let names = [revisit.refers_to.as_deref().map(id), revisit.digest.as_deref().map(digest), dated, undated];
        names.into_iter().flatten().find_map(|name| self.by_name.get(&name).map(Arc::clone))
    }
}

fn own_names(header: &Header) -> impl Iterator<Item = String> {
    let url = header.url.as_deref();
    let dated = url.zip(header.captured.as_deref()).map(|(url, date)| dated(url, date));
    let names = [header.id.as_deref().map(id), header.digest.as_deref().map(digest), dated, url.map(latest)];
    names.into_iter().flatten()
}

fn id(id: &str) -> String {
    format!("id {id}")
}

fn digest(digest: &str) -> String {
    format!("digest {}", digest.to_ascii_lowercase())
}

fn dated(url: &str, date: &str) -> String {
    format!("capture {date} {url}")
}

fn latest(url: &str) -> String {
    format!("url {url}")
}

#[cfg(test)]
mod tests {
    use super::super::header::Kind;
    use super::*;

    fn header(id: &str, digest: Option<&str>) -> Header {
        Header {
            id: Some(id.to_owned()),
            digest: digest.map(ToOwned::to_owned),
            url: Some(format!("http://a.example/{id}")),
            captured: Some("2024-01-01".to_owned()),
            ..Header::new(Kind::Response, 0, None)
        }
    }

    #[test]
    fn a_revisit_finds_its_record_by_each_of_its_names() {
        let mut revisits = Revisits::new(10_000);
        revisits.keep(&header("1", Some("sha1:A")), b"first");
        let url = Some("http://a.example/1".to_owned());
        let date = Some("2024-01-01".to_owned());
        let revisit = || Header::new(Kind::Revisit, 0, None);
        for revisit in [
            Header { refers_to: Some("1".to_owned()), ..revisit() },
            Header { digest: Some("sha1:a".to_owned()), ..revisit() },
            Header { refers_to_url: url.clone(), refers_to_date: date.clone(), ..revisit() },
            Header { url: url.clone(), ..revisit() },
        ] {
            assert_eq!(revisits.resolve(&revisit).as_deref(), Some(&b"first"[..]), "{revisit:?}");
        }
        let other = Header { url, digest: Some("sha1:b".to_owned()), ..revisit() };
        assert_eq!(revisits.resolve(&other), None);
    }

    #[test]
    fn what_is_kept_stays_within_its_bounds() {
        let mut revisits = Revisits::new(3 * 1024);
        for n in 0..100 {
            revisits.keep(&header(&n.to_string(), Some(&n.to_string())), &[0; 512]);
            assert!(revisits.bytes <= revisits.limit && revisits.by_name.len() <= 3 * 4);
        }
        let find = |n: &str| revisits.resolve(&Header { digest: Some(n.to_owned()), ..header("none", None) });
        assert!(find("99").is_some() && find("90").is_none());
    }
}
