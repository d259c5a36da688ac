//! Whole texts in, drafts out.

use super::*;
