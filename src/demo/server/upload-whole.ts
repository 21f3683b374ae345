import type { DeviceId } from '#base/brand.ts';
import { sha256, toHex, type Bytes } from '#base/bytes.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { UPLOADS_PATH } from '#wire/endpoints.ts';

/** Sends a content of one part to the server in this process, by tus 1.0.0: creation, then the part. */
export async function uploadWhole(
  server: RelaisServer,
  content: Bytes,
  sender: { device: DeviceId; professional: Actor },
): Promise<void> {
  const url = `${server.config.origin}${UPLOADS_PATH}`;
  const hash = Buffer.from(toHex(await sha256(content))).toString('base64');
  const tus = { 'Tus-Resumable': '1.0.0' };
  const created = await server.uploads.handle(
    new Request(url, {
      method: 'POST',
      headers: { ...tus, 'Upload-Length': String(content.length), 'Upload-Metadata': `sha256 ${hash}` },
    }),
    sender,
  );
  const location = created.headers.get('location');
  if (created.status !== 201 || location === null) throw new Error('an upload was refused');
  const patched = await server.uploads.handle(
    new Request(new URL(location, url), {
      method: 'PATCH',
      headers: {
        ...tus,
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': String(content.length),
      },
      body: content,
    }),
    sender,
  );
  if (patched.status !== 204) throw new Error('an upload did not complete');
}
