import { join } from "node:path";
import { acme, globex, type DemoOrg } from "./demo/orgs.ts";
import { seedOrg, type SeededOrg, smsUrl, storiesOf } from "./demo/seed.ts";
import { type LocalParley, type LogLine, startParley } from "./local.ts";
import { freePort } from "./ports.ts";
import { openRunState, type RunState, saveRunState } from "./run-state.ts";
import { startSimulator } from "./simulator/server.ts";
import type { BusinessNumber } from "./simulator/world.ts";

/** Parley and the simulator together, with the demo's two orgs: what `npm start` and the browser tests run. */
export interface StackOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly simulatorPort: number;
  /** Keeps all state, like wrangler's `--persist-to`. */
  readonly directory: string;
  /** Forget what is in the directory. */
  readonly fresh?: boolean;
  /** false founds the orgs without any conversation. */
  readonly stories?: boolean;
  readonly onLog?: (line: LogLine) => void;
  /** Called when the first start begins to set up the demo. */
  readonly onSeeding?: () => void;
}

/** What `.parley/demo.json` holds (CONTRACT "Run it"). */
export interface DemoFile {
  readonly url: string;
  readonly simulator: string;
  readonly org: string;
  readonly apiKey: string;
  readonly agents: SeededOrg["agents"];
  readonly whatsapp: ChannelAccess["whatsapp"];
  readonly instagram?: ChannelAccess["instagram"];
  readonly sms?: ChannelAccess["sms"];
  readonly otherOrg: Pick<SeededOrg, "org" | "apiKey" | "agents"> & ChannelAccess;
}

/** What a script needs to speak for a provider. */
export interface ChannelAccess {
  readonly whatsapp: {
    readonly channelId: string;
    readonly phoneNumberId: string;
    readonly wabaId: string;
    readonly appSecret: string;
    readonly verifyToken: string;
  };
  readonly instagram?: { readonly channelId: string; readonly accountId: string; readonly appSecret: string };
  readonly email?: { readonly channelId: string; readonly address: string };
  readonly sms?: {
    readonly channelId: string;
    readonly number: string;
    readonly accountSid: string;
    readonly authToken: string;
  };
}

export interface Stack {
  readonly url: string;
  readonly simulator: string;
  readonly demo: DemoFile;
  /** Parley alone: stopped as by a crash, and started again on the same port and data. The simulator goes on. */
  readonly parley: { stop(): Promise<void>; start(): Promise<void> };
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory } = options;
  const state = await openRunState(directory, options.fresh ?? false);
  const port = options.port === 0 ? await freePort() : options.port;
  const url = `http://localhost:${port}`;
  const simulator = await startSimulator({
    port: options.simulatorPort,
    parleyUrl: url,
    appSecret: state.secrets.META_APP_SECRET,
    numbers: [acme, globex].flatMap((org) => businessNumbers(org, state.accessToken)),
    mail: {
      token: state.secrets.MAIL_TOKEN,
      webhookSecret: state.secrets.MAIL_WEBHOOK_SECRET,
      addresses: [acme, globex].map((org) => org.mail.address),
    },
    statePath: join(directory, "phones.json"),
  });
  let parley: LocalParley | null = null;
  const start = async (): Promise<void> => {
    parley = await startParley({
      port,
      persist: directory,
      vars: {
        ...state.secrets,
        SIGN_UPS: "open",
        GRAPH_URL: `${simulator.url}/v25.0`,
        INSTAGRAM_URL: `${simulator.url}/instagram/v25.0`,
        TWILIO_URL: simulator.url,
        MAIL_API_URL: `${simulator.url}/mail-api`,
        MAIL_API_TOKEN: state.secrets.MAIL_TOKEN,
        MAIL_URL: `${simulator.url}/mail`,
        MAIL_DOMAINS: localDomains,
        DNS_URL: `${simulator.url}/dns-query`,
      },
      ...(options.onLog === undefined ? {} : { onLog: options.onLog }),
    });
  };
  const stopParley = async (): Promise<void> => {
    await parley?.stop();
    parley = null;
  };
  const stop = async (): Promise<void> => {
    await simulator.stop();
    await stopParley();
  };
  try {
    await start();
    const demo = state.demo ?? (await seed({ url, simulator }, state, options));
    for (const [org, { smsId }] of [
      [acme, demo.acme],
      [globex, demo.globex],
    ] as const)
      if (smsId !== undefined) simulator.sendSmsTo(org.sms.number, smsUrl(url, smsId));
    const file = demoFile(url, simulator.url, state, demo);
    return { url, simulator: simulator.url, demo: file, parley: { start, stop: stopParley }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The demo's domains; every other org of this machine has the subdomain of its slug, and can try mail with it. */
const localDomains = [
  ...[acme, globex].map(({ slug, mail }) => `${mail.address.split("@")[1]}=${slug}`),
  "{org}.parley.test",
].join(",");

async function seed(
  target: Parameters<typeof seedOrg>[0],
  state: RunState,
  { directory, stories, onSeeding }: StackOptions,
): Promise<NonNullable<RunState["demo"]>> {
  onSeeding?.();
  const { password, accessToken } = state;
  const found = (org: DemoOrg): Promise<SeededOrg> =>
    seedOrg(target, org, { password, accessToken, stories: stories === false ? [] : storiesOf(org) });
  const demo = { acme: await found(acme), globex: await found(globex) };
  await saveRunState(directory, { ...state, demo });
  return demo;
}

function businessNumbers(org: DemoOrg, accessToken: string): BusinessNumber[] {
  const { number, instagram, sms, name } = org;
  const { phoneNumberId, wabaId, address } = number;
  const shared = { name, accessToken };
  return [
    { channel: "whatsapp", phoneNumberId, wabaId, displayNumber: address, ...shared },
    {
      channel: "instagram",
      phoneNumberId: instagram.accountId,
      wabaId: "",
      displayNumber: `@${instagram.username}`,
      ...shared,
    },
    { channel: "sms", phoneNumberId: sms.number, wabaId: sms.accountSid, displayNumber: sms.number, ...shared },
  ];
}

function demoFile(url: string, simulator: string, state: RunState, demo: NonNullable<RunState["demo"]>): DemoFile {
  const { channelId: _, instagramId: _i, smsId: _s, emailId: _e, ...org } = demo.acme;
  const { channelId: __, instagramId: __i, smsId: __s, emailId: __e, ...otherOrg } = demo.globex;
  return {
    url,
    simulator,
    ...org,
    ...accessOf(acme, demo.acme, state),
    otherOrg: { ...otherOrg, ...accessOf(globex, demo.globex, state) },
  };
}

function accessOf(org: DemoOrg, { channelId, instagramId, smsId, emailId }: SeededOrg, state: RunState): ChannelAccess {
  const { META_APP_SECRET: appSecret, META_VERIFY_TOKEN: verifyToken } = state.secrets;
  const { phoneNumberId, wabaId } = org.number;
  const { accountId } = org.instagram;
  const { number, accountSid } = org.sms;
  return {
    whatsapp: { channelId, phoneNumberId, wabaId, appSecret, verifyToken },
    ...(instagramId === undefined ? {} : { instagram: { channelId: instagramId, accountId, appSecret } }),
    ...(smsId === undefined ? {} : { sms: { channelId: smsId, number, accountSid, authToken: state.accessToken } }),
    ...(emailId === undefined ? {} : { email: { channelId: emailId, address: org.mail.address } }),
  };
}
