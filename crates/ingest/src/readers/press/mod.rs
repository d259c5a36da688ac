//! What press databases export: Nexis, Factiva, Europresse.

mod declared;
mod docx;
mod europresse;
mod factiva;
mod labels;
mod nexis;
mod nexis_html;
mod nexis_text;
#[cfg(test)]
mod tests;

pub(super) use docx::Docx;
pub(super) use europresse::Europresse;
pub(super) use factiva::{FactivaHtml, FactivaXml};
pub(super) use nexis_html::NexisHtml;
pub(super) use nexis_text::NexisText;
