//! What the entries of all feeds have in common.

use cuttings_core::Draft;

use crate::markup::blocks_of_html;
use crate::readers::links::no_text;
use crate::record::Rejection;

/// Makes the draft whole: its body from the full content, or from the summary where that is all there is. An entry
/// without either is only a link.
///
/// # Errors
/// A [`Rejection`] that lists the link, where there is no text.
pub(super) fn finish(mut draft: Draft, content: Option<&str>, summary: Option<&str>) -> Result<Draft, Rejection> {
    let summary = summary.map(blocks_of_html).transpose()?.unwrap_or_default();
    draft.blocks = content.map(blocks_of_html).transpose()?.unwrap_or_default();
    if draft.blocks.is_empty() {
        if summary.is_empty() {
            return Err(no_text(draft.title.as_deref(), draft.url.as_deref().or(draft.external_id.as_deref())));
        }
        draft.notes.push("the feed has only the summary, no full content".to_owned());
        draft.blocks = summary;
    } else if let [block] = summary.as_slice()
        && draft.standfirst.is_none()
        && !begins_with(&draft, &block.text)
    {
        draft.standfirst = Some(block.text.clone());
    }
    Ok(draft)
}

/// Whether a summary is only the beginning of the text.
fn begins_with(draft: &Draft, summary: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let summary = letters(summary);
    let text = draft.blocks.iter().map(|block| letters(&block.text)).collect::<String>();
    text.starts_with(&summary)
}
