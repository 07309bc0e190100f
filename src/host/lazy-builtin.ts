/** A builtin whose code comes when it is first called. What the interpreter must know before that stands here. */
import { type Builtin, type BuiltinDefinition, createCall } from '../shell/bash/define-builtin.ts';

export type BuiltinTraits = Pick<BuiltinDefinition, 'alsoNamed' | 'inSh' | 'special' | 'declares'>;

export interface LazyBuiltin extends Builtin {
  load(): Promise<Builtin>;
}

export function lazyBuiltin(name: string, traits: BuiltinTraits, fetch: () => Promise<Builtin>): LazyBuiltin {
  let loaded: Builtin | undefined;
  const load = async (): Promise<Builtin> => {
    loaded ??= await fetch();
    return loaded;
  };
  return {
    kind: 'builtin',
    name,
    ...traits,
    load,
    get usage() {
      return loaded?.usage ?? '';
    },
    get summary() {
      return loaded?.summary ?? '';
    },
    run(call) {
      if (loaded) return loaded.run(createCall(call.shell, loaded, call.name, call.arguments, call.arrays));
      return call.shell.process
        .hold(load())
        .then((builtin) => builtin.run(createCall(call.shell, builtin, call.name, call.arguments, call.arrays)));
    },
  };
}
