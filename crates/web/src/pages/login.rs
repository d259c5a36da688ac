//! The page that asks for the token of the server.

use maud::{Markup, html};

use super::layout::Page;
use crate::access::LOGIN_PATH;

/// Draws the page; after the token one goes on to `next`.
pub(crate) fn draw(next: &str, was_wrong: bool) -> Markup {
    let body = html! {
        section.message {
            h1 { "This server asks for a token" }
            p { "Whoever started it has the token. It is kept here until you close the browser." }
            @if was_wrong { p.note role="alert" { "That was not the token." } }
            form.own-form action=(LOGIN_PATH) method="post" {
                input type="hidden" name="next" value=(next);
                // Programs that keep passwords want a name to keep one for; it is not sent.
                input type="text" value="cuttings" autocomplete="username" hidden;
                label for="token" { "Token" }
                input #token type="password" name="token" required autofocus autocomplete="current-password";
                button type="submit" { "Go on" }
            }
        }
    };
    Page { title: "Token – Cuttings", query: None, json: None, body }.draw()
}
