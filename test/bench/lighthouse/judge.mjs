// One judgement of one page by Lighthouse, in a process of its own: `node judge.mjs PORT load|standing URL`.
// `load` navigates to the address as a phone of the middle range on slow 4G would; `standing` looks at the open page as
// it stands. Prints {scores: {category: 0–100}, failed: [audit]} as one line of JSON.
import lighthouse, { snapshot } from 'lighthouse';
import { connect } from 'puppeteer-core';

const [port, mode, url] = process.argv.slice(2);
const CATEGORIES = ['accessibility', 'best-practices', ...(mode === 'standing' ? [] : ['performance'])];

const judged = mode === 'standing' ? await standing() : await load();
process.stdout.write(`${JSON.stringify(readable(judged.lhr))}\n`);

function load() {
  const flags = {
    port: Number(port),
    onlyCategories: CATEGORIES,
    disableStorageReset: true,
    logLevel: 'error',
  };
  return lighthouse(url, flags);
}

async function standing() {
  const browser = await connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
  try {
    const page = (await browser.pages()).find((one) => one.url() === url);
    if (!page) throw new Error('no such page is open');
    return await snapshot(page, {
      config: { extends: 'lighthouse:default', settings: { onlyCategories: CATEGORIES } },
    });
  } finally {
    await browser.disconnect();
  }
}

/** What weighs and is not right, so that a figure below its goal says why. */
function readable({ categories, audits }) {
  const all = Object.values(categories).filter(({ score }) => score !== null);
  const failed = all.flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]),
  );
  return {
    scores: Object.fromEntries(all.map(({ id, score }) => [id, Math.round(score * 100)])),
    failed: failed
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => [id, displayValue].filter(Boolean).join(': ')),
  };
}
