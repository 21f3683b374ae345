// `npm start`: the production server, built before by `npm run build`.
import { existsSync } from 'node:fs';

if (!existsSync('build/main.js')) {
  process.stderr.write('Relais is not built yet: run `npm run build` first.\n');
  process.exit(1);
}
// a part of an upload is 2 MiB; the rest are small
process.env.BODY_SIZE_LIMIT ??= '4M';
process.env.NODE_ENV ??= 'production';
await import('../build/main.js');
