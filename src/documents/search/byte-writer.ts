import { concat, utf8, type Bytes } from '#base/bytes.ts';

/** Numbers and texts one after the other, numbers in as many groups of 7 bits as they need (LEB128). */
export function createByteWriter() {
  const parts: Bytes[] = [];
  let pending: number[] = [];

  function number(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      pending.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    pending.push(rest);
  }
  function flush(): void {
    parts.push(Uint8Array.from(pending));
    pending = [];
  }
  return {
    number,
    text(value: string): void {
      const bytes = utf8(value);
      number(bytes.length);
      flush();
      parts.push(bytes);
    },
    bytes(): Bytes {
      flush();
      return concat(...parts);
    },
  };
}

/** Reads what the writer wrote. Behind the end, and where bytes make no sense, `failed` becomes true and 0 or '' comes. */
export function createByteReader(bytes: Uint8Array) {
  const decoder = new TextDecoder();
  let at = 0;
  let failed = false;

  function number(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    failed = true;
    return 0;
  }
  return {
    number,
    text(): string {
      const length = number();
      if (length > bytes.length - at) {
        failed = true;
        return '';
      }
      const from = at;
      at += length;
      return decoder.decode(bytes.subarray(from, at));
    },
    isFailed: (): boolean => failed,
    isAtEnd: (): boolean => at === bytes.length,
  };
}
