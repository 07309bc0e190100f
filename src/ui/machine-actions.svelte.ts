/** What can be done with the whole machine: take it along as a file, replace it by one, begin anew. The last two ask first. */
import type { Booted } from './browser/boot.ts';
import { downloadFile, exportName } from './browser/files.ts';
import type { Notices } from './notices.svelte.ts';
import { texts } from './texts.ts';

export interface Question {
  readonly text: string;
  readonly yes: string;
  run(): void;
}

export interface MachineActions {
  readonly question: Question | undefined;
  keep(): void;
  export(): void;
  askStartOver(): void;
  askImport(file: File): void;
}

export function createMachineActions(booted: () => Booted | undefined, notices: Notices): MachineActions {
  let question = $state.raw<Question>();
  const failed = (text: string) => notices.show({ key: 'machine', tone: 'warning', text });
  const attempt = (work: Promise<void>, words: (reason: string) => string) => {
    question = undefined;
    work.catch((error: unknown) => failed(words(error instanceof Error ? error.message : String(error))));
  };
  return {
    get question() {
      return question;
    },
    keep() {
      question = undefined;
    },
    export() {
      const running = booted();
      if (running) attempt(exportMachine(running), texts.confirm.exportFailed);
    },
    askStartOver() {
      const running = booted();
      if (!running) return;
      question = { text: texts.confirm.startOver, yes: texts.confirm.startOverYes, run: () => attempt(startOver(running), String) };
    },
    askImport(file) {
      const running = booted();
      if (!running) return;
      const run = () => attempt(importMachine(running, file), texts.confirm.importFailed);
      question = { text: texts.confirm.import(file.name), yes: texts.confirm.importYes, run };
    },
  };
}

async function exportMachine({ host }: Booted): Promise<void> {
  downloadFile(exportName(new Date()), await host.export());
}

async function startOver({ host, forget }: Booted): Promise<void> {
  await host.reset();
  forget();
  host.halt();
  location.reload();
}

async function importMachine({ host }: Booted, file: File): Promise<void> {
  await host.import(new Uint8Array(await file.arrayBuffer()));
  host.halt();
  location.reload();
}
