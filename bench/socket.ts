import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * As little of a WebSocket client as a benchmark can do with: whole text frames in, small ones out. A full
 * client decodes each frame for each of the sockets, and would then be what is measured.
 */
export interface RawSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  onFrame(payload: Buffer): void;
  onClose(code: number): void;
}

const opText = 1;
const opClose = 8;

export function openSocket(url: string, headers: Record<string, string>, handlers: SocketHandlers): Promise<RawSocket> {
  const target = new URL(url);
  target.hostname = "127.0.0.1";
  return new Promise((resolve, reject) => {
    const upgrade = request(target.href, {
      headers: {
        ...headers,
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": randomBytes(16).toString("base64"),
      },
    });
    upgrade.once("error", reject);
    upgrade.once("response", (response) => reject(new Error(`The upgrade was answered ${response.statusCode}.`)));
    upgrade.once("upgrade", (_response, socket, head) => {
      const stream = socket as Socket;
      stream.setNoDelay(true);
      readFrames(stream, head, handlers);
      resolve({ send: (text) => void stream.write(clientFrame(text)), close: () => stream.destroy() });
    });
    upgrade.end();
  });
}

function readFrames(stream: Socket, head: Buffer, { onFrame, onClose }: SocketHandlers): void {
  let pending = head;
  let isClosed = false;
  const closed = (code: number): void => {
    if (!isClosed) onClose(code);
    isClosed = true;
  };
  const read = (chunk: Buffer): void => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let frame = frameAt(pending); frame !== null; frame = frameAt(pending)) {
      const payload = pending.subarray(frame.start, frame.end);
      if (frame.op === opText) onFrame(payload);
      if (frame.op === opClose) closed(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
      pending = pending.subarray(frame.end);
    }
  };
  stream.on("data", read);
  stream.once("close", () => closed(1006));
  stream.once("error", () => closed(1006));
  if (head.length > 0) {
    pending = Buffer.alloc(0);
    read(head);
  }
}

/** Where the first whole frame lies; null while it is not all there. Servers do not mask (RFC 6455, 5.1). */
function frameAt(bytes: Buffer): { op: number; start: number; end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1);
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return null;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  return bytes.length < start + length ? null : { op: bytes.readUInt8(0) & 15, start, end: start + length };
}

/** Masked, as clients must (RFC 6455, 5.3); a mask of zeros leaves the text as it is. */
function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? Buffer.from([128 | payload.length])
      : Buffer.from([128 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([128 | opText]), length, Buffer.alloc(4), payload]);
}
