import * as v from "valibot";
import { closeCodes } from "../protocol/close-codes.ts";
import { commandPayloads, isCommandName } from "../protocol/commands.ts";
import type { Command } from "../protocol/commands.ts";
import { CheckSchema, CommandFrameSchema, HelloSchema } from "../protocol/frames.ts";
import type { CommandFrame, ErrorFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import { ClientSignalSchema } from "../protocol/signals.ts";
import { protocolVersion, subprotocol } from "../protocol/version.ts";
import type { CustomerTyping } from "./customer-typing.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import { resultFrame } from "./handshake.ts";
import type { Handshake } from "./handshake.ts";
import { readAdmission } from "./rpc.ts";
import type { Admission } from "./rpc.ts";
import type { Roster } from "./roster.ts";
import type { Sessions } from "./sessions.ts";
import type { SignIns } from "./sign-ins.ts";
import type { Signals } from "./signals.ts";
import type { SignTicket } from "./tickets.ts";
import { ticketOf } from "./tickets.ts";

/**
 * What comes in over a socket. A frame that is not understood gets an `error` frame (a command a `result`)
 * and never a dropped socket; an unknown kind of frame or signal is ignored, so that a newer client may say
 * what this hub does not know yet.
 */
export class SocketLane {
  readonly #sessions: Sessions;
  readonly #roster: Roster;
  readonly #executor: Executor;
  readonly #handshake: Handshake;
  readonly #signals: Signals;
  readonly #customerTyping: CustomerTyping;
  readonly #signIns: SignIns;
  readonly #signTicket: SignTicket;

  constructor(
    sessions: Sessions,
    roster: Roster,
    executor: Executor,
    handshake: Handshake,
    signals: Signals,
    customerTyping: CustomerTyping,
    signIns: SignIns,
    signTicket: SignTicket,
  ) {
    this.#sessions = sessions;
    this.#roster = roster;
    this.#executor = executor;
    this.#handshake = handshake;
    this.#signals = signals;
    this.#customerTyping = customerTyping;
    this.#signIns = signIns;
    this.#signTicket = signTicket;
  }

  /** Takes in the socket of a request that the Worker has authenticated, or tells it why it may not stay. */
  open(request: Request): { readonly answer: Response; readonly socket: WebSocket | null } {
    const admission = readAdmission(request.headers);
    if (admission === null)
      return { answer: new Response("not an authenticated upgrade", { status: 400 }), socket: null };
    const { 0: client, 1: server } = new WebSocketPair();
    const refusal = this.#refusal(admission);
    if (refusal === null) this.#sessions.accept(server, admission);
    else this.#sessions.refuse(server, ...refusal);
    const offered =
      request.headers
        .get("sec-websocket-protocol")
        ?.split(",")
        .map((name) => name.trim()) ?? [];
    const headers: HeadersInit = offered.includes(subprotocol) ? { "sec-websocket-protocol": subprotocol } : {};
    return { answer: new Response(null, { status: 101, webSocket: client, headers }), socket: server };
  }

  /** Why a person that the Worker let through may not open a socket here (Se1 to Se5): a code and its reason. */
  #refusal({ agentId, sid, once, resume, ...rest }: Admission): [number, string] | null {
    const now = Date.now();
    const agent = this.#roster.agent(agentId);
    if (agent === null) return [closeCodes.notAMember, "not a member"];
    if (this.#signIns.hasEnded(sid)) return [closeCodes.notSignedIn, "signed out"];
    if (resume !== undefined && resume.accessSeq !== agent.accessSeq)
      return [closeCodes.notSignedIn, "your access has changed: get a new token"];
    if (once !== undefined && !this.#signIns.use(once, now))
      return [closeCodes.notSignedIn, "this token was used: get a new one"];
    if (!this.#sessions.hasRoom({ agentId, sid, ...rest, ...(resume === undefined ? {} : { resume }) }, now))
      return [closeCodes.tooMany, "too many sockets"];
    return null;
  }

  /** The sign-in has ended: what it opened closes, and it opens nothing more. */
  signedOut(agentId: string, sid: string): void {
    this.#signIns.end(sid, Date.now());
    this.#signals.around(() => this.#sessions.closeSignIn(agentId, sid));
  }

  receive(socket: WebSocket, data: string | ArrayBuffer): void {
    if (!this.#sessions.heard(socket)) return;
    if (typeof data !== "string") return this.#complain(socket, "invalid", "Frames are text.");
    if (data === "ping") return this.#sessions.send(socket, "pong");
    if (data.length > limits.clientFrameBytes)
      return this.#complain(socket, "too_large", `A frame has at most ${limits.clientFrameBytes} characters.`);
    let frame: unknown;
    try {
      frame = JSON.parse(data);
    } catch {
      return this.#complain(socket, "invalid", "This is not JSON.");
    }
    const type = typeof frame === "object" && frame !== null && "type" in frame ? frame.type : undefined;
    if (type === "hello") return this.#hello(socket, frame);
    if (type === "command") return this.#command(socket, frame);
    if (type === "signal") return this.#signal(socket, frame);
    if (type === "check") return this.#check(socket, frame);
    if (typeof type !== "string") this.#complain(socket, "invalid", "A frame is an object with a type.");
  }

  #hello(socket: WebSocket, frame: unknown): void {
    const hello = v.safeParse(HelloSchema, frame);
    if (!hello.success) return this.#complain(socket, "invalid", explain(hello.issues));
    if (hello.output.protocol !== protocolVersion)
      return this.#end(socket, closeCodes.protocolVersion, `this server speaks protocol ${protocolVersion}`);
    const { session, cursor, pending } = hello.output;
    const mine = this.#sessions.of(socket);
    const agent = this.#roster.agent(mine.agentId);
    if (agent === null) return this.#end(socket, closeCodes.notAMember, "not a member");
    if (mine.reservedFor !== null && mine.reservedFor !== session)
      return this.#end(socket, closeCodes.notSignedIn, "the ticket is another session's: get a token");
    if (!this.#sessions.allowsWelcome(socket, session))
      return this.#end(socket, closeCodes.tooMany, "too many welcomes in a minute");
    const resume = ticketOf(mine, agent, session, Date.now(), this.#signTicket);
    this.#signals.around(() => {
      this.#sessions.join(socket, session);
      this.#sessions.welcome(
        socket,
        this.#handshake.welcome(agent, cursor, pending, this.#signals.all(agent.id), resume),
      );
    }, socket);
  }

  /** The other side has closed, or is gone. Codes 1005 and 1006 say that none was sent; they may not be sent back. */
  closed(socket: WebSocket, code: number): void {
    this.#end(socket, code === 1005 || code === 1006 ? 1000 : code, "");
  }

  #end(socket: WebSocket, code: number, reason: string): void {
    this.#signals.around(() => this.#sessions.end(socket, code, reason), socket);
  }

  #check(socket: WebSocket, frame: unknown): void {
    const check = v.safeParse(CheckSchema, frame);
    if (check.success) this.#sessions.proved(socket, check.output.id);
  }

  /** A signal that is not understood is ignored: it comes from a later version, or the next one replaces it. */
  #signal(socket: WebSocket, frame: unknown): void {
    const signal = v.safeParse(ClientSignalSchema, frame);
    const { session, agentId } = this.#sessions.of(socket);
    if (!signal.success || session === null) return;
    const isTaken = this.#signals.receive(socket, signal.output);
    if (isTaken && signal.output.signal === "typing" && signal.output.payload.on)
      this.#customerTyping.typed(agentId, signal.output.payload.conversationId);
  }

  #command(socket: WebSocket, frame: unknown): void {
    const parsed = v.safeParse(CommandFrameSchema, frame);
    if (!parsed.success) {
      const id =
        typeof frame === "object" && frame !== null && "id" in frame && typeof frame.id === "string" ? frame.id : null;
      if (id === null) return this.#complain(socket, "invalid", explain(parsed.issues));
      return this.#sessions.send(
        socket,
        resultFrame(id, { ok: false, code: "invalid", message: explain(parsed.issues) }),
      );
    }
    const { session, agentId } = this.#sessions.of(socket);
    if (session === null) {
      return this.#sessions.send(
        socket,
        resultFrame(parsed.output.id, { ok: false, code: "invalid", message: "Say hello first." }),
      );
    }
    this.#sessions.send(socket, resultFrame(parsed.output.id, this.#execute(agentId, session, parsed.output)));
  }

  #execute(agentId: string, session: string, frame: CommandFrame): TextAnswer {
    if (!isCommandName(frame.command))
      return {
        ok: false,
        code: "invalid",
        message: `There is no command ${frame.command}.`,
        details: { field: "command" },
      };
    const payload = v.safeParse(
      commandPayloads[frame.command] as v.GenericSchema<unknown, Command["payload"]>,
      frame.payload,
    );
    if (!payload.success)
      return {
        ok: false,
        code: "invalid",
        message: explain(payload.issues),
        details: { field: v.getDotPath(payload.issues[0]) },
      };
    const command = { command: frame.command, payload: payload.output } as Command;
    return this.#executor.execute({ type: "agent", agentId }, frame.id, command, frame.base ?? null, session);
  }

  #complain(socket: WebSocket, code: ErrorFrame["code"], message: string): void {
    this.#sessions.send(socket, JSON.stringify({ type: "error", code, message } satisfies ErrorFrame));
  }
}

function explain(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issues[0]);
  return path === null ? issues[0].message : `${path}: ${issues[0].message}`;
}
