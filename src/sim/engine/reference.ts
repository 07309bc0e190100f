/** Image references: parsing, normal form and the short form that people read. As github.com/distribution/reference 0.6. */
import { EngineError } from './engine-error.ts';

/** `domain` and `path` are full: `docker.io`, `library/ubuntu`. */
export interface Reference {
  readonly domain: string;
  readonly path: string;
  readonly tag: string | undefined;
  /** `sha256:…`. */
  readonly digest: string | undefined;
}

const DOMAIN_NAME = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${DOMAIN_NAME}(?:\\.${DOMAIN_NAME})*|\\[[a-fA-F0-9:]+\\])`;
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const NAME = `(?:(${HOST}(?::[0-9]+)?)/)?(${PATH_COMPONENT}(?:/${PATH_COMPONENT})*)`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^${NAME}(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const LONGEST_NAME = 255;

/**
 * A reference as typed (`ubuntu`, `alice/demo:1`, `host:5000/x@sha256:…`) in normal form; without a default tag.
 * Throws EngineError `invalidParameter` with the words that client and daemon share.
 */
export function parseReference(text: string): Reference {
  if (/^[a-f0-9]{64}$/.test(text)) throw invalid(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const { domain, remainder } = splitDomain(text);
  const colon = remainder.indexOf(':');
  const remoteName = colon > -1 ? remainder.slice(0, colon) : remainder;
  if (remoteName.toLowerCase() !== remoteName) throw invalid(`invalid reference format: repository name (${remoteName}) must be lowercase`);
  const match = REFERENCE.exec(`${domain}/${remainder}`);
  if (!match || match[1] !== domain) throw invalid('invalid reference format');
  const path = match[2] ?? '';
  if (path.length > LONGEST_NAME) throw invalid(`repository name must not be more than ${LONGEST_NAME} characters`);
  if (match[4] !== undefined) checkDigest(match[4]);
  return { domain, path, tag: match[3], digest: match[4] };
}

/** The same with tag `latest` when neither tag nor digest is there. */
export function parseTagged(text: string): Reference {
  return withDefaultTag(parseReference(text));
}

export const withDefaultTag = (reference: Reference): Reference =>
  reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;

/** What the daemon accepts as an image: a reference, or the digest that an ID is. */
export function parseAnyReference(text: string): Reference | { readonly id: string } {
  if (/^[a-f0-9]{64}$/.test(text)) return { id: `sha256:${text}` };
  if (/^sha256:[a-f0-9]{64}$/.test(text)) return { id: text };
  return parseReference(text);
}

/** `docker.io/library/ubuntu`. */
export const canonicalName = ({ domain, path }: Reference): string => `${domain}/${path}`;

/** `docker.io/library/ubuntu:latest`: the key in EngineState.names. A digest stands alone: no tag beside it. */
export function canonicalReference(reference: Reference): string {
  const name = canonicalName(reference);
  if (reference.digest !== undefined) return `${name}@${reference.digest}`;
  return `${name}:${reference.tag ?? 'latest'}`;
}

/** `ubuntu`, `alice/demo`, `registry.example.com/x`. */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== 'docker.io') return `${domain}/${path}`;
  return path.startsWith('library/') && !path.slice(8).includes('/') ? path.slice(8) : path;
}

/** With tag and digest as far as they are there. */
export function familiarReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return familiarName(reference) + tag + digest;
}

/** A pattern of `--filter reference=`: with path.Match's `*`, `?`, `[…]`, against name and name:tag in short form. As FamiliarMatch. */
export function matchesPattern(pattern: string, reference: Reference): boolean {
  const expression = globExpression(pattern);
  return expression.test(familiarReference(reference)) || expression.test(familiarName(reference));
}

function splitDomain(text: string): { domain: string; remainder: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isDomain = slash > -1 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  let domain = isDomain ? first : 'docker.io';
  const remainder = isDomain ? text.slice(slash + 1) : text;
  if (domain === 'index.docker.io') domain = 'docker.io';
  return { domain, remainder: domain === 'docker.io' && !remainder.includes('/') ? `library/${remainder}` : remainder };
}

function checkDigest(digest: string): void {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = { sha256: 64, sha384: 96, sha512: 128 }[algorithm];
  if (length === undefined) throw invalid('unsupported digest algorithm');
  if (hex.length !== length) throw invalid('invalid checksum digest length');
  if (!/^[a-f0-9]+$/.test(hex)) throw invalid('invalid checksum digest format');
}

function globExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\.|\[[^\]]*\]|[*?]|[^\\[*?]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('[')) return part;
    return (part.length === 2 ? part.slice(1) : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    throw invalid('syntax error in pattern');
  }
}

const invalid = (message: string): EngineError => new EngineError('invalidParameter', message);
