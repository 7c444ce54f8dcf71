import { connect, createServer } from "node:net";

/** Whether something answers on this port of this machine. */
export function isTaken(port: number): Promise<boolean> {
  const tries = ["127.0.0.1", "::1"].map(
    (host) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port });
        const answer = (taken: boolean): void => {
          socket.destroy();
          resolve(taken);
        };
        socket.once("connect", () => answer(true));
        socket.once("error", () => answer(false));
        socket.setTimeout(1_000, () => answer(true));
      }),
  );
  return Promise.all(tries).then((answers) => answers.includes(true));
}

/** A port that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("No port was given."));
      });
    });
  });
}
