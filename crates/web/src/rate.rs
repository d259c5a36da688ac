//! A limit on how many requests are answered in a second: generous to this machine, whose reader waits for nothing, and
//! narrower for others, so that one of them cannot keep the archive from the rest for long.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::WebService;
use crate::failure::Failure;
use crate::service::refusal;

/// Requests a second, and at once after a pause.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    steady: f64,
    at_once: f64,
}

const THIS_MACHINE: Allowance = Allowance { steady: 20_000.0, at_once: 40_000.0 };
const OTHERS: Allowance = Allowance { steady: 200.0, at_once: 1_000.0 };

/// What is left of the allowances.
#[derive(Debug, Clone)]
pub(crate) struct Rate {
    this_machine: Arc<Bucket>,
    others: Arc<Bucket>,
}

impl Default for Rate {
    fn default() -> Self {
        let now = Instant::now();
        Self { this_machine: Arc::new(Bucket::full(THIS_MACHINE, now)), others: Arc::new(Bucket::full(OTHERS, now)) }
    }
}

impl Rate {
    /// Takes one request of somebody; whether it is allowed.
    fn take(&self, peer: Option<IpAddr>) -> bool {
        let bucket = if peer.is_none_or(|peer| peer.is_loopback()) { &self.this_machine } else { &self.others };
        bucket.take(Instant::now())
    }
}

/// A bucket of tokens that fills up again steadily.
#[derive(Debug)]
struct Bucket {
    allowance: Allowance,
    /// Tokens, and when they were counted.
    left: Mutex<(f64, Instant)>,
}

impl Bucket {
    fn full(allowance: Allowance, now: Instant) -> Self {
        Self { allowance, left: Mutex::new((allowance.at_once, now)) }
    }

    fn take(&self, now: Instant) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (tokens, then) = *left;
        let gained = now.saturating_duration_since(then).as_secs_f64() * self.allowance.steady;
        let tokens = (tokens + gained).min(self.allowance.at_once);
        let is_allowed = tokens >= 1.0;
        *left = (if is_allowed { tokens - 1.0 } else { tokens }, now);
        is_allowed
    }
}

/// Answers 429 to a request that is one too many.
pub(crate) async fn limit_rate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    if request.app_data::<web::Data<WebService>>().is_none_or(|service| service.rate().take(peer)) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let answer = refusal(request.path(), Failure::too_many_requests());
    Ok(request.into_response(answer))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let begin = Instant::now();
        let bucket = Bucket::full(Allowance { steady: 10.0, at_once: 3.0 }, begin);
        let taken = |after| bucket.take(begin + Duration::from_millis(after));
        assert_eq!([taken(0), taken(0), taken(0), taken(0)], [true, true, true, false]);
        assert_eq!([taken(100), taken(110)], [true, false]);
        assert_eq!([taken(60_000), taken(60_000), taken(60_000), taken(60_000)], [true, true, true, false]);
    }

    #[test]
    fn others_are_counted_apart_from_this_machine() {
        let rate = Rate::default();
        let other = Some(IpAddr::from([192, 168, 1, 7]));
        let taken = (0..1_500).filter(|_| rate.take(other)).count();
        assert!((1_000..1_500).contains(&taken), "{taken}");
        assert!(rate.take(Some(IpAddr::from([127, 0, 0, 1]))));
    }
}
