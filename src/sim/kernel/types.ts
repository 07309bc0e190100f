/** What the kernel offers: processes, descriptors, terminals, signals, time. The contract of sim/kernel; programs see only `Process`. */
import type { ByteString } from '../fs/bytes.ts';
import type { Credentials, FileSystem, Instant, Mount, OpenFlags, Stat } from '../fs/types.ts';

/** A value now, or a promise of it. The fast path never waits: `const r = p.read(0); const bytes = r instanceof Promise ? await r : r`. */
export type MaybePromise<T> = T | Promise<T>;

export type Signal =
  | 'HUP'
  | 'INT'
  | 'QUIT'
  | 'ILL'
  | 'TRAP'
  | 'ABRT'
  | 'BUS'
  | 'FPE'
  | 'KILL'
  | 'USR1'
  | 'SEGV'
  | 'USR2'
  | 'PIPE'
  | 'ALRM'
  | 'TERM'
  | 'STKFLT'
  | 'CHLD'
  | 'CONT'
  | 'STOP'
  | 'TSTP'
  | 'TTIN'
  | 'TTOU'
  | 'URG'
  | 'XCPU'
  | 'XFSZ'
  | 'VTALRM'
  | 'PROF'
  | 'WINCH'
  | 'IO'
  | 'PWR'
  | 'SYS';

/**
 * What a process does with a signal. A handler runs at the next system-call boundary (or `tick`); a blocked call is woken for it and
 * throws FsError('EINTR') when the handler was set with `restart: false`, else goes on waiting.
 */
export type Disposition = 'default' | 'ignore' | { readonly handle: (signal: Signal) => void; readonly restart?: boolean };

/** How a child ended or changed, as wait(2) tells. */
export type WaitStatus =
  | { readonly exited: number }
  | { readonly signaled: Signal; readonly core?: boolean }
  | { readonly stopped: Signal }
  | { readonly continued: true };

export interface WaitResult {
  readonly pid: number;
  readonly status: WaitStatus;
}

/** Which child: any, a process ID, or a process group. */
export type WaitFor = 'any' | { readonly pid: number } | { readonly group: number };

/** Descriptors of a new child: by default it has the parent's that are not close-on-exec. */
export interface SpawnOptions {
  readonly environment?: ReadonlyMap<ByteString, ByteString>;
  /** Child descriptor ← parent descriptor, applied over the inherited ones; `undefined` closes. */
  readonly descriptors?: ReadonlyMap<number, number | undefined>;
  readonly cwd?: ByteString;
  /** A new group led by the child (`'new'`), or an existing one. */
  readonly group?: 'new' | number;
  /** Makes that group the terminal's foreground group before the child runs. The terminal is that of this descriptor of the parent. */
  readonly foregroundOn?: number;
  /** A new session (setsid); `controllingTerminal` is the child's descriptor of the terminal that it takes. */
  readonly session?: { readonly controllingTerminal?: number };
  readonly credentials?: Credentials;
  /** argv[0] differs from the file (login shells). Not used by `spawn` when argv has it. */
  readonly name?: ByteString;
  /** Signals set back to default in the child (a shell ignores some that its children must not). Ignored ones are inherited, handlers never. */
  readonly defaultSignals?: readonly Signal[];
  readonly ignoredSignals?: readonly Signal[];
}

/** A program that the kernel can run: what an executable's note names. */
export interface Program {
  readonly name: string;
  /** Runs to its exit status (0–255). Must let ProcessExit and FsError pass, or handle the latter. */
  main(process: Process): Promise<number>;
}

/** The table of programs, given to the kernel from outside. */
export interface ProgramTable {
  find(name: string): Program | undefined;
}

/** Which of the process's descriptors are ready. `hangUp`: the other end is gone. */
export interface PollResult {
  readonly fd: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly hangUp: boolean;
}

/** One running program's system calls: the only thing that a program knows of the machine. */
export interface Process {
  /** In its own PID namespace (a container's first process is 1). */
  readonly pid: number;
  readonly parentPid: number;
  readonly group: number;
  readonly session: number;
  readonly argv: readonly ByteString[];
  /** The program's own copy; children get it at spawn unless options say otherwise. */
  readonly environment: Map<ByteString, ByteString>;
  readonly credentials: Credentials;
  /** Who started it: differs from `credentials.uid` in a set-user-ID program (sudo), which runs as the file's owner. */
  readonly realUid?: number;
  readonly fs: FileSystem;
  /** Absolute path of the working directory; throws ENOENT when it was removed. */
  cwd(): ByteString;
  chdir(path: ByteString): void;
  /** Sets (when given) and returns the former mask. */
  umask(mask?: number): number;
  hostname(): ByteString;

