import { describe, expect, test } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { createRelayLine, LINGER_MS, READY_MS, type LineState } from '#readers/relay-line.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { createManualTime, settle } from '#test/support/bridge/manual-time.ts';

type Stream = Parameters<RelayClient['listen']>[0];

/** A server whose streams a test opens and lets fall. */
function world(exclusive = (run: () => Promise<void>) => run()) {
  const time = createManualTime();
  const streams: (Stream & { open: boolean })[] = [];
  const states: LineState[] = [];
  const line = createRelayLine({
    relay: {
      listen(on) {
        const stream = { ...on, open: true };
        streams.push(stream);
        return () => (stream.open = false);
      },
    },
    timer: time.timer,
    random: systemRandom,
    exclusive,
    onEvent: () => undefined,
    onState: (state) => states.push(state),
  });
  const alive = () => streams.at(-1)?.onEvent({ kind: 'alive', serverTime: 0 });
  const fall = () => streams.at(-1)?.onDown({ type: 'Unreachable' });
  return { time, line, streams, states, alive, fall };
}

describe('the stream of a pairing', () => {
  test('is open while somebody holds it, and a while longer', async () => {
    const { time, line, streams, states, alive } = world();
    const [one, two] = [line.hold(), line.hold()];
    await settle();
    alive();
    expect(await line.ready()).toEqual({ ok: true, value: undefined });
    one();
    one();
    await time.pass(LINGER_MS + 1);
    expect(streams.map(({ open }) => open)).toEqual([true]);
    two();
    await time.pass(LINGER_MS - 1);
    line.hold()();
    await time.pass(LINGER_MS - 1);
    expect(line.state()).toBe('listening');
    await time.pass(2);
    expect(streams.map(({ open }) => open)).toEqual([false]);
    expect(states).toEqual(['connecting', 'listening', 'closed']);
  });

  test('is tried again after it fell, later each time, and at once when the network may be back', async () => {
    const { time, line, streams, fall } = world();
    line.hold();
    await settle();
    for (let failures = 0; failures < 6; failures++) {
      fall();
      await time.pass(40_000);
    }
    expect(streams).toHaveLength(7);
    fall();
    line.wake();
    expect(streams).toHaveLength(8);
    line.close();
    await time.pass(100_000);
    expect(streams).toHaveLength(8);
  });

  test('an act does not wait for a server that is away', async () => {
    const { line, fall } = world();
    line.hold();
    const ready = line.ready();
    await settle();
    fall();
    expect(await ready).toEqual({ ok: false, error: { type: 'RelayAway' } });
  });

  test('an act does not wait for a stream that says nothing, nor for another tab', async () => {
    const silent = world();
    silent.line.hold();
    await settle();
    const ready = silent.line.ready();
    await silent.time.pass(READY_MS);
    expect(await ready).toEqual({ ok: false, error: { type: 'RelayAway' } });
    const second = world(() => new Promise(() => undefined));
    second.line.hold();
    const never = second.line.ready();
    await second.time.pass(READY_MS);
    expect(await never).toEqual({ ok: false, error: { type: 'Busy' } });
    expect(second.streams).toEqual([]);
  });
});
