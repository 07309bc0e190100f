/** Sizes and times as apt prints them. As apt-pkg/contrib/strutl.cc SizeToStr, TimeToStr. */

const UNITS = ['', 'k', 'M', 'G', 'T'];

/** `133 kB`, `12.7 kB`, `9705 B`: one decimal below a hundred of a unit, none up to 9999, thousands as the factor. */
export function sizeText(bytes: number): string {
  let value = Math.abs(bytes);
  for (const unit of UNITS) {
    if (value < 100 && unit !== '') return `${value.toFixed(1)} ${unit}B`;
    if (value < 10_000) return `${value.toFixed(0)} ${unit}B`;
    value /= 1000;
  }
  return `${(value * 1000).toFixed(0)} TB`;
}

/** `2s`, `1min 3s`, `1h 0min 2s`. */
export function timeText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds > 3600) return `${hours}h ${minutes}min ${rest}s`;
  return seconds > 60 ? `${minutes}min ${rest}s` : `${seconds}s`;
}
