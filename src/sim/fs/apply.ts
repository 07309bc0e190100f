/** Puts a layer's change set on a tree. As moby's go-archive, diff.go (UnpackLayer). */
import type { ByteString } from './bytes.ts';
import { TreeCell } from './cell.ts';
import { namesOf, pathOf } from './path.ts';
import { type EditableDirectory, type LeafNode, nodeOf } from './tree.ts';
import type { DirectoryNode, Instant, LayerEntry, Tree } from './types.ts';

/**
 * The tree with the layer on it; `tree` stays as it is. Inode numbers are the layer's; a directory that goes on keeps its own. Symlinks
 * on the way to an entry are followed inside the tree. Directories that are missing on the way are made (755, root's) with numbers from
 * `nextIno`; layers of `layerFrom` need none.
 */
export function apply(tree: Tree, layer: { readonly entries: readonly LayerEntry[] }, nextIno: () => number = noInode): Tree {
  const cell = new TreeCell({ id: 'apply', tree, now: 0, nextIno });
  const application = new Application(cell, layer.entries);
  application.run();
  return cell.freeze();
}

/** One application under way. First all that goes, then all that comes: a name that moved must not take away what replaces it. */
class Application {
  private readonly cell: TreeCell;
  private readonly entries: readonly LayerEntry[];
  private readonly opaque: ReadonlySet<ByteString>;
  private lastPath: ByteString | undefined;
  private lastDirectory: EditableDirectory | undefined;

  constructor(cell: TreeCell, entries: readonly LayerEntry[]) {
    this.cell = cell;
    this.entries = entries;
    this.opaque = new Set(entries.filter(({ whiteout }) => whiteout === 'opaque').map(({ path }) => path));
  }

  run(): void {
    for (const entry of this.entries) this.clear(entry);
    this.lastPath = undefined;
    for (const entry of this.entries) if (entry.whiteout === undefined) this.add(entry);
  }

  private clear(entry: LayerEntry): void {
    const existing = this.cell.nodeAt(namesOf(entry.path));
    if (existing === undefined || entry.path === '') return;
    if (entry.whiteout === 'opaque' && existing.type === 'directory') {
      const directory = this.cell.own(namesOf(entry.path));
      for (const name of [...directory.entries.keys()]) this.remove(directory, name);
    } else if (entry.whiteout === 'file' || !(existing.type === 'directory' && entry.node?.type === 'directory')) {
      this.remove(this.parentOf(entry.path), nameOf(entry.path));
      this.lastPath = undefined;
    }
  }

  private add(entry: LayerEntry): void {
    if (entry.path === '') {
      if (entry.node?.type === 'directory')
        Object.assign(this.cell.own([]), { ...entry.node, entries: this.cell.root.entries, ino: this.cell.root.ino });
      return;
    }
    const parent = this.parentOf(entry.path, entry.node?.mtime ?? 0);
    const name = nameOf(entry.path);
    if (entry.hardLinkTo !== undefined) this.link(parent, name, entry.hardLinkTo);
    else if (entry.node?.type === 'directory') this.addDirectory(parent, name, entry.node, entry.path);
    else if (entry.node) {
      this.remove(parent, name);
      parent.entries.set(name, entry.node);
    }
  }

  private addDirectory(parent: EditableDirectory, name: ByteString, node: DirectoryNode, path: ByteString): void {
    const existing = parent.entries.get(name);
    if (existing?.type !== 'directory') {
      this.remove(parent, name);
      const made: DirectoryNode = { ...node, entries: new Map() };
      this.cell.adopt(made);
      parent.entries.set(name, made);
      return;
    }
    const directory = this.cell.own([...this.resolve(dirnames(path), node.mtime), name]);
    const ino = this.opaque.has(path) ? node.ino : existing.ino;
    Object.assign(directory, { ...node, ino, entries: directory.entries });
    this.lastPath = undefined;
  }

  private link(parent: EditableDirectory, name: ByteString, target: ByteString): void {
    const targetParent = this.parentOf(target);
    const entry = targetParent.entries.get(nameOf(target));
    const node = entry && nodeOf(entry, this.cell.linked);
    if (entry === undefined || node === undefined || node.type === 'directory')
      throw new Error(`layer with a hard link to nothing: ${target}`);
    if (targetParent === parent && name === nameOf(target)) return;
    this.remove(parent, name);
    const names = entry.type === 'link' ? (this.cell.linked.get(entry.ino)?.names ?? 1) : 1;
    this.cell.setLinked(node, names + 1);
    targetParent.entries.set(nameOf(target), { type: 'link', ino: node.ino });
    parent.entries.set(name, { type: 'link', ino: node.ino });
  }

  /** Takes a name away with all below it, and counts the names of linked files down. */
  private remove(parent: EditableDirectory, name: ByteString): void {
    const entry = parent.entries.get(name);
    if (entry === undefined) return;
    parent.entries.delete(name);
    if (entry.type === 'directory') this.forgetLinks(entry);
    else if (entry.type === 'link') this.forgetLink(entry.ino);
  }

  private forgetLinks(directory: DirectoryNode): void {
    if (this.cell.linked.size === 0) return;
    for (const entry of directory.entries.values()) {
      if (entry.type === 'directory') this.forgetLinks(entry);
      else if (entry.type === 'link') this.forgetLink(entry.ino);
    }
  }

  private forgetLink(ino: number): void {
    const file = this.cell.linked.get(ino);
    if (file) this.cell.setLinked(file.node as LeafNode, file.names - 1);
  }

  private parentOf(path: ByteString, now: Instant = 0): EditableDirectory {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    if (parent === this.lastPath && this.lastDirectory) return this.lastDirectory;
    this.lastDirectory = this.cell.own(this.resolve(namesOf(parent), now));
    this.lastPath = parent;
    return this.lastDirectory;
  }

  /** Names without symlinks on the way; missing directories are made. */
  private resolve(names: readonly ByteString[], now: Instant, links = 0): ByteString[] {
    const resolved: ByteString[] = [];
    for (const [index, name] of names.entries()) {
      if (name === '..') {
        resolved.pop();
        continue;
      }
      const node = this.cell.nodeAt([...resolved, name]);
      if (node?.type === 'directory') resolved.push(name);
      else if (node?.type === 'symlink' && links < 40) {
        const start = node.target.startsWith('/') ? [] : resolved;
        return this.resolve([...start, ...namesOf(node.target), ...names.slice(index + 1)], now, links + 1);
      } else if (node === undefined) {
        const made: DirectoryNode = {
          type: 'directory',
          ino: this.cell.nextIno(),
          mode: 0o755,
          uid: 0,
          gid: 0,
          mtime: now,
          ctime: now,
          entries: new Map(),
        };
        this.cell.own(resolved).entries.set(name, made);
        resolved.push(name);
      } else throw new Error(`layer without the directory ${pathOf(names)}`);
    }
    return resolved;
  }
}

function nameOf(path: ByteString): ByteString {
  return path.slice(path.lastIndexOf('/') + 1);
}

function dirnames(path: ByteString): ByteString[] {
  return namesOf(path).slice(0, -1);
}

function noInode(): number {
  throw new Error('a layer brings its own inode numbers');
}
