import { useCallback, useEffect, useState } from "react";
import type { Result } from "../api.ts";

/** What a settings page shows, and how to ask again after a change. null until the first answer. */
export function useLoaded<T>(load: () => Promise<Result<T>>): {
  result: Result<T> | null;
  reload: () => Promise<void>;
} {
  const [result, setResult] = useState<Result<T> | null>(null);
  const reload = useCallback(async () => setResult(await load()), [load]);
  useEffect(() => {
    let gone = false;
    void load().then((loaded) => {
      if (!gone) setResult(loaded);
    });
    return () => {
      gone = true;
    };
  }, [load]);
  return { result, reload };
}
