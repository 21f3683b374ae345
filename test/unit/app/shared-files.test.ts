import { answerPage, holdSharedFiles, RECEIVE_PATH, takeSharedFiles } from '#app/shared-files.ts';
import { systemTimer, type Timer } from '#base/timer.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { describe, expect, it } from 'vitest';

const at = `https://relais.example${RECEIVE_PATH}`;

function post(...files: File[]): Request {
  const body = new FormData();
  for (const file of files) body.append('fichiers', file);
  return new Request(at, { method: 'POST', body });
}

/** A worker that a page may speak to, with real ports between them. */
function worker(timer: Timer = systemTimer) {
  const shared = holdSharedFiles(timer);
  const page = {
    postMessage(data: unknown, transfer: Transferable[]): void {
      answerPage({ data, ports: transfer.filter((one) => one instanceof MessagePort) }, shared);
    },
  };
  return { shared, page };
}

/** Time passes when it is told to. */
function heldTime() {
  let waiting: (() => void)[] = [];
  const timer: Timer = {
    after(_delay, run) {
      waiting.push(run);
      return () => (waiting = waiting.filter((one) => one !== run));
    },
  };
  return { timer, pass: () => waiting.splice(0).forEach((run) => run()), left: () => waiting.length };
}

const letter = new File(['%PDF-1.7 lettre'], 'Lettre de sortie.pdf', { type: 'application/pdf' });

describe('a file shared by another app', () => {
  it('leads to the page that chooses a dossier, by an address that names nothing of it', async () => {
    const answer = await worker().shared.receive(post(letter));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('Location')).toBe('/recevoir?partage');
  });

  it('reaches that page whole, by name, kind and bytes', async () => {
    const { shared, page } = worker();
    await shared.receive(post(letter, new File(['b'], 'b.png', { type: 'image/png' })));
    const files = await takeSharedFiles(page, systemTimer);
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ['Lettre de sortie.pdf', 'application/pdf'],
      ['b.png', 'image/png'],
    ]);
    expect(await files[0]?.text()).toBe('%PDF-1.7 lettre');
  });

  it('is handed over once', async () => {
    const { shared, page } = worker();
    await shared.receive(post(letter));
    expect(await takeSharedFiles(page, systemTimer)).toHaveLength(1);
    expect(await takeSharedFiles(page, systemTimer)).toEqual([]);
  });

  it('is forgotten where no page asks for it in time, and leaves nothing running where one did', async () => {
    const time = heldTime();
    const { shared } = worker(time.timer);
    await shared.receive(post(letter));
    time.pass();
    expect(shared.take()).toEqual([]);
    await shared.receive(post(letter));
    expect(shared.take()).toHaveLength(1);
    expect(time.left()).toBe(0);
  });

  it('gives way to the next one, which is kept for its own time', async () => {
    const time = heldTime();
    const { shared } = worker(time.timer);
    await shared.receive(post(new File(['1'], 'un.pdf')));
    await shared.receive(post(new File(['2'], 'deux.pdf')));
    expect(time.left()).toBe(1);
    expect(shared.take().map(({ name }) => name)).toEqual(['deux.pdf']);
  });

  it('is not read where it is too large for any dossier', async () => {
    const { shared } = worker();
    const huge = new File(['x'], 'film.pdf');
    Object.defineProperty(huge, 'size', { value: MAX_DOCUMENT_BYTES + 1 });
    const request = post();
    // a form that is written out and read again has lost what is only said of the size
    const form = new FormData();
    form.getAll = () => [huge];
    request.formData = async () => form;
    await shared.receive(request);
    expect(shared.take()[0]?.content).toBe(huge);
  });

  it('is missing, and no more, where what came cannot be read or names no file', async () => {
    const { shared } = worker();
    const answer = await shared.receive(new Request(at, { method: 'POST', body: 'not a form' }));
    expect(answer.status).toBe(303);
    expect(shared.take()).toEqual([]);
    const words = new FormData();
    words.append('fichiers', 'words');
    await shared.receive(new Request(at, { method: 'POST', body: words }));
    expect(shared.take()).toEqual([]);
  });

  it('is missing where no worker is in charge, or where it does not answer', async () => {
    const time = heldTime();
    expect(await takeSharedFiles(null, systemTimer)).toEqual([]);
    const asked = takeSharedFiles({ postMessage: () => undefined }, time.timer);
    time.pass();
    expect(await asked).toEqual([]);
  });

  it('is nothing that a stranger message could bring', async () => {
    const strange = (answer: unknown) => ({
      postMessage: (_message: unknown, [port]: Transferable[]) => {
        if (port instanceof MessagePort) port.postMessage(answer);
      },
    });
    for (const answer of [undefined, 'file', [{ name: 'a', type: 'b', content: 'text' }], [null]])
      expect(await takeSharedFiles(strange(answer), systemTimer)).toEqual([]);
    const { shared } = worker();
    await shared.receive(post(letter));
    answerPage({ data: { type: 'SKIP_WAITING' }, ports: [] }, shared);
    expect(shared.take()).toHaveLength(1);
  });
});
