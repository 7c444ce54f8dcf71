import { type FunctionComponent, lazy, type LazyExoticComponent, type ReactNode } from "react";

type Load<P> = () => Promise<{ default: (props: P) => ReactNode }>;

const loads = new Set<() => Promise<unknown>>();

/** A component whose code is not a part of the first load. */
export function lazily<P>(load: Load<P>): LazyExoticComponent<FunctionComponent<P>> {
  loads.add(load);
  return lazy(load);
}

/**
 * Fetches what was left for later, once there is time: when it is wanted there may be no network, or a newer version
 * in the place of this one. What fails now is asked for again when it is wanted.
 */
export async function loadTheRest(): Promise<void> {
  await Promise.allSettled([...loads].map((load) => load()));
}
