import type { ChannelType } from "../protocol/records.ts";
import type { ChannelAdapter } from "./channel.ts";
import { email } from "./email/send.ts";
import { instagram } from "./instagram/send.ts";
import { sms } from "./sms/send.ts";
import { whatsapp } from "./whatsapp/send.ts";

/** The channels that this build speaks. */
export const channels: Readonly<Partial<Record<ChannelType, ChannelAdapter>>> = { whatsapp, instagram, sms, email };
