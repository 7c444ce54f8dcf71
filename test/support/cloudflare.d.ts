import type { Env as ParleyEnv } from "../../src/env.ts";
import type * as worker from "../../src/worker.ts";

declare global {
  namespace Cloudflare {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Env extends ParleyEnv {}
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}
