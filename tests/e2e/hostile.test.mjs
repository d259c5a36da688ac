// Articles that want to be more than text, browsed: no script runs, nothing is asked of another server, no page is wide.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { HOSTILE as SERVER, PHONE, checkWidth, launch, screenshot, withPage } from "./browser.mjs";

let browser;
const open = (page, path) => page.goto(SERVER + path, { waitUntil: "load" });
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Every article that the hostile file made, and all that its page leads to here. */
async function hostilePaths() {
  const answer = await fetch(`${SERVER}/api/v1/search?limit=100&q=hostile`);
  const { hits } = await answer.json();
  assert.ok(hits.length >= 15, `${hits.length} hostile articles`);
  return hits.map(({ article }) => `/articles/${article.id}`);
}

const LISTS = ["/", "/search?q=hostile", "/search?q=hostile&page=2", "/runs", "/runs/1", "/stats", "/stories", "/reuse"];

test("hostile articles are only text", async () => {
  await withPage(browser, { expected: [404] }, async (page) => {
    const links = new Set();
    for (const path of [...LISTS, ...(await hostilePaths())]) {
      await open(page, path);
      assert.equal(page.url(), SERVER + path, "a page that led elsewhere by itself");
      // Whatever waits for a pointer or for the focus gets both.
      await page.locator("h1").first().hover();
      const found = await page.evaluate(() => {
        document.querySelectorAll("[autofocus], [onfocus]").forEach((element) => element.focus());
        const links = [...document.querySelectorAll("main a[href]")].map((link) => new URL(link.getAttribute("href"), location.href).href);
        const attributes = [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
        return { links, handlers: attributes.filter((name) => name.startsWith("on")) };
      });
      assert.deepEqual(found.handlers, [], path);
      for (const link of found.links) {
        assert.match(link, /^https?:/, `a link on ${path}`);
        if (/\/(site|author|section|tag|month|year)\//.test(link) && link.startsWith(SERVER)) links.add(link);
      }
    }
    // The pages of hostile names, some of each kind.
    for (const link of [...links].slice(0, 60)) await page.goto(link);
  });
});

test("huge and bidirectional texts stay within a phone", async () => {
  await withPage(browser, { viewport: PHONE, expected: [404] }, async (page) => {
    for (const path of ["/search?q=hostile", ...(await hostilePaths())]) {
      await open(page, path);
      await checkWidth(page, path);
    }
    await screenshot(page, "hostile-phone");
  });
});

test("a page of another site cannot ask", async () => {
  const ask = (headers) => fetch(`${SERVER}/api/v1/stats`, { headers });
  assert.equal((await ask({ origin: "https://evil.example" })).status, 403);
  assert.equal((await ask({ origin: "null" })).status, 403);
  assert.equal((await ask({ origin: SERVER })).status, 200);
});
