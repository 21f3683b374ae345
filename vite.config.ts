import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** `demo` builds carry the simulated cards; a production build holds none of their code. */
const demo = process.env.RELAIS_KIND === 'demo';

/**
 * Icons, components and pure words are small: left alone, each shared set of them becomes a file of its own, some fifty
 * with the first opening. Sets below 1.2 kB join the next larger one that the same pages load anyway. The domain is not among
 * them: what only the pages of a dossier need of it would join what every page loads.
 */
const SMALL_PARTS = {
  name: 'parts',
  test: /node_modules\/@lucide\/|\/src\/(ui\/(components|frame)|base)\//,
  entriesAware: true,
  entriesAwareMergeThreshold: 1_200,
};

export default defineConfig({
  plugins: [sveltekit()],
  define: { __DEMO__: JSON.stringify(demo) },
  // the entry that its package names wraps a build for browsers of 2015
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  build: { target: 'es2022' },
  // the reader of PDFs is a part of its own, which a classic worker cannot load
  worker: { format: 'es' },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [SMALL_PARTS] } } } } },
  },
});
