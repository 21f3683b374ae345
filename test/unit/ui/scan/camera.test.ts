import { closeCamera, lookForCode, openCamera } from '#ui/scan/camera.ts';
import { describe, expect, it, test } from 'vitest';

const failing = (name: string) => ({
  getUserMedia: () => Promise.reject(new DOMException('', name)),
});

describe('the camera', () => {
  test.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
  ])('that fails with %s is %s', async (name, problem) => {
    expect(await openCamera(failing(name))).toEqual({ ok: false, error: problem });
  });

  it('is missing where the page may have none', async () => {
    expect(await openCamera(undefined)).toEqual({ ok: false, error: 'missing' });
  });

  it('is asked for as a picture alone, and each of its tracks is stopped', async () => {
    const asked: unknown[] = [];
    let stopped = 0;
    const track = { stop: () => void stopped++ };
    const stream = { getTracks: () => [track, track] } as unknown as MediaStream;
    const opened = await openCamera({ getUserMedia: async (wanted) => (asked.push(wanted), stream) });
    expect(opened).toEqual({ ok: true, value: stream });
    expect(asked).toMatchObject([{ audio: false, video: { facingMode: { ideal: 'environment' } } }]);
    closeCamera(stream);
    expect(stopped).toBe(2);
  });
});

describe('looking for a code', () => {
  const seen = (pictures: readonly (string | undefined)[]) =>
    new Promise<string[]>((resolve) => {
      const read: string[] = [];
      let at = 0;
      let looking = 0;
      const look = async () => {
        expect(++looking).toBe(1);
        await Promise.resolve();
        looking -= 1;
        if (at === pictures.length) {
          stop();
          resolve(read);
        }
        return pictures[at++];
      };
      const timer = { after: (_ms: number, run: () => void) => (queueMicrotask(run), () => undefined) };
      const stop = lookForCode({ look, timer }, (text) => read.push(text));
    });

  it('tells a code once for as long as it stays in sight, and the next one when it comes', async () => {
    expect(await seen([undefined, 'a', 'a', undefined, 'a', 'b', 'b', 'a'])).toEqual(['a', 'b', 'a']);
  });

  it('tells nothing any more once it was ended, not even what was being looked at', async () => {
    let show: (text: string) => void = () => undefined;
    const read: string[] = [];
    const look = () => new Promise<string>((resolve) => (show = resolve));
    const stop = lookForCode({ look, timer: { after: () => () => undefined } }, (text) => read.push(text));
    stop();
    show('a');
    await Promise.resolve();
    await Promise.resolve();
    expect(read).toEqual([]);
  });
});
