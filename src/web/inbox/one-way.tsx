import { MessageSquareOff } from "lucide-react";
import { stoppedChannels as words } from "../messages/en/stopped-channels.ts";
import { t } from "../messages/t.ts";
import "./closed-window.css";

/** In the place of the box: the customer is known by a name that takes no answer. */
export default function OneWay() {
  return (
    <output className="closed-window">
      <MessageSquareOff size={16} aria-hidden />
      <p>{t(words.oneWay)}</p>
    </output>
  );
}
