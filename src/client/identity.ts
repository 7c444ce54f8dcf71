/** Views keep their identity until their content changes. */

interface Kept<K, V> {
  get(key: K): V | undefined;
  set(key: K, view: V): unknown;
}

/** The view from before where it says the same. */
export function keep<K, V extends object>(views: Kept<K, V>, key: K, view: V): V {
  const before = views.get(key);
  if (before !== undefined && sameFields(before, view)) return before;
  views.set(key, view);
  return view;
}

export function sameFields<V extends object>(a: V, b: V): boolean {
  return (Object.keys(b) as (keyof V)[]).every((field) => a[field] === b[field]);
}

export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
