/** A builtin whose code comes when it is first called. What the interpreter must know before that stands here. */
import { type Builtin, type BuiltinCall, type BuiltinDefinition, createCall } from '../shell/bash/define-builtin.ts';

export interface BuiltinTraits extends Pick<BuiltinDefinition, 'alsoNamed' | 'inSh' | 'declares'> {
  /** Does, while the code is not there, what needs little of it; undefined: nothing is done yet. */
  readonly meanwhile?: (call: BuiltinCall) => number | undefined;
}

export interface LazyBuiltin extends Builtin {
  load(): Promise<Builtin>;
}

export function lazyBuiltin(name: string, { meanwhile, ...traits }: BuiltinTraits, fetch: () => Promise<Builtin>): LazyBuiltin {
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
      const done = meanwhile?.(call);
      if (done !== undefined) return done;
      return call.shell.process
        .hold(load())
        .then((builtin) => builtin.run(createCall(call.shell, builtin, call.name, call.arguments, call.arrays)));
    },
  };
}
