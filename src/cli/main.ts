#!/usr/bin/env node
import { processIo } from './io.ts';
import { messagesFor } from './messages.ts';
import { openFromEnvironment } from './open.ts';
import { runRelais } from './program.ts';

process.exitCode = await runRelais(process.argv.slice(2), {
  io: processIo,
  text: messagesFor(process.env),
  open: openFromEnvironment,
});
