import { concat, type Bytes } from '#base/bytes.ts';

/** Two bytes of length, high byte first, then as many bytes. */
export function encodeFrame(content: Uint8Array): Bytes {
  if (content.length > 0xffff) throw new RangeError('frame over 65535 bytes');
  return concat(Uint8Array.of(content.length >> 8, content.length & 0xff), content);
}

export interface FrameReader {
  /** Takes what the connection brought and gives the frames that it completes. */
  push(part: Uint8Array): readonly Bytes[];
}

/** Puts frames together again that arrive in pieces, or several at once. */
export function createFrameReader(): FrameReader {
  let rest: Bytes = new Uint8Array();
  return {
    push(part) {
      rest = concat(rest, part);
      const frames: Bytes[] = [];
      for (let end = frameEnd(rest); end !== undefined && end <= rest.length; end = frameEnd(rest)) {
        frames.push(rest.slice(2, end));
        rest = rest.slice(end);
      }
      return frames;
    },
  };
}

function frameEnd(bytes: Bytes): number | undefined {
  const [high, low] = bytes;
  return high === undefined || low === undefined ? undefined : 2 + ((high << 8) | low);
}
