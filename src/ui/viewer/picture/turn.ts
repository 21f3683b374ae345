/** A quarter turn: 1 with the clock, -1 against it. */
export type Turn = 1 | -1;

/** What a key asks for: R turns right, L or Shift and R turn left. */
export function turnOfKey(key: string): Turn | undefined {
  if (key === 'r') return 1;
  return key === 'R' || key === 'l' || key === 'L' ? -1 : undefined;
}

/** Turns what a canvas shows. */
export function turnCanvas(canvas: HTMLCanvasElement, turn: Turn): void {
  const before = document.createElement('canvas');
  [before.width, before.height] = [canvas.width, canvas.height];
  before.getContext('2d')?.drawImage(canvas, 0, 0);
  [canvas.width, canvas.height] = [before.height, before.width];
  const pen = canvas.getContext('2d');
  pen?.translate(canvas.width / 2, canvas.height / 2);
  pen?.rotate((turn * Math.PI) / 2);
  pen?.drawImage(before, -before.width / 2, -before.height / 2);
  before.width = before.height = 0;
}
