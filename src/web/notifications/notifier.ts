import type { Inbox } from "../../client/inbox.ts";
import { type Desk, keyOf, type Occurrence, occurrenceOf, type Subject, toldEvents } from "../../core/occurrence.ts";
import type { EventName, ParleyEvent } from "../../protocol/events.ts";
import { agentName } from "../inbox/agents.ts";
import { contactName } from "../inbox/names.ts";
import { makeHintDue, notificationSettings } from "./chosen.ts";
import { DesktopNotifications } from "./desktop.ts";
import { onLed } from "./led.ts";
import { type Attention, type Situation, type Telling, tellings, withoutRead } from "./notify.ts";
import { desktopPermission } from "./permission.ts";
import { playSound } from "./sound.ts";
import { placeOf } from "./subject-place.ts";
import { TabBoard } from "./tab-board.ts";
import { notifications as words } from "../messages/en/notifications.ts";
import { t } from "../messages/t.ts";

/** What comes within this time is told together: the events of one delivery, and the assignment that follows it. */
const gatherMs = 300;
/** Of tellings at once or soon after one another, one is heard. */
const soundEveryMs = 2_000;

export interface NotifierDeps {
  readonly inbox: Inbox;
  /** The organisation's slug. */
  readonly slug: string;
  readonly agentId: string;
  /** Opens an address of the page. */
  readonly open: (path: string) => void;
  readonly toasts: {
    show(toast: { id: string; title: string; text: string; onOpen: () => void; onClose: () => void }): void;
    close(id: string): void;
  };
}

/** Hears what happens, asks the rule what of it this tab tells, and tells it. */
export class Notifier {
  #deps: NotifierDeps;
  #board: TabBoard;
  #desktop = new DesktopNotifications();
  #gathered: Occurrence[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** `keyOf` a subject → messages told in what is still on the screen. */
  #shown = new Map<string, number>();
  #heardAt = Number.NEGATIVE_INFINITY;
  #conversationId: string | null = null;
  #stops: (() => void)[] = [];

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    const { inbox, slug, agentId } = deps;
    this.#board = new TabBoard(`${slug}/${agentId}`);
    for (const name of toldEvents) this.#stops.push(this.#hear(name));
    // Read here, in another tab or on another device: nothing is left to be told.
    this.#stops.push(
      inbox.on("conversation:read", ({ conversationId, unread }) => {
        if (unread !== 0) return;
        this.#gathered = withoutRead(this.#gathered, conversationId);
        this.#withdraw({ kind: "conversation", id: conversationId });
      }),
      inbox.subscribe(this.#sayWhatIsShown),
    );
    this.#stops.push(onLed(this.#board.id, deps.open));
    for (const event of ["focus", "blur"]) window.addEventListener(event, this.#sayWhatIsShown);
    document.addEventListener("visibilitychange", this.#sayWhatIsShown);
    this.#sayWhatIsShown();
  }

  /** The page shows this conversation now. */
  looksAt(conversationId: string | null): void {
    this.#conversationId = conversationId;
    if (conversationId !== null) this.#withdraw({ kind: "conversation", id: conversationId });
    this.#sayWhatIsShown();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    for (const event of ["focus", "blur"]) window.removeEventListener(event, this.#sayWhatIsShown);
    document.removeEventListener("visibilitychange", this.#sayWhatIsShown);
    this.#board.say(null);
  }

  #hear<N extends EventName>(event: N): () => void {
    return this.#deps.inbox.on(event, (payload) => {
      const occurrence = occurrenceOf({ event, payload } as ParleyEvent, deskOf(this.#deps));
      if (occurrence === null) return;
      this.#gathered.push(occurrence);
      this.#timer ??= setTimeout(() => void this.#tell(), gatherMs);
    });
  }

  /** A tab that hears nothing is not on the board: another one tells. */
  #sayWhatIsShown = (): void => {
    const isLive = this.#deps.inbox.connection.state === "live";
    this.#board.say(isLive ? { attention: attention(), conversationId: this.#conversationId } : null);
  };

  async #tell(): Promise<void> {
    const tabs = await this.#board.tabs();
    this.#timer = null;
    const gathered = this.#gathered.splice(0);
    const { agentId } = this.#deps;
    const permission = desktopPermission();
    const situation: Situation = {
      settings: notificationSettings(agentId),
      tabs,
      self: this.#board.id,
      desktop: permission === "granted" ? "granted" : permission === "default" ? "unasked" : "no",
      shown: this.#shown,
    };
    for (const telling of tellings(gathered, situation)) this.#show(telling, gathered);
  }

  #show(telling: Telling, gathered: readonly Occurrence[]): void {
    const { subject, title, text } = telling;
    const { agentId, open, slug, toasts } = this.#deps;
    const tag = this.#tag(subject);
    const isHeard = telling.sound && this.#sound();
    const onOpen = () => open(`/o/${slug}/${placeOf(subject)}`);
    const onClose = () => void (subject !== null && this.#shown.delete(keyOf(subject)));
    if (subject !== null && (telling.toast || telling.desktop)) this.#shown.set(keyOf(subject), telling.messages);
    // Where this page may make no sound, the system makes its own.
    if (telling.desktop) this.#desktop.show({ tag, title, text, silent: !telling.sound || isHeard, onOpen, onClose });
    if (telling.toast) toasts.show({ id: tag, title, text, onOpen, onClose });
    if (!telling.isMissed) return;
    const about = gathered.find((one) => subject === null || keyOf(one.subject) === keyOf(subject));
    makeHintDue(agentId, about?.contact ?? t(words.oneCustomer));
  }

  #withdraw(subject: Subject): void {
    const tag = this.#tag(subject);
    this.#shown.delete(keyOf(subject));
    this.#desktop.close(tag);
    this.#deps.toasts.close(tag);
  }

  /** Whether it is heard, be it from a moment ago. */
  #sound(): boolean {
    const now = performance.now();
    if (now - this.#heardAt < soundEveryMs) return true;
    if (!playSound()) return false;
    this.#heardAt = now;
    return true;
  }

  /** One notification a subject, whichever tab shows it. */
  #tag(subject: Subject | null): string {
    return `parley/${this.#deps.slug}/${subject === null ? "several" : keyOf(subject)}`;
  }
}

function attention(): Attention {
  if (document.visibilityState !== "visible") return "hidden";
  return document.hasFocus() ? "focused" : "visible";
}

function deskOf({ inbox, agentId }: NotifierDeps): Desk {
  return {
    me: agentId,
    isBusy: inbox.presence(agentId) === "busy",
    myTeamIds: inbox.catalog("team").flatMap((team) => (team.agentIds.includes(agentId) ? [team.id] : [])),
    conversation: (id) => inbox.conversation(id)?.record ?? null,
    contactName(id) {
      const contact = inbox.conversation(id)?.contact ?? null;
      return contact === null ? null : contactName(contact);
    },
    agentName: (id) => agentName(inbox, id),
    mentionText: (id) => inbox.mentions().items.find(({ record }) => record.id === id)?.record.preview ?? "",
  };
}
