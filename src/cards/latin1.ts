const isBlank = (byte: number): boolean => byte === 0x00 || byte === 0x20 || byte === 0x09;

/** Text as the carte Vitale writes it (ISO/IEC 8859-1), without the padding after it. Erased memory (FF) is empty. */
export function fromLatin1(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte === 0xff)) return '';
  let end = bytes.length;
  while (end > 0 && isBlank(bytes[end - 1] ?? 0)) end--;
  return Array.from(bytes.subarray(0, end), (byte) => String.fromCharCode(byte)).join('');
}
