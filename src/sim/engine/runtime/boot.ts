/** What the daemon starts by itself when the machine comes up. As moby's daemon/daemon.go restore. */
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { launch } from './start.ts';

/** Containers with --restart always, and unless-stopped ones that nobody stopped. One that cannot start keeps the reason. */
export function startAfterBoot(engine: Engine): void {
  for (const container of engine.state.containers.values()) {
    const { Name } = container.hostConfig.RestartPolicy;
    if (!container.everStarted || !(Name === 'always' || (Name === 'unless-stopped' && !container.stoppedByUser))) continue;
    try {
      launch(engine, container);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
}
