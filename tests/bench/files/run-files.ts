/** Small file-system workloads in our tree and, where its folder is given, in memfs: microseconds each, at best of some rounds. */
import { pathToFileURL } from 'node:url';
import { createCell } from '../../../src/sim/fs/cell.ts';
import type { FileSystem } from '../../../src/sim/fs/types.ts';
import { fileSystemOf } from '../../../src/sim/fs/view.ts';

const FILES = 10_000;
const ROUNDS = 5;
const content = new Uint8Array(100).fill(65);

/** What both can do. */
interface Files {
  mkdir(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
  stat(path: string): unknown;
  readFile(path: string): unknown;
  readDir(path: string): readonly unknown[];
}

let ino = 0;
function ours(): FileSystem {
  return fileSystemOf(createCell({ id: 'bench', now: 1, nextIno: () => ++ino }), () => 1);
}

async function memfs(path: string): Promise<() => Files> {
  const { default: library } = (await import(pathToFileURL(`${path}/lib/index.js`).href)) as { default: { Volume: new () => MemfsVolume } };
  const { Volume } = library;
  return () => {
    const volume = new Volume();
    return {
      mkdir: (name) => volume.mkdirSync(name),
      writeFile: (name, bytes) => volume.writeFileSync(name, bytes),
      stat: (name) => volume.statSync(name),
      readFile: (name) => volume.readFileSync(name),
      readDir: (name) => volume.readdirSync(name),
    };
  };
}

interface MemfsVolume {
  mkdirSync(path: string): void;
  writeFileSync(path: string, bytes: Uint8Array): void;
  statSync(path: string): unknown;
  readFileSync(path: string): unknown;
  readdirSync(path: string): readonly string[];
}

function measure(create: () => Files): Record<string, number> {
  const best: Record<string, number> = {};
  const time = (name: string, times: number, body: () => void) => {
    const began = performance.now();
    body();
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, ((performance.now() - began) * 1000) / times);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const files = create();
    let deep = '';
    for (let depth = 0; depth < 12; depth++) {
      deep += `/d${depth}`;
      files.mkdir(deep);
    }
    const file = `${deep}/f`;
    files.writeFile(file, content);
    const paths = Array.from({ length: FILES }, (_, index) => `/b${Math.floor(index / 100)}/f${index % 100}`);
    for (let index = 0; index < FILES / 100; index++) files.mkdir(`/b${index}`);
    time('create a file of 100 B', FILES, () => paths.forEach((path) => void files.writeFile(path, content)));
    time('stat, 2 names deep', FILES, () => paths.forEach((path) => void files.stat(path)));
    time('stat, 13 names deep', FILES, () => paths.forEach(() => void files.stat(file)));
    time('read a file of 100 B', FILES, () => paths.forEach((path) => void files.readFile(path)));
    time('list a directory of 100', 1000, () => {
      for (let index = 0; index < 1000; index++) files.readDir(`/b${index % 100}`);
    });
  }
  return best;
}

const [path] = process.argv.slice(2);
console.log(JSON.stringify({ ours: measure(ours), memfs: path ? measure(await memfs(path)) : undefined }));
