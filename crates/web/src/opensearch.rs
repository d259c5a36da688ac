//! The description by which a browser adds the archive as a search engine (`OpenSearch` 1.1).

use actix_web::http::header::HOST;
use actix_web::{HttpRequest, HttpResponse};

use crate::assets::ICON;

/// `GET /opensearch.xml`
pub(crate) async fn description(request: HttpRequest) -> HttpResponse {
    let root = root(&request);
    // The host was checked, so it is one of a few plain words; the links must be whole.
    let text = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Cuttings</ShortName>
<Description>Search the archive of cuttings</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image width="16" height="16" type="image/svg+xml">{root}{icon}</Image>
<Url type="text/html" template="{root}/search?q={{searchTerms}}"/>
<Url type="application/atom+xml" template="{root}/search.atom?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{root}/opensearch.xml"/>
</OpenSearchDescription>
"#,
        icon = ICON.link()
    );
    HttpResponse::Ok().content_type("application/opensearchdescription+xml; charset=utf-8").body(text)
}

/// Where this server is for the one who asks, for links that are read elsewhere.
pub(crate) fn root(request: &HttpRequest) -> String {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}
