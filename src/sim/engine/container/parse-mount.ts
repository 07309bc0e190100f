/** What `-v` and `--mount` ask for, read and checked. As moby's volume/mounts linux_parser.go. */
import { normalize } from '../../fs/path.ts';
import { EngineError } from '../engine-error.ts';
import type { MountPoint, MountRequest } from '../types.ts';

const PROPAGATIONS = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
const FLAGS = ['z', 'Z', 'nocopy', 'consistent', 'cached', 'delegated'];

/** `[SOURCE:]TARGET[:MODE]`. Throws EngineError. */
export function parseBind(raw: string): MountPoint {
  const parts = raw.split(':');
  if (parts.length > 3 || parts[0] === '') throw badSpecification(raw);
  const [first = '', second, mode = ''] = parts;
  if (parts.length === 2 && isMode(second ?? '')) throw badSpecification(raw);
  if (!isMode(mode)) throw new EngineError('invalidParameter', `invalid mode: ${mode}`);
  const source = second === undefined ? '' : first;
  const words = mode.split(',');
  try {
    const mount = parseMount({
      Type: source.startsWith('/') ? 'bind' : 'volume',
      Source: source,
      Target: second ?? first,
      ReadOnly: words.includes('ro') && source !== '',
      ...(words.includes('nocopy') ? { VolumeOptions: { NoCopy: true } } : {}),
    });
    const propagation = words.find((word) => PROPAGATIONS.includes(word)) ?? mount.propagation;
    return { ...mount, propagation, readWrite: !words.includes('ro'), mode: mode || mount.mode };
  } catch (error) {
    if (error instanceof EngineError) throw badSpecification(raw, error.message);
    throw error;
  }
}

/** Throws EngineError. Whether a bind's source exists is for the caller to see. */
export function parseMount(request: MountRequest): MountPoint {
  const refuse = (why: string): never => {
    throw new EngineError('invalidParameter', `invalid mount config for type "${request.Type}": ${why}`);
  };
  const { Type, Source = '', Target } = request;
  if (!['bind', 'volume', 'tmpfs'].includes(Type)) refuse('mount type unknown');
  if (Target === '') refuse('field Target must not be empty');
  if (normalize(Target) === '/') refuse("invalid specification: destination can't be '/'");
  if (!Target.startsWith('/')) refuse(`invalid mount path: '${Target}' mount path must be absolute`);
  if (Type === 'bind' && Source === '') refuse('field Source must not be empty');
  if (Type === 'bind' && !Source.startsWith('/')) refuse(`invalid mount path: '${Source}' mount path must be absolute`);
  if (Type === 'volume' && Source === '' && request.ReadOnly) refuse('must not set ReadOnly mode when using anonymous volumes');
  if (Type === 'tmpfs' && Source !== '') refuse('field Source must not be specified');
  return {
    type: Type,
    name: Type === 'volume' ? Source : undefined,
    source: Type === 'bind' ? normalize(Source) : '',
    destination: normalize(Target),
    mode: Type === 'volume' && Source !== '' ? 'z' : '',
    readWrite: !request.ReadOnly,
    propagation: Type === 'bind' ? (request.BindOptions?.Propagation ?? 'rprivate') : '',
    anonymous: Type === 'volume' && Source === '',
    copyUp: Type === 'volume' && !request.VolumeOptions?.NoCopy,
    subpath: request.VolumeOptions?.Subpath ?? '',
  };
}

/** `name[:mode]` of --volumes-from. Throws EngineError. */
export function parseVolumesFrom(text: string): { readonly container: string; readonly readOnly: boolean; readonly mode: string } {
  if (text === '') throw new EngineError('invalidParameter', `malformed volumes-from specification: ""`);
  const colon = text.indexOf(':');
  const mode = colon < 0 ? '' : text.slice(colon + 1);
  if (!isMode(mode)) throw new EngineError('invalidParameter', `invalid mode: ${mode}`);
  return { container: colon < 0 ? text : text.slice(0, colon), readOnly: mode.split(',').includes('ro'), mode };
}

/** At most one of each kind: ro or rw, a propagation, a label. */
function isMode(mode: string): boolean {
  if (mode === '') return true;
  const words = mode.split(',');
  const known = words.every((word) => ['ro', 'rw', ...PROPAGATIONS, ...FLAGS].includes(word));
  const count = (kind: readonly string[]): number => words.filter((word) => kind.includes(word)).length;
  return known && count(['ro', 'rw']) <= 1 && count(PROPAGATIONS) <= 1 && count(['z', 'Z']) <= 1 && count(['nocopy']) <= 1;
}

function badSpecification(raw: string, why?: string): EngineError {
  return new EngineError('invalidParameter', `invalid volume specification: '${raw}'${why === undefined ? '' : `: ${why}`}`);
}
