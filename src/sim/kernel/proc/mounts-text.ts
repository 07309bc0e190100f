/** /proc/N/mounts and mountinfo. As proc_pid_mounts(5), proc_pid_mountinfo(5). */
import type { ByteString } from '../../fs/bytes.ts';
import type { Mount } from '../../fs/types.ts';

export function mountsText(mounts: readonly Mount[]): ByteString {
  return mounts.map((mount) => `${escaped(mount.device)} ${escaped(mount.at)} ${mount.fsType} ${optionsOf(mount)} 0 0\n`).join('');
}

export function mountInfoText(mounts: readonly Mount[]): ByteString {
  return mounts.map(mountInfoLine).join('');
}

function mountInfoLine(mount: Mount, index: number): ByteString {
  const place = `${25 + index} ${index === 0 ? 1 : 25} 0:${20 + index} ${rootOf(mount)} ${escaped(mount.at)} ${optionsOf(mount)}`;
  return `${place} - ${mount.fsType} ${escaped(mount.device)} ${mount.readOnly ? 'ro' : 'rw'}\n`;
}

function optionsOf({ readOnly, options = 'relatime' }: Mount): ByteString {
  return `${readOnly ? 'ro' : 'rw'}${options === '' ? '' : `,${options}`}`;
}

const rootOf = ({ source }: Mount): ByteString => ('cell' in source ? escaped(source.subpath) : '/');

/** Blanks, tabs, newlines and backslashes in octal. */
function escaped(text: ByteString): ByteString {
  return text.replace(/[ \t\n\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
