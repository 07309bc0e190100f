/** Bytes of an archive that came from outside: gzip taken off. As moby's archive.DecompressStream. */
import { gunzipSync } from 'fflate';
import { EngineError } from '../engine-error.ts';

export function plainTar(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    throw new EngineError('system', 'unexpected EOF');
  }
}
