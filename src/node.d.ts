/** The little of Node that the platform brings (`nodejs_compat`) and the Worker takes; all its types would hide what is missing. */

declare module "node:crypto" {
  interface Hmac {
    update(text: string): Hmac;
    digest(encoding: "base64url"): string;
  }
  export function createHmac(algorithm: "sha256", key: Uint8Array): Hmac;
  export function hkdfSync(digest: "sha256", key: string, salt: Uint8Array, info: string, length: number): ArrayBuffer;
}

declare module "node:async_hooks" {
  export class AsyncLocalStorage<T> {
    run<R>(store: T, work: () => R): R;
    getStore(): T | undefined;
  }
}
