//! What news agencies send: `NewsML-G2`, `NewsML 1`, NITF, IPTC 7901 and ninjs.

mod iptc7901;
mod newsml;
mod newsml_g2;
mod ninjs;
mod nitf;
mod running_text;
#[cfg(test)]
mod tests;

pub(super) use iptc7901::Iptc7901;
pub(super) use newsml::NEWSML;
pub(super) use newsml_g2::NEWSML_G2;
pub(super) use ninjs::NINJS;
pub(super) use nitf::NITF;
