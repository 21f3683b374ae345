// The demonstration's data as its first start leaves them, so that the tests need not wait for that start each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts the built demonstration over an empty folder, waits until it welcomes, and stops it. */
export async function furnishDemo(folder) {
  const env = { ...process.env, PORT: '0', RELAIS_DATA: folder };
  const demo = spawn(process.execPath, ['build-demo/demo.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(demo, 'exit');
  const [welcomed] = await Promise.race([once(demo.stdout, 'data'), ended.then(() => [])]);
  if (welcomed === undefined) throw new Error('the demonstration ended at start');
  demo.kill('SIGTERM');
  await ended;
}
