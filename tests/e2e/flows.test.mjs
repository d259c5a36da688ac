// What people do: search, narrow, read, go by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, SERVER, checkAccess, launch, open, pathOf, screenshot, withPage } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const flow = (name, options, use) => test(name, () => withPage(browser, options, use));
const query = (page) => new URL(page.url()).searchParams.get("q");
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : " without scripts";

  flow(`a search leads to an article and back to its site${how}`, { javaScriptEnabled }, async (page) => {
    await open(page, "/");
    await page.getByRole("searchbox").or(page.getByRole("combobox")).fill("fog harbour");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL("**/search?q=fog+harbour");
    await page.locator(".hits h2 a", { hasText: "counts the fog by hand" }).click();
    await page.locator("h1", { hasText: "Harbour master counts the fog by hand" }).waitFor();
    await page.locator(".kicker a", { hasText: "harbour-courier.example" }).click();
    await page.waitForURL("**/site/harbour-courier.example");
    await page.locator(".cards a", { hasText: "Four things to know" }).waitFor();
    await page.getByRole("link", { name: "Search within" }).click();
    assert.equal(query(page), "site:harbour-courier.example");
  });

  flow(`conditions are added and taken away${how}`, { javaScriptEnabled }, async (page) => {
    await open(page, "/search?q=ferry+OR+fog");
    const all = await page.locator(".range").textContent();
    const site = page.locator(".facets a", { hasText: "harbour-courier.example" });
    await site.click();
    assert.equal(query(page), "(ferry OR fog) site:harbour-courier.example");
    assert.notEqual(await page.locator(".range").textContent(), all);
    await page.locator(".chips a", { hasText: "site:harbour-courier.example" }).click();
    assert.equal(query(page), "(ferry OR fog)");
    assert.equal(await page.locator(".range").textContent(), all);
    await page.locator(".facets a", { hasText: "English" }).click();
    assert.equal(query(page), "(ferry OR fog) lang:en");
  });

  flow(`orders and folding are kept from link to link${how}`, { javaScriptEnabled }, async (page) => {
    await open(page, "/search?q=fog");
    await page.getByRole("link", { name: "Oldest" }).click();
    await page.getByRole("link", { name: "Each story once" }).click();
    const { searchParams } = new URL(page.url());
    assert.deepEqual([searchParams.get("order"), searchParams.get("fold")], ["oldest", "1"]);
    await page.getByRole("link", { name: "Relevance" }).click();
    assert.equal(new URL(page.url()).search, "?q=fog&fold=1");
  });
}

flow("the histogram leads to a time", {}, async (page) => {
  await open(page, "/");
  await page.locator(".histogram summary").click();
  const bar = page.locator(".histogram li a").first();
  const name = await bar.textContent();
  await bar.click();
  await page.waitForURL("**/search?**");
  assert.match(query(page), /during:|after:/, name);
  assert.ok((await page.locator(".hits > li").count()) > 0);
});

flow("the keyboard is enough", {}, async (page) => {
  await open(page, "/search?q=ferry");
  await page.keyboard.press("j");
  const first = await focused(page);
  assert.equal(first, await page.locator(".hits h2 a").first().textContent());
  await page.keyboard.press("j");
  assert.notEqual(await focused(page), first);
  await page.keyboard.press("k");
  assert.equal(await focused(page), first);
  await page.keyboard.press("o");
  await page.waitForURL("**/articles/*");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("j / ? fog");
  assert.equal(await page.locator("#q").inputValue(), "j / ? fog");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await screenshot(page, "keys");
  await checkAccess(page, "the list of keys");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.waitForURL(`${SERVER}/`);
});

flow("the next page is a key away", {}, async (page) => {
  await open(page, "/search?q=");
  await page.keyboard.press("n");
  await page.waitForURL("**page=2");
  await page.keyboard.press("p");
  await page.waitForURL("**/search?q=");
});

flow("the skip link is the first stop and leads to the content", {}, async (page) => {
  await open(page, "/search?q=ferry");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
});

flow("suggestions come as one types, and are markup to nobody", {}, async (page) => {
  const found = [
    { kind: "site", text: "harbour-courier.example", query: "site:harbour-courier.example" },
    { kind: "title", text: "<img src=x onerror=alert(1)>", query: "title:img" },
  ];
  await page.route("**/api/v1/suggest?**", (route) => route.fulfill({ json: found }));
  await open(page, "/");
  await page.locator("#q").pressSequentially("harb");
  await page.getByRole("option").first().waitFor();
  assert.equal(await page.getByRole("option").nth(1).locator("img").count(), 0);
  await checkAccess(page, "suggestions");
  await screenshot(page, "suggestions");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=site**");
  assert.equal(query(page), "site:harbour-courier.example");
});

flow("a search box without suggestions is a search box still", { expected: [404, 500] }, async (page) => {
  await page.route("**/api/v1/suggest?**", (route) => route.fulfill({ status: 500, body: "no" }));
  await open(page, "/");
  await page.locator("#q").pressSequentially("fog");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=fog");
});

flow("texts are set in their own direction and language", {}, async (page) => {
  await open(page, await pathOf("lang:ar title:مدينة"));
  const set = (selector) => page.locator(selector).first().evaluate((element) => {
    const { direction } = getComputedStyle(element);
    return [direction, element.closest("[lang]").lang];
  });
  assert.deepEqual(await set("h1"), ["rtl", "ar"]);
  assert.deepEqual(await set(".text p"), ["rtl", "ar"]);
  assert.deepEqual(await set(".masthead"), ["ltr", "en"]);
  await open(page, await pathOf("lang:zh title:图书馆"));
  assert.deepEqual(await set(".text p"), ["ltr", "zh"]);
  await open(page, "/search?q=منارة");
  assert.deepEqual(await set(".hit h2 a"), ["rtl", "ar"]);
});

flow("a long text has a list of contents that leads to its headings", {}, async (page) => {
  await open(page, await pathOf("title:\"four things\""));
  await page.locator(".contents summary").click();
  await page.locator(".contents a", { hasText: "The cheese" }).click();
  await page.locator("h2:target", { hasText: "The cheese" }).waitFor();
});

flow("an original is saved and never shown", { acceptDownloads: true }, async (page) => {
  await open(page, await pathOf("title:\"four things\""));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".original a").first().click(),
  ]);
  assert.equal(download.suggestedFilename(), "four-things.html");
});

flow("on a phone the facets wait behind a touch", { viewport: PHONE, hasTouch: true }, async (page) => {
  await open(page, "/search?q=ferry+OR+fog");
  const site = page.locator(".facets a", { hasText: "harbour-courier.example" });
  assert.equal(await site.isVisible(), false);
  await page.locator(".facets > summary").tap();
  await screenshot(page, "facets-phone");
  await site.tap();
  await page.waitForURL("**site%3A**");
  assert.equal(query(page), "(ferry OR fog) site:harbour-courier.example");
});

flow("a browser can add the archive as a search engine, and a reader its feed", {}, async (page) => {
  await open(page, "/search?q=fog");
  const description = await page.locator("link[rel=search]").getAttribute("href");
  const xml = await (await fetch(SERVER + description)).text();
  assert.match(xml, /template="http:\/\/127\.0\.0\.1:\d+\/search\?q=\{searchTerms\}"/);
  const feed = await page.locator("link[rel=alternate]").getAttribute("href");
  assert.match(await (await fetch(SERVER + feed)).text(), /<title>Harbour master counts the fog by hand<\/title>/);
});
