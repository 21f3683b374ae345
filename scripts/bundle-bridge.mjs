// The bridge in one file, for a computer that has nothing of Relais: all is in it but what has native parts.
import { build } from 'esbuild';

export async function bundleBridge(kind, outdir) {
  await build({
    entryPoints: { 'relais-bridge': kind === 'demo' ? 'src/demo/bridge/main.ts' : 'src/bridge/main.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['usb', 'smartcard'],
    define: { __DEMO__: String(kind === 'demo') },
    // some packages are CommonJS, and ask for parts of Node by `require`
    banner: {
      js: "import { createRequire as bridgeRequire } from 'node:module';\nconst require = bridgeRequire(import.meta.url);",
    },
    legalComments: 'linked',
  });
}
