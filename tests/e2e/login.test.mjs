// A server with a token: who does not know it gets nothing but the page that asks for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, GUARDED, PHONE, TOKEN, checkAccess, checkWidth, launch, open, screenshot, withPage } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const javaScriptEnabled of [true, false]) {
  test(`a wrong token is refused, and the right one leads on${javaScriptEnabled ? "" : " without scripts"}`, async () => {
    await withPage(browser, { javaScriptEnabled, expected: [401] }, async (page) => {
      const enter = async (token) => {
        await page.getByLabel("Token").fill(token);
        await page.getByRole("button", { name: "Go on" }).click();
      };
      await open(page, "/search?q=fog", GUARDED);
      assert.equal(await page.getByText("counts the fog by hand").count(), 0);
      await enter("not the token at all");
      await page.getByText("That was not the token.").waitFor();
      await enter(TOKEN);
      await page.locator(".hits h2 a", { hasText: "counts the fog by hand" }).waitFor();
      assert.equal(new URL(page.url()).search, "?q=fog");
      const [cookie] = await page.context().cookies();
      assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.value.includes(TOKEN)], [true, "Strict", false]);
    });
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    test(`the page that asks is accessible and fits: ${colorScheme}, ${device}`, async () => {
      await withPage(browser, { viewport, colorScheme }, async (page) => {
        await open(page, "/login", GUARDED);
        await screenshot(page, `login-${device}-${colorScheme}`);
        await checkWidth(page, "login");
        await checkAccess(page, `login, ${colorScheme}, ${device}`);
      });
    });
  }
}

test("a program brings the token with each request", async () => {
  const ask = (headers) => fetch(`${GUARDED}/api/v1/stats`, { headers });
  assert.equal((await ask({})).status, 401);
  assert.equal((await ask({ authorization: "Bearer not the token at all" })).status, 401);
  assert.equal((await ask({ authorization: `Bearer ${TOKEN}` })).status, 200);
});
