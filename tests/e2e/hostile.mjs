// Writes articles that want to be more than text, as JSON lines: each attack in every field.
//
// Every script among them would say so in the console, open a dialog, or ask another server for something, and a test
// that browses them fails on any of these.

const SCRIPT = "console.error('executed'); alert(1); fetch('https://evil.example/')";

const ATTACKS = [
  `<script>${SCRIPT}</script>`,
  `</title></style></textarea></script><script>${SCRIPT}</script>`,
  `"><img src=x onerror="${SCRIPT}">`,
  `' onmouseover='${SCRIPT}' autofocus onfocus='${SCRIPT}' x='`,
  `<svg onload="${SCRIPT}"><animate onbegin="${SCRIPT}" attributeName=x dur=1s></svg>`,
  `<iframe srcdoc="<script>${SCRIPT}</script>"></iframe>`,
  `<style>@import url(https://evil.example/a.css); * { background: url(https://evil.example/b.png) }</style>`,
  `<link rel=stylesheet href=https://evil.example/c.css><base href=https://evil.example/>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<form action=https://evil.example/><button>Search</button></form>`,
  `<a href="javascript:${SCRIPT}">click</a>`,
  `{{constructor.constructor("${SCRIPT}")()}} \${${SCRIPT}}`,
  `ferry \u202etxet sdrawkcab \u2066 isolate \u2067 again \u202d end`,
  `nul \u0000 bell \u0007 escape \u001b[31m soft\u00adhyphen zero\u200bwidth \ufeffbom \ud83d lone`,
  `${"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞ ".repeat(20)}`,
  `../../../etc/passwd`,
  `..`,
  `%2e%2e%2f%00?q=#&<>'"`,
  `site:"x" OR (((`,
];

const ADDRESSES = [
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "https://evil.example/\"><script>alert(1)</script>",
  "https://user:password@evil.example/",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
];

function article(attack, index) {
  return {
    id: `hostile-${index} ${attack}`,
    title: `Hostile ${index} ${attack}`,
    standfirst: attack,
    url: ADDRESSES[index % ADDRESSES.length],
    site: attack,
    author: attack,
    section: attack,
    tags: [attack, `hostile ${index}`],
    language: index % 2 ? "en" : attack.slice(0, 30),
    published: index % 3 ? `2024-0${1 + (index % 9)}-03` : attack,
    text: `${attack}\n\nA hostile paragraph: ${attack}\n\n## ${attack}`,
    [attack]: attack,
  };
}

const huge = {
  title: `Hostile and huge ${"title ".repeat(170_000)}`,
  site: `huge-${"s".repeat(5_000)}.example`,
  author: `Huge ${"Author ".repeat(3_000)}`,
  tags: Array.from({ length: 3_000 }, (_, index) => `huge tag ${index}`),
  text: `${"unbroken".repeat(20_000)}\n\n${"many words ".repeat(100_000)}`,
  published: "9999-12-31",
};

for (const line of [...ATTACKS.map(article), huge]) process.stdout.write(`${JSON.stringify(line)}\n`);