  // Descriptors. read and write wait unless the description is non-blocking (then EAGAIN).
  open(path: ByteString, flags: OpenFlags, mode?: number): MaybePromise<number>;
  close(fd: number): void;
  /** The lowest free descriptor ≥ `from` (0). */
  dup(fd: number, from?: number): number;
  dup2(fd: number, to: number): void;
  pipe(): { readonly read: number; readonly write: number };
  isOpen(fd: number): boolean;
  /** All open descriptors in ascending order. */
  descriptors(): readonly number[];
  setCloseOnExec(fd: number, on: boolean): void;
  /** At most `maximum` (65,536) bytes, at least one; none means end of file. */
  read(fd: number, maximum?: number): MaybePromise<Uint8Array>;
  /** Writes all of it, waiting as often as needed. On a pipe without a reader: SIGPIPE, then EPIPE. */
  write(fd: number, bytes: Uint8Array | ByteString): MaybePromise<void>;
  seek(fd: number, offset: number, whence: 'set' | 'current' | 'end'): number;
  fstat(fd: number): Stat;
  ftruncate(fd: number, size: number): void;
  /** Waits until one of them is ready or `timeout` microseconds have passed (0: looks once; undefined: for ever). */
  poll(
    interests: readonly { readonly fd: number; readonly read?: boolean; readonly write?: boolean }[],
    timeout?: number,
  ): MaybePromise<readonly PollResult[]>;
  /** The terminal behind a descriptor, or undefined (isatty). */
  terminal(fd: number): Terminal | undefined;
  /** A new pseudo-terminal: the master is a descriptor-like object owned by this process, the slave is opened as a descriptor. */
  openPty(size: WindowSize): { readonly master: PtyMaster; readonly slave: number };

  // Processes.
  /** Starts a program file. Throws ENOENT, EACCES, ENOEXEC (text without #!, bash then runs it itself). argv[0] is argv's first. Follows `#!`. */
  spawn(path: ByteString, argv: readonly ByteString[], options?: SpawnOptions): number;
  /** Starts a copy of this process that runs `run` instead (a subshell). */
  fork(run: (child: Process) => Promise<number>, options?: SpawnOptions): number;
  /** Becomes another program; what follows never runs. Throws as spawn does. */
  exec(path: ByteString, argv: readonly ByteString[], environment?: ReadonlyMap<ByteString, ByteString>): Promise<never>;
  /** Throws ECHILD when there is no such child. With `noHang`, undefined when none has changed yet. */
  wait(
    which: WaitFor,
    options?: { readonly noHang?: boolean; readonly untraced?: boolean; readonly continued?: boolean },
  ): MaybePromise<WaitResult | undefined>;
  /** pid > 0 a process, 0 the own group, < -1 the group -pid, -1 all. `undefined` only checks. Throws ESRCH, EPERM. */
  kill(pid: number, signal: Signal | undefined): void;
  on(signal: Signal, disposition: Disposition): void;
  disposition(signal: Signal): Disposition;
  /** pid 0 means itself, group 0 means the pid's own. */
  setGroup(pid: number, group: number): void;
  setCredentials(credentials: Credentials): void;
  exit(status: number): never;
  /** Everything that this process can see in its PID namespace. */
  processes(): readonly ProcessInfo[];

  // Time, chance, fairness.
  now(): Instant;
  /** Microseconds; wakes early with EINTR only for handlers with `restart: false`. */
  sleep(microseconds: number): Promise<void>;
  /** In [0, 1), from the machine's seed. */
  random(): number;
  /**
   * To be called in every loop that could run long, with the number of elementary steps taken (1). Usually returns undefined at once;
   * when the process's fuel is used up it returns a promise to await. `const pause = p.tick(); if (pause) await pause;`
   */
  tick(steps?: number): Promise<void> | undefined;
  /**
   * The service behind an address: `unix:/var/run/docker.sock` (the node's permissions count: ENOENT, EACCES, ECONNREFUSED) or a server of
   * the simulated internet, `http://archive.ubuntu.com` (ECONNREFUSED; ENXIO when the name is unknown or the namespace has no network).
   */
  connect(address: string): unknown;
  /** Awaits something of the outside world (a fetch) while the machine stands still: no other process runs, no timer fires, no instant passes. */
  hold<T>(outside: Promise<T>): Promise<T>;
  /** Says what this shell has run, for views and labs; never changes bytes. */
  report(event: { readonly type: 'commandRun'; readonly line: ByteString; readonly status: number }): void;
}

