// Every page, light and dark, on a desk and in a hand: nothing that axe-core objects to, nothing that is too wide.

import { after, before, test } from "node:test";
import { DESKTOP, PHONE, checkAccess, checkWidth, launch, open, pathOf, screenshot, withPage } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const PAGES = [
  ["start", async () => "/"],
  ["results", async () => "/search?q=ferry"],
  ["narrowed", async () => "/search?q=lang:en+-site:nowhere.example&order=newest&fold=1"],
  ["all", async () => "/search?q="],
  ["nothing", async () => "/search?q=zeppelins"],
  ["article", () => pathOf("title:symphony")],
  ["contents", () => pathOf("title:\"four things\"")],
  ["arabic", () => pathOf("lang:ar title:مدينة")],
  ["chinese", () => pathOf("lang:zh title:图书馆")],
  ["lens", async () => `${await pathOf("title:symphony site:northwire.example")}?lens=1`],
  ["arabic-results", async () => "/search?q=منارة"],
  ["chinese-results", async () => "/search?q=灯塔"],
  ["site", async () => "/site/harbour-courier.example"],
  ["author", async () => "/author/Ida%20Brandt"],
  ["section", async () => "/section/Culture"],
  ["tag", async () => "/tag/%D9%85%D9%86%D8%A7%D8%B1%D8%A9"],
  ["month", async () => "/month/2024-03"],
  ["year", async () => "/year/2024"],
  ["stories", async () => "/stories"],
  ["reuse", async () => "/reuse"],
  ["runs", async () => "/runs"],
  ["run", async () => "/runs/1"],
  ["stats", async () => "/stats"],
  ["help", async () => "/help"],
  ["missing", async () => "/nothing-here"],
];

for (const colorScheme of ["light", "dark"]) {
  for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    test(`every page is accessible and fits: ${colorScheme}, ${device}`, async () => {
      await withPage(browser, { viewport, colorScheme, expected: [404] }, async (page) => {
        for (const [name, find] of PAGES) {
          await open(page, await find());
          await screenshot(page, `${name}-${device}-${colorScheme}`);
          await checkWidth(page, name);
          await checkAccess(page, `${name}, ${colorScheme}, ${device}`);
        }
      });
    });
  }
}

test("every page works without scripts", async () => {
  await withPage(browser, { javaScriptEnabled: false, expected: [404] }, async (page) => {
    for (const [name, find] of PAGES) {
      await open(page, await find());
      if ((await page.locator("h1").count()) !== 1) throw new Error(`${name} has not one heading`);
      if ((await page.locator("main").count()) !== 1) throw new Error(`${name} has not one main part`);
    }
  });
});
