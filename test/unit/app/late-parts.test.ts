import { describe, expect, test } from 'vitest';
import { vaultTabs } from '#app/browser-ports.ts';
import { loadLate } from '#app/load-late.ts';
import { serverAnswers } from '#app/server-answers.ts';
import type { TabMessage } from '#sync/ports.ts';

describe('whether our server is there', () => {
  const asked = (answer: () => Response) =>
    serverAnswers({ origin: 'https://relais.example', fetch: () => Promise.resolve().then(answer) });

  test('it says that it is alive', async () => {
    expect(await asked(() => Response.json({ alive: true, kind: 'production' }))).toBe(true);
  });

  test.each([
    ['a captive portal', () => new Response('<html>Bienvenue</html>')],
    ['another server', () => Response.json({ status: 'ok' })],
    ['an error', () => Response.json({ alive: true }, { status: 503 })],
    [
      'no network',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('%s is no answer of ours', async (_name, answer) => {
    expect(await asked(answer)).toBe(false);
  });
});

test('a part of the program that cannot be had is a server that cannot be reached', async () => {
  expect(await loadLate(() => Promise.reject(new TypeError('Failed to fetch')))).toEqual({
    ok: false,
    error: { type: 'Unreachable' },
  });
});

test('tabs take from each other what they agreed on, and nothing else', async () => {
  const name = crypto.randomUUID();
  const tabs = vaultTabs(name);
  const heard: TabMessage[] = [];
  tabs.onMessage((message) => heard.push(message));
  const other = new BroadcastChannel(`relais-${name}`);
  const agreed: TabMessage[] = [
    { kind: 'outbox' },
    { kind: 'wake' },
    { kind: 'reached', online: false },
    { kind: 'exchanged', done: true },
    { kind: 'dossier', dossierId: '0197f6ce-7c1b-4a5e-9d3a-2b6f8c1d4e5f' as never },
  ];
  const strange = [
    null,
    'wake',
    {},
    { kind: 'reached' },
    { kind: 'exchanged', done: 1 },
    { kind: 'dossier', dossierId: 7 },
    { kind: 'other' },
  ];
  for (const message of [...strange, ...agreed]) other.postMessage(message);
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(agreed.length);
  expect(heard).toEqual(agreed);
  other.close();
  tabs.close();
});
