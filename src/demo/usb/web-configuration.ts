/// <reference types="w3c-web-usb" />
import { endpointsOf, type FakeDescriptor, type FakeInterface } from './fake-descriptor.ts';

/** bConfigurationValue of the only configuration. */
export const CONFIGURATION_VALUE = 1;

/** The configuration as WebUSB shows it: interfaces by number, their alternates together. */
export function webConfiguration(
  { interfaces }: FakeDescriptor,
  isClaimed: (number: number) => boolean,
): USBConfiguration {
  const numbers = [...new Set(interfaces.map(({ number }) => number))];
  return {
    configurationValue: CONFIGURATION_VALUE,
    configurationName: null,
    interfaces: numbers.map((number) => {
      const alternates = interfaces.filter((face) => face.number === number).map(webAlternate);
      const [alternate] = alternates;
      if (!alternate) throw new TypeError('an interface without a setting');
      return {
        interfaceNumber: number,
        alternate,
        alternates,
        get claimed() {
          return isClaimed(number);
        },
      };
    }),
  };
}

const webAlternate = (face: FakeInterface): USBAlternateInterface => ({
  alternateSetting: face.alternate,
  interfaceClass: face.class,
  interfaceSubclass: face.subclass,
  interfaceProtocol: face.protocol,
  interfaceName: face.name ?? null,
  endpoints: endpointsOf(face).map(({ number, ...end }) => ({ endpointNumber: number, ...end })),
});
