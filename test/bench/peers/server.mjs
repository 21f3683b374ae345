// The other side of the peers, in a process of its own: `node server.mjs FOLDER`. CouchDB's protocol by express-pouchdb on
// LevelDB at /db, the same documents in plain pages at /pull, and the page that runs the peers. Its port is its first line.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { makeDocs } from './data.mjs';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = `${process.argv[2]}/`;
const LOADED_AT_ONCE = 1000;

const docs = makeDocs();
const Pouch = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-leveldb'))
  .plugin(require('pouchdb-replication'))
  .defaults({ prefix: folder, adapter: 'leveldb' });

const database = new Pouch('documents');
for (let from = 0; from < docs.length; from += LOADED_AT_ONCE)
  await database.bulkDocs(docs.slice(from, from + LOADED_AT_ONCE).map((doc) => ({ ...doc })));

const app = express();
app.get('/', (_request, response) => {
  const script = '<script src="/pouchdb.js"></script><script type="module" src="/page.mjs"></script>';
  response.type('html').send(`<!doctype html><meta charset="utf-8"><title>Peers</title>${script}`);
});
app.get('/pouchdb.js', (_request, response) =>
  response.sendFile(here('node_modules/pouchdb/dist/pouchdb.min.js')),
);
app.get('/dexie.mjs', (_request, response) =>
  response.type('js').sendFile(here('node_modules/dexie/dist/modern/dexie.mjs')),
);
app.get('/page.mjs', (_request, response) => response.type('js').sendFile(here('page.mjs')));
app.get('/pull', ({ query }, response) => {
  const from = Number(query.from);
  response.json(docs.slice(from, from + Number(query.size)));
});
const couch = require('express-pouchdb')(Pouch, {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: join(folder, 'log.txt'),
});
app.use('/db', couch);

const listening = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${listening.address().port}\n`);
});
