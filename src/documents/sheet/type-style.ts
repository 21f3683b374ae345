import type { SheetSize } from './sheet.ts';

/** Weights that are embedded. */
export type Weight = 'regular' | 'bold';

/** `size` and `leading` in points. */
export type TypeStyle = {
  readonly size: number;
  readonly leading: number;
  readonly weight: Weight;
  readonly colour: Colour;
};

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [number, number, number];
export const INK: Colour = [0.07, 0.13, 0.13];
export const QUIET: Colour = [0.28, 0.35, 0.36];
export const ACCENT: Colour = [0.06, 0.36, 0.39];

export type SheetStyles = Readonly<
  Record<'title' | 'subtitle' | 'heading' | 'lead' | 'body' | 'strong' | 'quiet', TypeStyle>
>;

const style = (size: number, leading: number, weight: Weight, colour: Colour): TypeStyle => ({
  size,
  leading,
  weight,
  colour,
});

export const STYLES: Readonly<Record<SheetSize, SheetStyles>> = {
  normal: {
    title: style(20, 25, 'bold', INK),
    subtitle: style(11, 15, 'bold', ACCENT),
    heading: style(13.5, 18, 'bold', INK),
    lead: style(12.5, 18, 'regular', INK),
    body: style(11, 15.5, 'regular', INK),
    strong: style(11, 15.5, 'bold', INK),
    quiet: style(9, 12.5, 'regular', QUIET),
  },
  large: {
    title: style(26, 32, 'bold', INK),
    subtitle: style(14, 20, 'bold', ACCENT),
    heading: style(18, 25, 'bold', INK),
    lead: style(16, 24, 'bold', INK),
    body: style(14, 21, 'regular', INK),
    strong: style(14, 21, 'bold', INK),
    quiet: style(11, 15.5, 'regular', QUIET),
  },
};
