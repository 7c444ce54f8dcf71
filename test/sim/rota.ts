import { capacity } from "./catalog.ts";
import { must } from "./must.ts";

interface Placed {
  isActive: boolean;
  assigneeId: string | null;
}

interface Told {
  readonly event: string;
  readonly payload: { readonly conversationId?: string; readonly assigneeId?: string | null };
}

/** C7: who has how many conversations, followed through the journal: what the hub assigns by itself fits. */
export class Rota {
  readonly #placed = new Map<string, Placed>();

  take(entry: { readonly seq: number; readonly actor: string }, { event, payload }: Told): void {
    const id = payload.conversationId ?? "";
    const placed = this.#placed.get(id) ?? { isActive: true, assigneeId: null };
    switch (event) {
      case "conversation:created":
        this.#placed.set(id, placed);
        return;
      case "conversation:closed":
      case "conversation:archived":
      case "conversation:snoozed":
        placed.isActive = false;
        return;
      case "conversation:reopened":
        placed.isActive = true;
        return;
      case "conversation:assigned": {
        const assigneeId = payload.assigneeId ?? null;
        if (entry.actor === "hub" && assigneeId !== null) {
          const load = [...this.#placed.values()].filter((one) => one.isActive && one.assigneeId === assigneeId).length;
          must(`C7: ${assigneeId} had room for ${id} at ${entry.seq}`, load < capacity, true);
          must(`C7: ${assigneeId} is of the team`, ["ana", "ben"].includes(assigneeId), true);
        }
        placed.assigneeId = assigneeId;
        return;
      }
      default:
      // The rest moves nobody's conversations.
    }
  }
}
