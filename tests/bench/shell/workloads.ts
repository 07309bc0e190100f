/** What shells are measured with: small programs that each stress one thing. All print something that can be compared with the real bash's. */
export interface Workload {
  readonly name: string;
  /** Done once before, in the same folder, not measured. */
  readonly prepare?: string;
  readonly script: string;
  /** The most times bash's own time that it may take. */
  readonly most?: number;
  readonly aim?: number;
}

const functions = (lines: number): string => {
  const one = (index: number) => [
    `task_${index}() {`,
    '  local name=$1 count=${2:-3}',
    '  if [[ -n $name && $count -gt 0 ]]; then',
    '    for ((i = 0; i < count; i++)); do',
    '      printf "%s %d\\n" "${name%.txt}" "$((i * 2))" | sed -e "s/a/b/" >> "/tmp/out.$name"',
    '    done',
    '  else',
    '    case $name in *.c | *.h) echo \'source\' ;; *) echo "other: $name" >&2 ;; esac',
    '  fi',
    '}',
  ];
  return Array.from({ length: lines / 10 }, (_, index) => one(index).join('\n')).join('\n');
};

/** facts: ratios to bash's processor time in the same run. */
export const workloads: readonly Workload[] = [
  { name: 'loop', script: 'for ((i = 0; i < 100000; i++)); do :; done; echo $i', most: 2, aim: 1 },
  {
    name: 'fib',
    script:
      'fib() { local n=$1 a; if ((n < 2)); then r=$n; return; fi; fib $((n - 1)); a=$r; fib $((n - 2)); r=$((a + r)); }; fib 18; echo $r',
    most: 2,
    aim: 1,
  },
  { name: 'string', script: 'for ((i = 0; i < 5000; i++)); do s+=abcdefghij; done; echo ${#s}', most: 2, aim: 1 },
  {
    name: 'array',
    script:
      'for ((i = 0; i < 2000; i++)); do a+=("item $i"); done; for x in "${a[@]}"; do ((n += ${#x})); done; b=("${a[@]/item/thing}"); echo $n ${#b[@]} "${b[7]}"',
    most: 2,
    aim: 1,
  },
  {
    name: 'read',
    prepare: 'for ((i = 0; i < 20000; i++)); do echo "$i second third and more"; done > lines',
    script: 'while read -r a b c; do ((n += a)); done < lines; echo $n "$c"',
    most: 1,
    aim: 0.5,
  },
  { name: 'sort', script: 'seq 100000 | sort -rn | head -5', most: 1.5, aim: 1 },
  { name: 'grep', script: 'seq 200000 | grep 7 | wc -l', most: 1.5, aim: 1 },
  { name: 'yes', script: 'yes | head -10000 | wc -l', most: 0.5, aim: 0.2 },
  { name: 'awk', script: "seq 50000 | awk '{ s += $1 } END { print s, $1 }'", most: 3, aim: 1.5 },
  { name: 'sed', script: 'seq 20000 | sed s/1/x/g | tail -1', most: 1, aim: 0.5 },
  { name: 'subst', script: 'for ((i = 0; i < 2000; i++)); do x=$(echo $i); done; echo $x' },
  { name: 'exec', script: 'for ((i = 0; i < 300; i++)); do basename /usr/lib/file.$i .c; done | tail -1' },
  {
    name: 'glob',
    prepare: 'mkdir -p many; for ((i = 0; i < 2000; i++)); do : > many/file$i.txt; done',
    script: 'for ((i = 0; i < 10; i++)); do set -- many/*7*.txt many/file1*; done; echo $#',
    most: 1.5,
    aim: 0.7,
  },
  {
    name: 'ls',
    prepare: 'mkdir -p many; for ((i = 0; i < 2000; i++)); do : > many/file$i.txt; done',
    script: 'ls -l many | wc -l',
    most: 1,
    aim: 0.6,
  },
  {
    name: 'parse',
    prepare: `cat > script <<'END'\n${functions(1000)}\nEND`,
    script: '. ./script; declare -F | wc -l',
    most: 1.5,
    aim: 0.5,
  },
];

/** The workload with the one number that makes its size `times` as large. */
export function scaled({ prepare, script }: Workload, times: number): { readonly prepare: string | undefined; readonly script: string } {
  const larger = (text: string) => text.replace(/\b\d{4,}\b/, (size) => String(Number(size) * times));
  if (times === 1) return { prepare, script };
  return prepare ? { prepare: larger(prepare), script } : { prepare, script: larger(script) };
}
