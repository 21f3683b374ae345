import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const demo = process.env.RELAIS_KIND === 'demo';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ out: demo ? 'build-demo' : 'build', precompress: true }),
    // hash, not nonce: the service worker serves a cached shell, and a cached nonce would be reused
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        // Argon2id runs as WebAssembly
        'script-src': ['self', 'wasm-unsafe-eval'],
        'style-src': ['self'],
        // the style attribute of SvelteKit's route announcer, and no other
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'blob:', 'data:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'object-src': ['none'],
        'frame-src': ['none'],
        'frame-ancestors': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'require-trusted-types-for': ['script'],
        'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url', 'relais-workers'],
      },
    },
    // small styles stand in the page, by their hash: each in a file of its own would hold the first picture back
    inlineStyleThreshold: 8192,
    serviceWorker: { register: false },
    // the service worker serves one shell for every address: its links must not depend on where it is shown
    paths: { relative: false },
    version: { name: process.env.RELAIS_VERSION ?? '0.1.0' },
  },
};
