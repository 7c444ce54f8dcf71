import { createContext, use, useEffect, useEffectEvent, useState } from "react";

/** Tells which conversations are meant when nobody says which: those chosen, else the one at the cursor or open. */
type Tell = () => readonly string[];

/** One for each shell: the page that shows conversations tells, the command bar asks when it opens. */
export class Targets {
  #tell: Tell | null = null;

  ids(): readonly string[] {
    return this.#tell?.() ?? [];
  }

  /** Returns how to stop. */
  told(tell: Tell): () => void {
    this.#tell = tell;
    return () => {
      if (this.#tell === tell) this.#tell = null;
    };
  }
}

export const TargetsContext = createContext<Targets | null>(null);

/** For the shell: a new one, the same as long as it is shown. */
export function useNewTargets(): Targets {
  return useState(() => new Targets())[0];
}

export function useTargets(): Targets {
  const targets = use(TargetsContext);
  if (targets === null) throw new Error("useTargets outside of a shell");
  return targets;
}

/** Tells which conversations are meant, while the caller is shown. */
export function useTellTargets(tell: Tell): void {
  const targets = useTargets();
  const now = useEffectEvent(tell);
  useEffect(() => targets.told(() => now()), [targets]);
}
