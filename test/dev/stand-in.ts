import { createServer, type Server } from "node:http";
import { once } from "node:events";

/** A webhook that the stand-in for Parley received. */
export interface Received {
  readonly path: string;
  readonly signature: string;
  readonly twilioSignature: string;
  readonly body: string;
  readonly at: number;
}

/** Something that takes webhooks where Parley would, and answers as it is told. */
export class StandIn {
  readonly received: Received[] = [];
  /** Statuses for the next requests; 200 when none are left. 0 cuts the connection. */
  readonly answers: number[] = [];
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(server);
    server.on("request", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const answer = standIn.answers.shift() ?? 200;
      standIn.received.push({
        path: request.url ?? "",
        signature: String(request.headers["x-hub-signature-256"]),
        twilioSignature: String(request.headers["x-twilio-signature"]),
        body: Buffer.concat(chunks).toString("utf8"),
        at: performance.now(),
      });
      for (const wake of standIn.#waiting.splice(0)) wake();
      if (answer === 0) response.destroy();
      else response.writeHead(answer).end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return standIn;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("Not listening.");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Resolves when so many webhooks have come. */
  async count(count: number): Promise<Received[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.received;
  }

  /** The delivery steps that have come, in order. */
  statuses(): { id: string; status: string; data: string | undefined }[] {
    return this.received.flatMap(({ body }) =>
      (JSON.parse(body) as Webhook).entry.flatMap((entry) =>
        entry.changes.flatMap(({ value }) =>
          (value.statuses ?? []).map((item) => ({
            id: item.id,
            status: item.status,
            data: item.biz_opaque_callback_data,
          })),
        ),
      ),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface Webhook {
  entry: {
    id: string;
    changes: {
      field: string;
      value: {
        messages?: Record<string, unknown>[];
        statuses?: { id: string; status: string; biz_opaque_callback_data?: string }[];
      };
    }[];
  }[];
}
