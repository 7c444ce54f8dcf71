import type { BusinessNumber, SimulatedChannel, World } from "./world.ts";

/**
 * The business that a request speaks for; null when its credentials are another's. A number is opened on its first
 * request, and the credentials that come with it are its own from then on: a channel can be connected here without
 * telling the simulator.
 */
export function businessOf(
  world: World,
  asked: {
    readonly channel: SimulatedChannel;
    readonly id: string;
    readonly accountId: string;
    readonly secret: string;
  },
): BusinessNumber | null {
  const { channel, id, accountId, secret } = asked;
  const known = world.numbers.get(id);
  if (known !== undefined) return known.channel === channel && known.accessToken === secret ? known : null;
  const opened = { channel, phoneNumberId: id, wabaId: accountId, displayNumber: id, name: id, accessToken: secret };
  world.addNumber(opened);
  return opened;
}

/** The token of an `Authorization: Bearer …`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
}
