#!/usr/bin/env node
import { openReaders } from './reading/open-readers.ts';
import { startProgram } from './process/start.ts';

await startProgram({
  program: 'relais-bridge',
  stationKind: 'usb',
  openReaders: async ({ readers }) => ({ source: await openReaders(readers) }),
});
