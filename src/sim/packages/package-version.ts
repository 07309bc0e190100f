/** What a paragraph says of its package, whether it stands in dpkg's database or in one of apt's lists. */
import type { Paragraph } from '../content/deb822.ts';
import { type Dependency, parseRelation } from './relation.ts';

/** One version of a package. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Multi-Arch: same: dpkg says `name:amd64` and its info files are called so. */
  readonly isMultiArchSame: boolean;
  readonly provides: readonly Dependency[];
  readonly paragraph: Paragraph;
}

export function packageVersionOf(paragraph: Paragraph): PackageVersion {
  return {
    name: paragraph.get('Package') ?? '',
    version: paragraph.get('Version') ?? '',
    architecture: paragraph.get('Architecture') ?? '',
    isMultiArchSame: paragraph.get('Multi-Arch') === 'same',
    provides: parseRelation(paragraph.get('Provides')).flat(),
    paragraph,
  };
}
