import { ArrowLeft } from "lucide-react";
import { Link } from "wouter";
import { channelConnect as words } from "../messages/en/channel-connect.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";

export function BackToChannels() {
  const { slug } = useOrganisation();
  return (
    <Link className="channel-back" href={`/o/${slug}/settings/channels`}>
      <ArrowLeft size={16} aria-hidden />
      {t(words.back)}
    </Link>
  );
}