export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  readonly group: number;
  readonly session: number;
  readonly uid: number;
  readonly gid: number;
  readonly argv: readonly ByteString[];
  /** The program's short name (comm, at most 15 bytes). */
  readonly name: ByteString;
  /** R running, S sleeping, T stopped, Z zombie. */
  readonly state: 'R' | 'S' | 'T' | 'Z';
  /** `pts/0`, or undefined. */
  readonly terminal: string | undefined;
  readonly foregroundGroup: number;
  readonly started: Instant;
  /** Microseconds of processor time (fuel used). */
  readonly cpu: number;
  /** The same of its children that ended and were waited for (times(2)). */
  readonly cpuOfChildren?: number;
}

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** termios, as far as programs and stty need it. */
export interface TerminalAttributes {
  readonly canonical: boolean; // ICANON
  readonly echo: boolean; // ECHO
  readonly echoErase: boolean; // ECHOE
  readonly echoKill: boolean; // ECHOK
  readonly echoControl: boolean; // ECHOCTL
  readonly signals: boolean; // ISIG
  readonly extended: boolean; // IEXTEN
  readonly crToNl: boolean; // ICRNL
  readonly flowControl: boolean; // IXON
  readonly postProcess: boolean; // OPOST
  readonly nlToCrNl: boolean; // ONLCR
  readonly stopBackground: boolean; // TOSTOP
  readonly utf8?: boolean; // IUTF8: erasing takes a whole character
  readonly noFlush?: boolean; // NOFLSH: a signal character does not throw typed and printed bytes away
  /** Raw mode's least count and time (tenths of a second): VMIN, VTIME. */
  readonly minimum: number;
  readonly time: number;
  /** Character codes; 0 is off. */
  readonly characters: {
    readonly interrupt: number;
    readonly quit: number;
    readonly erase: number;
    readonly kill: number;
    readonly endOfFile: number;
    readonly suspend: number;
    readonly start: number;
    readonly stop: number;
    readonly wordErase: number;
    readonly literalNext: number;
    readonly reprint: number;
  };
}

/** The slave side, as ioctl and tcsetattr give it to programs. */
export interface Terminal {
  /** `/dev/pts/0`. */
  readonly path: ByteString;
  readonly size: WindowSize;
  setSize(size: WindowSize): void;
  readonly attributes: TerminalAttributes;
  setAttributes(attributes: TerminalAttributes): void;
  /** tcgetpgrp, tcsetpgrp, in the caller's PID namespace. */
  readonly foregroundGroup: number;
  setForegroundGroup(group: number): void;
  /** Makes it the caller's controlling terminal when the caller leads a session that has none. */
  acquire(): void;
  /** Declares that this terminal's bytes are relayed to another pty (docker run -it, exec, attach): see Kernel.innermost. Returns how to end it. */
  relayTo(pty: PtyMaster): () => void;
}

/** The master side: what a screen, a test or `docker run -it` holds. */
export interface PtyMaster {
  readonly number: number;
  /** Bytes as typed; through the line discipline. */
  input(bytes: Uint8Array): void;
  /** Output bytes as they come, after OPOST. At most one listener; until there is one, output is kept. Returns how to end it. A listener that returns a promise applies back-pressure. */
  onOutput(listener: (bytes: Uint8Array) => MaybePromise<void>): () => void;
  resize(size: WindowSize): void;
  readonly size: WindowSize;
  /** Hangs up: SIGHUP to the session, reads give end of file. */
  close(): void;
  /** Called once when the last slave descriptor was closed. */
  onHangUp(listener: () => void): void;
  /** The terminal as the kernel sees it (size, attributes, foreground group). */
  readonly terminal: Terminal;
}

/** A terminal's other end in the world outside: xterm in the page, a buffer in tests. */
export interface Screen {
  write(bytes: Uint8Array): MaybePromise<void>;
  onInput(listener: (bytes: Uint8Array) => void): void;
  onResize(listener: (size: WindowSize) => void): void;
  readonly size: WindowSize;
}

/** What separates a container from the host. Processes inherit theirs; `startInit` makes the first one of a new one. */
export interface Namespace {
  readonly id: string;
  hostname: ByteString;
  readonly mounts: readonly Mount[];
  /** `undefined` for the host, else what the terminal's title says: a container's ID. */
  readonly container: string | undefined;
}

/** How the first process of a namespace (a login shell on the host, a container's PID 1, `docker exec`) starts. */
export interface InitOptions {
  readonly argv: readonly ByteString[];
  /** Looked up in PATH of `environment` when it has no slash, inside the namespace. */
  readonly path?: ByteString;
  readonly environment: ReadonlyMap<ByteString, ByteString>;
  readonly cwd: ByteString;
  readonly credentials: Credentials;
  /** Descriptors 0, 1, 2: the slave of a pty, or sinks and sources of the engine's. */
  readonly stdio:
    | { readonly pty: PtyMaster }
    | { readonly stdin: StreamEnd | 'null'; readonly stdout: StreamEnd; readonly stderr: StreamEnd };
  readonly onExit: (status: WaitStatus) => void;
  /** Joins a namespace's PIDs without being its first process (docker exec). */
  readonly joins?: boolean;
  /** Ends every process of the PID namespace when this one ends (PID 1). Default: not `joins`. */
  readonly reaper?: boolean;
}

