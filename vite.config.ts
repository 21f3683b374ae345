import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** `demo` builds carry the simulated cards; a production build holds none of their code. */
const demo = process.env.RELAIS_KIND === 'demo';

export default defineConfig({
  plugins: [sveltekit()],
  define: { __DEMO__: JSON.stringify(demo) },
  build: { target: 'es2022' },
});
