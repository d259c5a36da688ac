// A server that writes: what a reader adds, with scripts and without, importing, and what is refused.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, DESKTOP, PHONE, checkAccess, checkWidth, launch, open, pathOf, screenshot, withPage } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const flow = (name, options, use) => test(name, () => withPage(browser, options, use));
const desk = (page) => page.locator("#desk");
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const gone = (locator) => locator.waitFor({ state: "detached" });

/** The token of the forms of a page. */
const tokenOf = (page) => page.locator("input[name=token]").first().inputValue();

/** What a file of two records has: an article, and a line that cannot be read. */
const lines = (title, word) =>
  `${JSON.stringify({ title, url: `https://import.example/${word}`, text: `A ${word} was seen over the harbour, and nobody had sent for it.` })}\n{"title": \n`;

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : " without scripts";
  // Both rounds use one archive, so what they add is called apart.
  const named = (name) => `${name} ${javaScriptEnabled ? "one" : "two"}`;

  flow(`a tag is added, leads to its articles and is removed${how}`, { javaScriptEnabled }, async (page) => {
    const article = await pathOf("title:fog site:harbour-courier.example", DESK);
    const tag = named("to read");
    await open(page, article, DESK);
    await page.getByLabel("Tag", { exact: true }).fill(tag);
    await press(page, "Add");
    await desk(page).getByRole("link", { name: tag, exact: true }).click();
    await page.locator(".hits h2 a", { hasText: "counts the fog by hand" }).waitFor();
    await open(page, article, DESK);
    await press(page, `Remove the tag ${tag}`);
    await gone(desk(page).getByRole("link", { name: tag, exact: true }));
  });

  flow(`a note is written, listed and removed${how}`, { javaScriptEnabled }, async (page) => {
    const article = await pathOf("title:\"four things\"", DESK);
    const note = `Ask the <b>captain</b>.\n${named("Twice")}`;
    await open(page, article, DESK);
    await page.getByLabel("Note", { exact: true }).fill(note);
    await press(page, "Write");
    const written = desk(page).locator(".own-text", { hasText: named("Twice") });
    await written.waitFor();
    assert.equal(await written.textContent(), note);
    await open(page, "/notes", DESK);
    await page.locator(".own-note", { hasText: named("Twice") }).getByRole("link", { name: /Four things/ }).click();
    await written.waitFor();
    await press(page, "Remove this note");
    await gone(written);
  });

  flow(`a passage is highlighted by the form${how}`, { javaScriptEnabled }, async (page) => {
    await open(page, await pathOf("title:\"four things\"", DESK), DESK);
    await page.getByText("Highlight a passage").click();
    const passage = javaScriptEnabled ? "right on Tuesdays" : "waits for the fog";
    await page.getByLabel("Passage, as it is printed").fill(passage);
    await page.getByLabel("Colour").selectOption("green");
    await page.getByLabel("Note, if you like").fill("Is it?");
    await page.locator("form.highlight").getByRole("button").click();
    await page.locator(".text mark.own.green", { hasText: passage }).waitFor();
    await desk(page).locator(".own-highlight a", { hasText: passage }).click();
    await page.locator("mark:target", { hasText: passage }).waitFor();
  });

  flow(`a collection is made, filled and put in order${how}`, { javaScriptEnabled }, async (page) => {
    const name = named("Sea/Shore 100 %");
    await open(page, "/collections", DESK);
    await page.getByLabel("New collection").fill(name);
    await page.getByLabel("private").check();
    await press(page, "Make");
    await page.locator(".own-list li", { hasText: name }).getByText("private").waitFor();
    for (const query of ["title:fog site:harbour-courier.example", "title:\"four things\""]) {
      await open(page, await pathOf(query, DESK), DESK);
      await page.getByLabel("Collection", { exact: true }).fill(name);
      await press(page, "Put in");
      await desk(page).getByRole("link", { name, exact: true }).waitFor();
    }
    await desk(page).getByRole("link", { name, exact: true }).click();
    const entries = page.locator(".collected > li");
    await entries.nth(1).getByLabel("Place").fill("1");
    await entries.nth(1).getByRole("button", { name: "Move" }).click();
    await entries.first().getByText("Four things to know").waitFor();
    await entries.nth(1).getByRole("button", { name: "Take it out of the collection" }).click();
    await gone(entries.nth(1));
  });

  flow(`a search is saved and has a feed${how}`, { javaScriptEnabled }, async (page) => {
    const name = named("Fog & co");
    await open(page, "/search?q=fog", DESK);
    await page.getByText("Save this search").click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await press(page, "Save");
    const saved = page.locator(".own-list li", { hasText: name });
    const feed = await fetch(DESK + (await saved.locator("a.feed").getAttribute("href")));
    assert.match(feed.headers.get("content-type"), /^application\/atom\+xml/);
    assert.match(await feed.text(), /<title>Harbour master counts the fog by hand<\/title>/);
    await press(page, `Remove the saved search ${name}`);
    await gone(saved);
  });

  flow(`files are imported and the report says what came of them${how}`, { javaScriptEnabled }, async (page) => {
    const word = javaScriptEnabled ? "zeppelin" : "gyrocopter";
    await open(page, "/import", DESK);
    const file = { name: `${word}.jsonl`, mimeType: "application/jsonl", buffer: Buffer.from(lines(`The ${word}`, word)) };
    await page.locator("#import-files").setInputFiles([file]);
    await press(page, "Import");
    await page.waitForURL("**/import/*");
    // Without scripts the browser asks again by itself until it is done.
    await page.getByText(/read 2 records: 1 new, .* 1 rejected\./).waitFor();
    await page.getByRole("heading", { name: "Rejected" }).waitFor();
    await page.getByText(`${word}.jsonl`).first().waitFor();
    await open(page, `/search?q=${word}`, DESK);
    await page.locator(".hits h2 a", { hasText: `The ${word}` }).waitFor();
  });
}

