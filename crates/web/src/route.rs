//! A route: a path, what answers which method there, and the refusal of all the others.

use std::future::ready;

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{FromRequest, Handler, HttpRequest, Resource, Responder, guard, web};

use crate::failure::Failure;
use crate::service::refusal;

/// A path and what answers there.
pub(crate) struct Route {
    path: &'static str,
    methods: Vec<Method>,
    answers: Vec<actix_web::Route>,
}

impl Route {
    /// A path that can be read.
    pub(crate) fn reading<F, Arguments>(path: &'static str, handler: F) -> Self
    where
        F: Handler<Arguments>,
        Arguments: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let reading = guard::Any(guard::Get()).or(guard::Head());
        let answer = web::route().guard(reading).to(handler);
        Self { path, methods: vec![Method::GET, Method::HEAD], answers: vec![answer] }
    }

    /// A path to which things are sent by a method, and nothing else.
    pub(crate) fn taking<F, Arguments>(path: &'static str, method: Method, handler: F) -> Self
    where
        F: Handler<Arguments>,
        Arguments: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self { path, methods: Vec::new(), answers: Vec::new() }.and(method, handler)
    }

    /// The same, and what answers another method.
    pub(crate) fn and<F, Arguments>(mut self, method: Method, handler: F) -> Self
    where
        F: Handler<Arguments>,
        Arguments: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.answers.push(web::method(method.clone()).to(handler));
        self.methods.push(method);
        self
    }
}

impl HttpServiceFactory for Route {
    fn register(self, config: &mut AppService) {
        let methods: Vec<_> = self.methods.iter().map(Method::as_str).collect();
        let allowed = methods.join(", ");
        let refuse = move |request: HttpRequest| {
            let mut answer = refusal(request.path(), Failure::method_not_allowed(&allowed));
            if let Ok(allowed) = HeaderValue::from_str(&allowed) {
                answer.headers_mut().insert(ALLOW, allowed);
            }
            ready(answer)
        };
        let resource = web::resource(self.path).default_service(web::to(refuse));
        self.answers.into_iter().fold(resource, Resource::route).register(config);
    }
}

#[cfg(test)]
impl Route {
    /// The path and each method that is answered there; what answers GET answers HEAD.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let methods = self.methods.iter().filter(|method| **method != Method::HEAD);
        methods.map(|method| (self.path, method.as_str()))
    }
}
