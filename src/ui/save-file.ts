import type { Bytes } from '#base/bytes.ts';

/** Hands a file over to the person by the browser's own download; it is never opened by us. */
export function saveFile({ fileName, bytes }: { fileName: string; bytes: Bytes | Blob }): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
