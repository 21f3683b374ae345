import { CLASS_DESCRIPTOR_LENGTH, CLASS_DESCRIPTOR_TYPE } from './descriptor.ts';

const INTERFACE = 4;
/** What five readers of the vendor's class give as type of the same descriptor (CCID before 1.0). */
const OLD_CLASS_DESCRIPTOR_TYPE = 0xff;

/** A class descriptor where it was found in the configuration descriptor. */
export interface FoundDescriptor {
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  /** 54 bytes from bLength on. */
  readonly bytes: Uint8Array;
}

/** bConfigurationValue of a configuration descriptor (USB 2.0 table 9-10). */
export const configurationValueOf = (configuration: Uint8Array): number | undefined => configuration[5];

/**
 * Walks the descriptors one after the other. The class descriptor belongs to the interface before it: directly behind it
 * by the standard, behind its endpoints in some readers. HID uses the same type with another length. A descriptor that
 * reaches beyond the end, or of length 0, ends the walk.
 */
export function findClassDescriptors(configuration: Uint8Array): readonly FoundDescriptor[] {
  const found: FoundDescriptor[] = [];
  let current: Omit<FoundDescriptor, 'bytes'> | undefined;
  for (let at = 0; at + 1 < configuration.length;) {
    const length = configuration[at] ?? 0;
    const bytes = configuration.subarray(at, at + length);
    if (length < 2 || bytes.length < length) break;
    const [, type, third = 0, fourth = 0] = bytes;
    if (type === INTERFACE) current = { interfaceNumber: third, alternateSetting: fourth };
    const isClass = type === CLASS_DESCRIPTOR_TYPE || type === OLD_CLASS_DESCRIPTOR_TYPE;
    if (isClass && length === CLASS_DESCRIPTOR_LENGTH && current) found.push({ ...current, bytes });
    at += length;
  }
  return found;
}