flow("a passage is highlighted by selecting it", {}, async (page) => {
  await open(page, await pathOf("title:fog site:harbour-courier.example", DESK), DESK);
  await page.locator(".text .blocks p").first().dblclick();
  const word = await page.evaluate(() => String(document.getSelection()).trim());
  assert.ok(word.length > 0);
  const button = page.locator("button.highlight-here");
  await button.waitFor();
  await checkAccess(page, "the button beside a selection");
  await button.click();
  await page.locator(".text mark.own.yellow", { hasText: word }).waitFor();
  await press(page, "Remove this highlight");
  await gone(page.locator(".text mark.own"));
});

flow("files that are dropped are imported", {}, async (page) => {
  await open(page, "/import", DESK);
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "airship.jsonl"));
    return transfer;
  }, lines("The airship", "airship"));
  await page.locator("form.import").dispatchEvent("drop", { dataTransfer: files });
  await press(page, "Import");
  await page.waitForURL("**/import/*");
  await page.getByText(/read 2 records: 1 new/).waitFor();
});

flow("what cannot be kept is said on a page", { expected: [422] }, async (page) => {
  await open(page, await pathOf("title:\"four things\"", DESK), DESK);
  await page.getByText("Highlight a passage").click();
  await page.getByLabel("Passage, as it is printed").fill("words that nobody printed");
  await page.locator("form.highlight").getByRole("button").click();
  await page.getByText("The passage is in no paragraph of the article").waitFor();
  await checkAccess(page, "the page that says so");
});

test("a form without its token changes nothing", async () => {
  const body = new URLSearchParams({ name: "evil" });
  for (const path of ["/collections", "/searches", `${await pathOf("fog", DESK)}/tags`]) {
    assert.equal((await fetch(DESK + path, { method: "POST", body })).status, 403, path);
  }
  assert.doesNotMatch(await (await fetch(`${DESK}/desk`)).text(), /evil/);
});

flow("a form on a page of another site changes nothing, though it knows the token", { expected: [403] }, async (page) => {
  await open(page, "/collections", DESK);
  const token = await tokenOf(page);
  const form = `<form method="post" action="${DESK}/collections"><input name="token" value="${token}"><input name="name" value="evil"><button>Send</button></form>`;
  await page.route("http://evil.example/", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html>${form}` }));
  await page.goto("http://evil.example/");
  await press(page, "Send");
  await page.getByText("The request came from a page of another site, so nothing was changed.").waitFor();
  await open(page, "/collections", DESK);
  assert.equal(await page.getByText("evil").count(), 0);
});

const ARTICLE = "title:symphony";

/** Sends JSON as a program does. */
async function send(path, body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${DESK}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 201, `${path}: ${await answer.text()}`);
}

test("the pages of a desk with something on it are accessible and fit", async () => {
  const article = await pathOf(ARTICLE, DESK);
  const { blocks } = await (await fetch(`${DESK}/api/v1${article}`)).json();
  await send(`${article}/tags`, { name: "a tag of some length that has to be broken on a phone" });
  await send(`${article}/notes`, { text: "A note.\n\nIn two paragraphs, مع كلمات." });
  for (const [index, colour] of ["yellow", "green", "blue", "pink"].entries()) {
    const words = blocks[0].text.split(" ").slice(3 * index, 3 * index + 2).join(" ");
    await send(`${article}/highlights`, { exact: words, colour, note: `In ${colour}.` });
  }
  await send("/collections/Music/articles", { id: article.split("/").pop() });
  await send("/searches", { name: "Music", query: "symphony OR orchestra" });
  const pages = [
    ["own", article],
    ["desk", "/desk"],
    ["collections", "/collections"],
    ["collection", "/collection/Music"],
    ["searches", "/searches"],
    ["notes", "/notes"],
    ["import", "/import"],
    ["imported", "/import/1"],
    ["saving", "/search?q=fog"],
  ];
  for (const colorScheme of ["light", "dark"]) {
    for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
      await withPage(browser, { viewport, colorScheme }, async (page) => {
        for (const [name, path] of pages) {
          await open(page, path, DESK);
          for (const summary of await page.locator(".highlight-by-hand > summary, .save-search > summary").all()) await summary.click();
          await screenshot(page, `desk-${name}-${device}-${colorScheme}`);
          await checkWidth(page, name);
          await checkAccess(page, `${name}, ${colorScheme}, ${device}`);
        }
      });
    }
  }
});
