//! How deep the columns of a table lie within each other, found before the decoder follows them, which it does by
//! recursion. The footer is in Thrift's compact protocol (thrift-compact-protocol.md); of it only the list of schema
//! elements is looked at, in which each says how many of the following ones are its children (parquet.thrift).

use parquet::file::reader::{ChunkReader, Length};

use super::chunks::Chunks;

/// Tables nest a few levels; what goes deeper is made to exhaust the stack.
pub(super) const DEEPEST: usize = 64;
/// The length of the footer and the magic, at the end of the file (bytes).
const TAIL: u64 = 8;
/// The numbers of the fields: the schema in the footer, the children in an element.
const SCHEMA: i64 = 2;
const CHILDREN: i64 = 5;

/// Whether the schema is too deep to be followed; `None` where there is no footer, or not one that can be read.
pub(super) fn is_too_deep(file: &Chunks) -> Option<bool> {
    let tail = file.get_bytes(file.len().checked_sub(TAIL)?, TAIL as usize).ok()?;
    let length = u64::from(u32::from_le_bytes(*tail.first_chunk()?));
    let footer = file.get_bytes(file.len().checked_sub(TAIL + length)?, length as usize).ok()?;
    let mut footer = Compact(&footer);
    let mut id = 0;
    while let Some(kind) = footer.field(&mut id)? {
        if id == SCHEMA {
            return footer.is_too_deep();
        }
        footer.skip(kind, DEEPEST)?;
    }
    None
}

/// What is left of a text in the compact protocol.
struct Compact<'a>(&'a [u8]);

impl Compact<'_> {
    fn is_too_deep(&mut self) -> Option<bool> {
        let (count, _) = self.list()?;
        // For each level that is open how many elements are still to come in it.
        let mut open: Vec<u64> = vec![1];
        for _ in 0..count {
            while open.last() == Some(&0) {
                open.pop();
            }
            *open.last_mut()? -= 1;
            let children = self.children()?;
            if children > 0 {
                open.push(children);
            }
            if open.len() > DEEPEST {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Reads an element and gives the number of its children.
    fn children(&mut self) -> Option<u64> {
        let (mut id, mut children) = (0, 0);
        while let Some(kind) = self.field(&mut id)? {
            if id == CHILDREN {
                children = u64::try_from(self.signed()?).ok()?;
            } else {
                self.skip(kind, DEEPEST)?;
            }
        }
        Some(children)
    }

    /// The type of the next field of a struct, whose number goes into `id`; `Some(None)` at the end of the struct.
    #[expect(clippy::option_option, reason = "a damaged text, and the end of a struct")]
    fn field(&mut self, id: &mut i64) -> Option<Option<u8>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *id = if head >> 4 == 0 { self.signed()? } else { id.checked_add(i64::from(head >> 4))? };
        Some(Some(head & 0x0f))
    }

    /// The head of a list: how many items of which type.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = if head >> 4 == 0x0f { self.unsigned()? } else { u64::from(head >> 4) };
        Some((count, head & 0x0f))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            // The value of a boolean field is in its type.
            1 | 2 => {}
            3 => self.take(1)?,
            4..=6 => {
                self.unsigned()?;
            }
            7 => self.take(8)?,
            8 => {
                let length = self.unsigned()?;
                self.take(length)?;
            }
            9 | 10 => {
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    self.skip(item(kind), depth)?;
                }
            }
            11 => {
                let count = self.unsigned()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                for _ in 0..count {
                    self.skip(item(kinds >> 4), depth)?;
                    self.skip(item(kinds & 0x0f), depth)?;
                }
            }
            12 => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.skip(kind, depth)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.unsigned()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(length).ok()?..)?;
        Some(())
    }
}

/// The type by which an item of a list or map is skipped: there a boolean has a byte of its own.
fn item(kind: u8) -> u8 {
    if matches!(kind, 1 | 2) { 3 } else { kind }
}