/** One end of a kernel pipe held outside any process (the engine's side of a container's stdio; a test's stdin). */
export interface StreamEnd {
  readonly id: number;
}

/** The kernel: owns processes, pipes, ptys, time. One a machine. */
export interface Kernel {
  readonly clock: Clock;
  /** Makes a namespace from a mount table; /proc, /sys, /dev, /dev/pts, /dev/shm, /etc/hosts… are among the mounts that the caller gives (see kernel/mounts.ts for the standard ones). */
  createNamespace(options: {
    readonly id: string;
    readonly hostname: ByteString;
    readonly mounts: readonly Mount[];
    readonly container?: string;
    /** false: no way to the simulated internet (`--network none`). */
    readonly network?: boolean;
  }): Namespace;
  destroyNamespace(namespace: Namespace): void;
  /** Starts a first process. Throws FsError as exec would (ENOENT, EACCES, EISDIR …). Returns its host-wide PID. */
  startInit(namespace: Namespace, options: InitOptions): number;
  createPty(size: WindowSize): PtyMaster;
  /** A kernel pipe with both ends outside: read it with `readStream`, give the other end to `startInit`. */
  createStream(): { readonly readEnd: StreamEnd; readonly writeEnd: StreamEnd };
  readStream(end: StreamEnd, maximum?: number): MaybePromise<Uint8Array>;
  writeStream(end: StreamEnd, bytes: Uint8Array): MaybePromise<void>;
  closeStream(end: StreamEnd): void;
  /** Makes a service reachable at an address (see Process.connect); a unix socket's node must be made in its tree beside this. */
  serve(address: string, service: unknown): void;
  /** By host-wide PID. */
  kill(hostPid: number, signal: Signal): void;
  /** Stops (docker pause) or continues every process of a namespace, unseen by them. */
  setFrozen(namespace: Namespace, frozen: boolean): void;
  processes(namespace?: Namespace): readonly (ProcessInfo & { readonly hostPid: number })[];
  /** Calls back after `microseconds` of machine time. Returns how to cancel. */
  after(microseconds: number, callback: () => void): () => void;
  /**
   * Resolves when nothing can run any more until input comes or (in real time) a timer fires: every process is blocked and all output is
   * drained. With virtual time, timers are run through first unless `untilInstant` comes before them.
   */
  settled(): Promise<void>;
  /** Lets so much machine time pass, in microseconds. */
  pass(microseconds: number): Promise<void>;
  /** Whether the innermost foreground program of this terminal waits in a read of it, its input used up and its output drained. */
  awaitsInput(pty: PtyMaster): boolean;
  /** Resolves when `awaitsInput` holds, or the terminal hung up. */
  untilAwaitsInput(pty: PtyMaster): Promise<void>;
  /** Follows relays (docker run -it) to the last pty, and says in which namespace its reader (else its foreground group) lives. */
  innermost(pty: PtyMaster): { readonly pty: PtyMaster; readonly namespace: Namespace | undefined };
  onEvent(listener: (event: KernelEvent) => void): () => void;
  /** As Process.hold, for the engine and the machine. */
  hold<T>(outside: Promise<T>): Promise<T>;
  /** Ends everything at once, as a power cut does. */
  halt(): void;
}

export type KernelEvent =
  | { readonly type: 'processStarted' | 'processEnded'; readonly hostPid: number; readonly namespace: Namespace }
  | {
      readonly type: 'commandRun';
      readonly line: ByteString;
      readonly status: number;
      readonly hostPid: number;
      readonly namespace: Namespace;
      readonly terminal: string | undefined;
    }
  | { readonly type: 'foreground'; readonly pty: number }
  /** A program threw something that is neither FsError nor an exit: a fault of ours. The process ends with status 70. */
  | { readonly type: 'fault'; readonly message: string; readonly stack: string };

/** Machine time. Virtual: moves with fuel and jumps to the next timer when nobody can run. Real: follows the wall clock, never backwards. */
export interface Clock {
  now(): Instant;
}

/** What the kernel needs from outside: time, chance, a fresh macrotask. */
export interface Platform {
  readonly time: /** `stands`: jumps only while somebody outside waits (pass, settled, untilAwaitsInput), so that a prompt can be left alone. */
    | { readonly mode: 'virtual'; readonly start: Instant; readonly stands?: boolean }
    | { readonly mode: 'real'; now(): Instant; setTimer(microseconds: number, callback: () => void): () => void };
  /** Uniform in [0, 1). */
  random(): number;
  /** Runs the callback in a fresh macrotask, so that input and painting get their turn. */
  macrotask(callback: () => void): void;
  /** Milliseconds of wall time for deciding when to give the thread back; not visible to the machine. */
  wallClock(): number;
}
