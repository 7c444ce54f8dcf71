import { Camera, Mail, MessageCircle, MessageSquareText, type LucideIcon } from "lucide-react";
import type { ChannelType } from "../../protocol/records.ts";
import { channelName } from "./names.ts";
import "./channel-glyph.css";

const glyphs: Readonly<Record<ChannelType, LucideIcon>> = {
  whatsapp: MessageCircle,
  instagram: Camera,
  sms: MessageSquareText,
  email: Mail,
};

/** By which channel a conversation runs; sits on the avatar's corner. `isNamed`: its name stands beside it. */
export function ChannelGlyph({ channel, isNamed = false }: { channel: ChannelType; isNamed?: boolean }) {
  const Glyph = glyphs[channel];
  return (
    <span className={`channel-glyph channel-glyph-${channel}`} title={channelName(channel)}>
      <Glyph size={12} aria-hidden />
      {isNamed ? null : <span className="visually-hidden">{channelName(channel)}</span>}
    </span>
  );
}
