export interface Weighed {
  readonly path: string;
  readonly raw: number;
  readonly gzip: number;
}
export const limits: { readonly firstLoad: number; readonly warn: number; readonly withUbuntu: number };
export function measureBundle(folder: string): {
  readonly files: readonly Weighed[];
  readonly image: readonly Weighed[];
  readonly firstLoad: number;
  readonly withUbuntu: number;
};
export function checkBundle(folder: string): readonly { readonly name: string; readonly passed: boolean }[];
