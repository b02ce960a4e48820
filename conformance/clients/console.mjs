// Opens pages of the console in a headless Chromium and prints, a line of JSON for each, what is wrong with it.
// Usage: node console.mjs CHROMIUM BASE PATH... ; a path `click:TEXT>PATH` first follows the link TEXT from the map.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [chromium, base, ...paths] = process.argv.slice(2);
const screens = [
  { name: "wide light", width: 1440, height: 900, theme: "light" },
  { name: "phone dark", width: 390, height: 844, theme: "dark" },
];

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"], headless: true });
for (const path of paths) {
  for (const screen of screens) {
    const page = await browser.newPage();
    const wrong = [];
    page.on("console", (said) => { if (said.type() === "error") wrong.push(`console: ${said.text()}`); });
    page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(base) && !/^(data|blob|about):/.test(url)) wrong.push(`asks elsewhere: ${url}`);
    });
    // The tool that judges is put into the page, which the page's own policy would forbid.
    await page.setBypassCSP(true);
    await page.setViewport({ width: screen.width, height: screen.height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: screen.theme }]);
    const answer = await page.goto(base + path, { waitUntil: "domcontentloaded" });
    if (answer.status() !== 200) wrong.push(`status ${answer.status()}`);
    // Charts are drawn when their figures have come.
    await page.waitForFunction(() => [...document.querySelectorAll(".chart")].every((chart) => chart.childElementCount > 0), { timeout: 15000 })
      .catch(() => wrong.push("a chart is not drawn"));
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
      .filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes[0].target}`));
    wrong.push(...found);
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wrong.push("it scrolls sideways");
    const text = await page.evaluate(() => document.querySelector("main").innerText);
    console.log(JSON.stringify({ path, screen: screen.name, wrong, text }));
    await page.close();
  }
}
await browser.close();
