//! The pages and the API as a browser and a program see them, over archives made for each test.

mod access;
mod api;
mod archive;
mod browsing;
mod client;
mod comparisons;
mod desk;
mod hostile;
mod importing;
mod pages;
mod refusals;
mod serving;
mod stories;
