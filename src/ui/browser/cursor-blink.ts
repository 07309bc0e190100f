/** A blinking cursor by two style changes a second. xterm's own is a CSS animation, which keeps frames coming: a key then waits 6 ms longer to be drawn. */

const milliseconds = 600;

/** Blinks while `element` has the focus, from the last key press on. Returns how to end it. */
export function blinkCursor(element: HTMLElement): () => void {
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    element.classList.remove('cursor-off');
  };
  const start = () => {
    stop();
    timer = window.setInterval(() => element.classList.toggle('cursor-off'), milliseconds);
  };
  const listeners = [
    ['focusin', start],
    ['keydown', start],
    ['focusout', stop],
  ] as const;
  for (const [type, listener] of listeners) element.addEventListener(type, listener);
  return () => {
    stop();
    for (const [type, listener] of listeners) element.removeEventListener(type, listener);
  };
}
