/** Durations and sizes as docker/go-units words them, quirks included. As github.com/docker/go-units. */

/** units.HumanDuration of microseconds: `About an hour`, `3 weeks`. */
export function humanDuration(microseconds: number): string {
  const seconds = Math.trunc(microseconds / 1e6);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(microseconds / 6e7);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(microseconds / 3.6e9 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(microseconds / 3.6e9 / 24 / 365)} years`;
}

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function sized(size: number, base: number, units: readonly string[], digits: number): string {
  let value = size;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${general(value, digits)}${units[unit]}`;
}

/** units.HumanSizeWithPrecision(size, 3): ps, images, history. */
export const humanSize3 = (size: number): string => sized(size, 1000, DECIMAL, 3);
/** units.HumanSize: prune, df, cp. */
export const humanSize = (size: number): string => sized(size, 1000, DECIMAL, 4);
/** units.BytesSize: `1.944GiB`. */
export const binarySize = (size: number): string => sized(size, 1024, BINARY, 4);

/** C's `%.<digits>g`. */
export function general(value: number, digits: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power < -4 || power >= digits) return `${trimZeros(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return trimZeros(value.toFixed(Math.max(0, digits - 1 - power)));
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
