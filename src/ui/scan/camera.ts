import { err, ok, type Result } from '#base/result.ts';
import { pause, type Timer } from '#base/timer.ts';

/** `missing`: no camera, or a page that may have none. `busy`: another program holds it, or it failed. */
export type CameraProblem = 'missing' | 'refused' | 'busy';

/** Enough for a code of 2 cm at arm's length; more only takes longer to look through. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: { ideal: 'environment' } };

/** Asks for the camera at the back of the device, where there is one (Media Capture and Streams, §10.3.1). */
export async function openCamera(
  devices: Pick<MediaDevices, 'getUserMedia'> | undefined,
): Promise<Result<MediaStream, CameraProblem>> {
  if (!devices) return err('missing');
  try {
    return ok(await devices.getUserMedia({ video: PICTURE, audio: false }));
  } catch (thrown) {
    return err(problemOf(thrown instanceof Error ? thrown.name : ''));
  }
}

function problemOf(name: string): CameraProblem {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

/** The light of the camera goes out. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Between two pictures: a code held still is seen at once, and the phone stays cool. */
const BETWEEN_MS = 150;

/**
 * Looks at picture after picture, one at a time, and tells each text once for as long as it stays in sight.
 * The returned function ends it.
 */
export function lookForCode(
  deps: { look: () => Promise<string | undefined>; timer: Timer },
  onread: (text: string) => void,
): () => void {
  let stopped = false;
  let last: string | undefined;
  async function watch(): Promise<void> {
    while (!stopped) {
      const text = await deps.look();
      if (stopped) return;
      if (text !== undefined && text !== last) onread(text);
      last = text ?? last;
      await pause(deps.timer, BETWEEN_MS);
    }
  }
  void watch();
  return () => {
    stopped = true;
  };
}
