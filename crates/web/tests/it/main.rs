//! The pages and the API as a browser and a program see them, over archives made for each test.

mod api;
mod archive;
mod client;
mod comparisons;
mod hostile;
mod pages;
mod refusals;
mod serving;
mod stories;
