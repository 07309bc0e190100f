/** rand() and srand(): glibc's random(3), an additive feedback generator, so that `srand(1)` gives what the real awk gives. */

export interface Random {
  seed(value: number): void;
  /** In [0, 1]. */
  next(): number;
}

const DEGREE = 31;
const SEPARATION = 3;
const GREATEST = 2_147_483_647;

export function createRandom(): Random {
  const state = new Int32Array(DEGREE);
  let [front, rear] = [SEPARATION, 0];
  const step = (): number => {
    const sum = ((state[front] ?? 0) + (state[rear] ?? 0)) | 0;
    state[front] = sum;
    front = (front + 1) % DEGREE;
    rear = (rear + 1) % DEGREE;
    return sum >>> 1;
  };
  return {
    seed(value) {
      let word = (Math.trunc(value) % 2 ** 32) | 0 || 1;
      state[0] = word;
      for (let i = 1; i < DEGREE; i++) {
        // 16807 × word modulo 2³¹ − 1, as glibc does without overflow
        const high = Math.trunc(word / 127_773);
        const low = word % 127_773;
        word = 16_807 * low - 2_836 * high;
        if (word < 0) word += GREATEST;
        state[i] = word;
      }
      [front, rear] = [SEPARATION, 0];
      for (let i = 0; i < DEGREE * 10; i++) step();
    },
    next: () => step() / GREATEST,
  };
}
