/** Faults that a script asks for: how the next message sends, or their callbacks, go wrong. */

export const sendFaults = [
  "reject",
  "token_expired",
  "rate_limit",
  "server_error",
  "timeout",
  "accept_then_drop",
] as const;
export type SendFault = (typeof sendFaults)[number];
export const callbackFaults = ["duplicate_callbacks", "reorder_callbacks", "delay_callbacks"] as const;
export type CallbackFault = (typeof callbackFaults)[number];
/** The next request for a customer's file: it does not exist any more, or takes two seconds. */
export const mediaFaults = ["media_gone", "media_slow"] as const;
export type MediaFault = (typeof mediaFaults)[number];

export interface Fault {
  readonly channel: string;
  readonly kind: SendFault | CallbackFault | MediaFault;
  /** How many more sends it meets. */
  times: number;
}

const isSendFault = (kind: string): kind is SendFault => (sendFaults as readonly string[]).includes(kind);
const isCallbackFault = (kind: string): kind is CallbackFault => (callbackFaults as readonly string[]).includes(kind);

/** First asked, first met. A send meets at most one send fault, and all kinds of callback faults that are set. */
export class Faults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  nextSend(channel: string): SendFault | null {
    for (const fault of this.#faults) {
      if (fault.channel === channel && isSendFault(fault.kind)) {
        this.#use(fault);
        return fault.kind;
      }
    }
    return null;
  }

  nextMedia(channel: string, kind: MediaFault): boolean {
    const fault = this.#faults.find((one) => one.channel === channel && one.kind === kind);
    if (fault === undefined) return false;
    this.#use(fault);
    return true;
  }

  nextCallbacks(channel: string): Set<CallbackFault> {
    const met = new Set<CallbackFault>();
    for (const fault of this.#faults) {
      if (fault.channel !== channel || !isCallbackFault(fault.kind) || met.has(fault.kind)) continue;
      met.add(fault.kind);
      this.#use(fault);
    }
    return met;
  }

  #use(fault: Fault): void {
    fault.times -= 1;
    if (fault.times <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
  }
}
