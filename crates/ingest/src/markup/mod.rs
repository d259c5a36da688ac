//! Marked-up text: XML records and fragments of HTML to a tree that hostile input cannot make deep or endless, and from
//! the tree to blocks with roles.

mod blocks;
mod builder;
mod element;
mod entities;
mod html;
mod xml;

pub(crate) use blocks::{blocks, blocks_of_html};
pub(crate) use element::{Element, Node};
pub(crate) use entities::Entities;
pub(crate) use html::parse_html;
pub(crate) use xml::{parse_xml, parse_xml_start};
