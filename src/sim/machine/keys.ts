/** The keys under which a machine's parts stand in its store. */

export const keys = {
  tree: (cell: string) => `tree/${cell}`,
  layer: (chainId: string) => `layer/${chainId}`,
  content: (digest: string) => `content/${digest}`,
  /** `image`, `container`, `network`, `volume` and the name of one. */
  object: (kind: string, id: string) => `engine/${kind}/${id}`,
  names: 'engine/names',
  events: 'engine/events',
  log: (container: string) => `log/${container}`,
  places: 'places',
  screen: (number: number) => `screen/${number}`,
  /** What could not be read, kept aside. */
  lost: (key: string) => `lost/${key}`,
} as const;

/** The kinds of objects that the engine's state holds in maps by ID. */
export const OBJECT_KINDS = { image: 'images', container: 'containers', network: 'networks', volume: 'volumes' } as const;
export type ObjectKind = keyof typeof OBJECT_KINDS;
