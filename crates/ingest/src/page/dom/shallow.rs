//! Keeps the nesting of elements within bounds, before the parser: it looks through the open elements at nearly every
//! tag, so that the time for a page would grow with the square of its depth.

use std::cell::Cell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::sink::{Handle, Sink};

/// Elements within so many others are left out; what is in them stays.
pub(super) const MAX_DEPTH: u32 = 1_000;

/// A tree builder that is not told of tags nested too deep.
pub(super) struct Shallow {
    pub(super) builder: TreeBuilder<Handle, Sink>,
    /// Start tags left out whose end tags are still to come.
    left_out: Cell<u64>,
}

impl Shallow {
    pub(super) fn new(builder: TreeBuilder<Handle, Sink>) -> Self {
        Self { builder, left_out: Cell::new(0) }
    }

    fn is_left_out(&self, tag: &Tag) -> bool {
        if passes(&tag.name) || tag.self_closing {
            return false;
        }
        match tag.kind {
            TagKind::StartTag => {
                let too_deep = self.builder.sink.depth() > MAX_DEPTH;
                if too_deep {
                    self.left_out.set(self.left_out.get() + 1);
                    self.builder.sink.note_too_deep();
                }
                too_deep
            }
            TagKind::EndTag => {
                let waiting = self.left_out.get();
                self.left_out.set(waiting.saturating_sub(1));
                if waiting == 0 {
                    // How many elements it ends is seen at the next start tag.
                    self.builder.sink.forget_depth();
                }
                waiting > 0
            }
        }
    }
}

/// Tags that do not make the nesting deeper: those without content, paragraphs and headings, which end one another, and
/// those whose content is no markup, which the parser must know.
fn passes(name: &str) -> bool {
    matches!(
        name,
        "br" | "img"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "wbr"
            | "p"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

impl TokenSink for Shallow {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &token
            && self.is_left_out(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
