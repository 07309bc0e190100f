/** The machine that /proc and /sys describe: two processors, four gigabytes, an Ubuntu kernel. */
export const PROCESSORS = 2;
export const MEMORY_KIB = 4_005_888;
export const RELEASE = '6.8.0-111-generic';
export const BUILD = '#111-Ubuntu SMP PREEMPT_DYNAMIC Fri Jul 17 13:34:40 UTC 2026';
export const VERSION = `Linux version ${RELEASE} (buildd@lcy02-amd64-086) (x86_64-linux-gnu-gcc-13 (Ubuntu 13.3.0-6ubuntu2~24.04) 13.3.0, GNU ld (GNU Binutils for Ubuntu) 2.42) ${BUILD}`;

/** Flags as an x86-64 processor of the last ten years has them. */
const FLAGS =
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx rdtscp lm constant_tsc rep_good nopl cpuid pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm abm avx2';

export function cpuinfo(): string {
  return Array.from({ length: PROCESSORS }, (_, index) => processor(index)).join('');
}

function processor(index: number): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['processor\t', index],
    ['vendor_id\t', 'GenuineIntel'],
    ['cpu family\t', 6],
    ['model\t\t', 85],
    ['model name\t', 'Drydock Virtual CPU @ 2.50GHz'],
    ['stepping\t', 7],
    ['microcode\t', '0x1'],
    ['cpu MHz\t\t', '2500.000'],
    ['cache size\t', '16384 KB'],
    ['physical id\t', 0],
    ['siblings\t', PROCESSORS],
    ['core id\t\t', index],
    ['cpu cores\t', PROCESSORS],
    ['apicid\t\t', index],
    ['initial apicid\t', index],
    ['fpu\t\t', 'yes'],
    ['fpu_exception\t', 'yes'],
    ['cpuid level\t', 13],
    ['wp\t\t', 'yes'],
    ['flags\t\t', FLAGS],
    ['bogomips\t', '5000.00'],
    ['clflush size\t', 64],
    ['cache_alignment\t', 64],
    ['address sizes\t', '46 bits physical, 48 bits virtual'],
  ];
  return `${rows.map(([name, value]) => `${name}: ${value}\n`).join('')}power management:\n\n`;
}

/** `used` are the kibibytes that processes take. */
export function meminfo(used: number): string {
  const cached = 812_340;
  const buffers = 61_204;
  const free = MEMORY_KIB - cached - buffers - used;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', MEMORY_KIB],
    ['MemFree', free],
    ['MemAvailable', free + cached - 96_000],
    ['Buffers', buffers],
    ['Cached', cached],
    ['SwapCached', 0],
    ['Active', 412_000 + used],
    ['Inactive', 520_300],
    ['Active(anon)', used],
    ['Inactive(anon)', 0],
    ['Active(file)', 412_000],
    ['Inactive(file)', 520_300],
    ['Unevictable', 18_432],
    ['Mlocked', 18_432],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Dirty', 12],
    ['Writeback', 0],
    ['AnonPages', used],
    ['Mapped', 148_320],
    ['Shmem', 4_312],
    ['KReclaimable', 62_100],
    ['Slab', 104_220],
    ['SReclaimable', 62_100],
    ['SUnreclaim', 42_120],
    ['KernelStack', 3_024],
    ['PageTables', 4_116],
    ['CommitLimit', MEMORY_KIB / 2],
    ['Committed_AS', 510_000 + used],
    ['HugePages_Total', 0],
    ['HugePages_Free', 0],
    ['HugePages_Rsvd', 0],
    ['HugePages_Surp', 0],
    ['Hugepagesize', 2048],
  ];
  return rows
    .map(([name, value]) => `${`${name}:`.padEnd(16)}${String(value).padStart(8)}${name.startsWith('HugePages_') ? '' : ' kB'}\n`)
    .join('');
}
