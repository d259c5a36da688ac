// A Chromium, and pages in it that complain of whatever a page must not do.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** The server, as scripts/e2e started it. */
export const SERVER = process.env.CUTTINGS_E2E_SERVER;
/** The server of an archive of hostile articles. */
export const HOSTILE = process.env.CUTTINGS_E2E_HOSTILE;
/** The server that writes, which has an archive of its own. */
export const DESK = process.env.CUTTINGS_E2E_DESK;
/** The server that asks for a token, and the token. */
export const GUARDED = process.env.CUTTINGS_E2E_GUARDED;
export const TOKEN = process.env.CUTTINGS_E2E_TOKEN;
assert.ok(SERVER && HOSTILE && DESK && GUARDED && TOKEN, "run scripts/e2e, which starts the servers and names them");

/** Where screenshots go; none are made where it is empty. */
const SCREENSHOTS = process.env.CUTTINGS_E2E_SCREENSHOTS ?? "";

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  const executablePath = process.env.CUTTINGS_E2E_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/**
 * Opens a page, gives it to a function, and fails on every dialog, every error, every script that speaks and every
 * request that is not to the servers. `expected` are statuses of answers that are no fault in this test.
 */
export async function withPage(browser, options, use) {
  const { expected = [200], ...rest } = options;
  const context = await browser.newContext({ viewport: DESKTOP, ...rest });
  const faults = [];
  await context.route("**", (route) => {
    if ([SERVER, HOSTILE, DESK, GUARDED].includes(new URL(route.request().url()).origin)) return route.continue();
    faults.push(`asked for ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("console", (message) => {
    // A page that is not there is told to the console as well; whether it may be is told by its status.
    if (!/^Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on("popup", (popup) => faults.push(`popup: ${popup.url()}`));
  page.on("response", (response) => {
    const status = response.status();
    if (status >= 400 && !expected.includes(status)) faults.push(`${status} for ${response.url()}`);
  });
  try {
    await use(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

export async function open(page, path, server = SERVER) {
  await page.goto(server + path, { waitUntil: "load" });
}

/** Fails on whatever axe-core finds. */
export async function checkAccess(page, what) {
  await page.evaluate(`${AXE}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
  assert.deepEqual(found, [], `axe-core on ${what}`);
}

/** Fails where a page is wider than its window. */
export async function checkWidth(page, what) {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= window, `${what} is ${wide} pixels wide in a window of ${window}`);
}

export async function screenshot(page, name) {
  if (!SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

/** The path of the first article that a query finds. */
export async function pathOf(query, server = SERVER) {
  const answer = await fetch(`${server}/api/v1/search?limit=1&q=${encodeURIComponent(query)}`);
  const { hits } = await answer.json();
  assert.ok(hits.length > 0, `nothing found for ${query}`);
  return `/articles/${hits[0].article.id}`;
}
