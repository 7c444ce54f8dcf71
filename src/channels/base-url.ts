import type { ChannelType } from "../protocol/records.ts";

/** Settings with the base URLs of the providers' APIs; Meta's carry their version. */
export interface ProviderUrls {
  readonly GRAPH_URL: string;
  readonly INSTAGRAM_URL: string;
  readonly TWILIO_URL: string;
  readonly MAIL_API_URL: string;
}

/** Where a channel's API is; empty for mail that leaves through Cloudflare's binding. */
export function baseUrlOf(urls: ProviderUrls, channel: ChannelType): string {
  switch (channel) {
    case "whatsapp":
      return urls.GRAPH_URL;
    case "instagram":
      return urls.INSTAGRAM_URL;
    case "sms":
      return urls.TWILIO_URL;
    case "email":
      return urls.MAIL_API_URL;
  }
}
