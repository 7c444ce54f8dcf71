/**
 * Runs `work` with a signal that aborts after `limitMs`. Not `AbortSignal.timeout`: its timer runs on after
 * an early answer and keeps a Durable Object awake, and billed, until then.
 */
export async function withTimeLimit<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException("No answer in time.", "TimeoutError")), limitMs);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
