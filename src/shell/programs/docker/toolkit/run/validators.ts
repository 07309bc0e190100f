/** What the client checks in single flags of run and create before it asks the daemon. As docker/cli opts. */
import type { ByteString } from '../../../../../sim/fs/bytes.ts';

/** Each returns the text to keep, or throws Error with the words after `flag: `. */
export function environmentVariable(text: ByteString): ByteString {
  if (text.split('=', 1)[0] === '') throw new Error(`invalid environment variable: ${text}`);
  return text;
}

export function label(text: ByteString): ByteString {
  const name = text.split('=', 1)[0] ?? '';
  if (name.trim() === '') throw new Error(`invalid label '${text}': empty name`);
  if (/\s/.test(name)) throw new Error(`label '${name}' contains whitespaces`);
  return text;
}

export function stream(text: ByteString): ByteString {
  const name = text.toLowerCase();
  if (!['stdin', 'stdout', 'stderr'].includes(name)) throw new Error('valid streams are STDIN, STDOUT and STDERR');
  return name;
}

/** net.ParseIP, near enough. */
export function isAddress(text: string): boolean {
  if (text.includes(':')) return /^[0-9a-fA-F:.]+$/.test(text);
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

export function address(text: ByteString): ByteString {
  if (!isAddress(text)) throw new Error(`IP address is not correctly formatted: ${text}`);
  return text;
}

/** `host:ip` or `host=ip`; kept as `host:ip`. */
export function extraHost(text: ByteString): ByteString {
  const match = /^([^:=]+)[:=](.+)$/.exec(text);
  if (!match) throw new Error(`bad format for add-host: "${text}"`);
  const [, host, to = ''] = match;
  const bare = to.replace(/^\[(.*)\]$/, '$1');
  if (to !== 'host-gateway' && !isAddress(bare)) throw new Error(`invalid IP address in add-host: "${to}"`);
  return `${host}:${bare}`;
}

export function link(text: ByteString): ByteString {
  if (text === '') throw new Error('empty string specified for links');
  if (text.split(':').length > 2) throw new Error(`bad format for links: ${text}`);
  return text;
}

const LIMITS = 'as core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ');

export function ulimit(text: ByteString): ByteString {
  const match = /^([^=]+)=([^:]*)(?::(.*))?$/.exec(text);
  if (!match) throw new Error(`invalid ulimit argument: ${text}`);
  const [, name = '', soft = '', hard] = match;
  if (!LIMITS.includes(name)) throw new Error(`invalid ulimit type: ${name}`);
  for (const value of hard === undefined ? [soft] : [soft, hard]) {
    if (!/^-?\d+$/.test(value)) throw new Error(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  }
  if (hard !== undefined && hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))) {
    throw new Error(`ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`);
  }
  return text;
}

const SYSCTLS = /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(net|fs\.mqueue)\.[^=]+)=/;

export function sysctl(text: ByteString): ByteString {
  if (!SYSCTLS.test(text)) throw new Error(`sysctl '${text}' is not allowed`);
  return text;
}

export function throttle(text: ByteString): ByteString {
  if (!/^[^:]+:[^:]+$/.test(text)) throw new Error(`bad format: ${text}`);
  if (!text.startsWith('/dev/')) throw new Error(`bad format for device path: ${text}`);
  return text;
}

export function gpus(text: ByteString): ByteString {
  if (text === '') throw new Error('EOF');
  for (const field of text.split(',')) {
    const [key = '', ...value] = field.split('=');
    const count = value.length === 0 ? key : key === 'count' ? value.join('=') : 'all';
    if (count !== 'all' && !/^[+-]?\d+$/.test(count))
      throw new Error(`invalid count (${count}): value must be either "all" or an integer: invalid syntax`);
    if (value.length > 0 && !['driver', 'count', 'device', 'capabilities', 'options'].includes(key))
      throw new Error(`unexpected key '${key}' in '${field}'`);
  }
  return text;
}

export function network(text: ByteString): ByteString {
  if (!text.includes('=')) return text;
  for (const field of text.split(',')) {
    const [key = '', ...value] = field.split('=');
    if (value.length === 0) throw new Error(`invalid field ${field}`);
    if (!['name', 'alias', 'ip', 'ip6', 'mac-address', 'link-local-ip', 'driver-opt', 'gw-priority'].includes(key.trim().toLowerCase()))
      throw new Error(`invalid field key ${key}`);
  }
  return text;
}

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*\\.?$`);

export function searchDomain(text: ByteString): ByteString {
  const domain = text.trim();
  if (domain === '.') return domain;
  if (!/[a-zA-Z]/.test(domain) || domain.length > 255 || !DOMAIN.test(domain)) throw new Error(`${domain} is not a valid domain`);
  return domain;
}
