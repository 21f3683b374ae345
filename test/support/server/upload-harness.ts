import { isDeviceId, type DeviceId } from '#base/brand.ts';
import { sha256, toBase64, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { actorOf } from '#server/auth/professionals.ts';
import type { Uploader } from '#server/files/upload-handler.ts';
import { uploadStore, type UploadStore } from '#server/files/upload-store.ts';
import { sealKey } from '#server/seal.ts';
import { traceRecorder } from '#server/traces/recorder.ts';
import { UPLOADS_PATH } from '#wire/endpoints.ts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DOCTOR,
  movableClock,
  NURSE,
  openDirectory,
  ORIGIN,
  type DirectoryHarness,
  type MovableClock,
} from './auth-harness.ts';

const deviceNamed = (letter: string): DeviceId => {
  const name = letter.repeat(43);
  if (!isDeviceId(name)) throw new Error('not a device id');
  return name;
};

export const NURSE_TABLET: Uploader = { device: deviceNamed('n'), professional: actorOf(NURSE) };
export const NURSE_PHONE: Uploader = { device: deviceNamed('p'), professional: actorOf(NURSE) };
export const DOCTOR_TABLET: Uploader = { device: deviceNamed('d'), professional: actorOf(DOCTOR) };

export type UploadHarness = DirectoryHarness & {
  clock: MovableClock;
  store: UploadStore;
  /** As after a new start of the process: everything in memory is gone. */
  restart(): Promise<void>;
};

export async function openUploads(): Promise<UploadHarness> {
  const opened = await openDirectory();
  const clock = movableClock();
  const make = async (): Promise<UploadStore> =>
    uploadStore({
      directory: opened.directory,
      clock,
      random: systemRandom,
      traces: traceRecorder({ tree: 'directory', traceKey: opened.traceKey, random: systemRandom }),
      folder: opened.folder,
      uploadKey: sealKey(new Uint8Array(32).fill(3)),
      tagKey: await crypto.subtle.importKey(
        'raw',
        new Uint8Array(32).fill(4),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      ),
    });
  const harness: UploadHarness = {
    ...opened,
    clock,
    store: await make(),
    async restart() {
      harness.store = await make();
    },
  };
  return harness;
}

export type Sent = {
  method: string;
  id?: string;
  headers?: Record<string, string>;
  body?: Bytes | ReadableStream;
};

/** One request of tus, by the uploader named. */
export function send({ store }: UploadHarness, by: Uploader, sent: Sent): Promise<Response> {
  const { method, id, headers = {}, body } = sent;
  const request = new Request(`${ORIGIN}${UPLOADS_PATH}${id ? `/${id}` : ''}`, {
    method,
    headers: {
      'Tus-Resumable': '1.0.0',
      ...(body instanceof Uint8Array && { 'Content-Length': String(body.length) }),
      ...headers,
    },
    ...(body && { body, duplex: 'half' }),
  });
  return store.handle(request, by);
}

export const hashOf = async (content: Uint8Array): Promise<string> => toHex(await sha256(content));

export async function create(
  harness: UploadHarness,
  announced: { size: number; sha256?: string },
  by = NURSE_TABLET,
): Promise<Response> {
  const { size, sha256: hash } = announced;
  const metadata = hash === undefined ? undefined : `sha256 ${toBase64(utf8(hash))}`;
  return send(harness, by, {
    method: 'POST',
    headers: { 'Upload-Length': String(size), ...(metadata && { 'Upload-Metadata': metadata }) },
  });
}

/** Announces a content and returns the id of its upload. */
export async function begin(harness: UploadHarness, content: Uint8Array, by = NURSE_TABLET): Promise<string> {
  const created = await create(harness, { size: content.length, sha256: await hashOf(content) }, by);
  return created.headers.get('location')?.split('/').at(-1) ?? '';
}

export function patch(
  harness: UploadHarness,
  id: string,
  part: { offset: number; body: Bytes | ReadableStream; length?: number },
  by = NURSE_TABLET,
): Promise<Response> {
  const { offset, body, length } = part;
  return send(harness, by, {
    method: 'PATCH',
    id,
    body,
    headers: {
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
      ...(length !== undefined && { 'Content-Length': String(length) }),
    },
  });
}

export const offsetOf = async (harness: UploadHarness, id: string, by = NURSE_TABLET): Promise<number> =>
  Number((await send(harness, by, { method: 'HEAD', id })).headers.get('upload-offset'));

/** Every byte of every file below the folder, as latin1 text. */
export async function allBytes(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  return texts.join('');
}

export async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
