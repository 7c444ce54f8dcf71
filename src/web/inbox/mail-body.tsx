import createDOMPurify from "dompurify";
import { ImageOff } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Message } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { type LoadedMail, loadMail } from "../mail/load-mail.ts";
import { MailFrame } from "../mail/mail-frame.tsx";
import { mailPartsOf } from "../mail/mail-parts.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { sanitiseMail } from "../mail/sanitise.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { RichText } from "./rich-text.tsx";
import "./mail-body.css";

/** A mail as its sender laid it out. Its words stand there until it is loaded, and when it cannot be. */
export default function MailBody({ message, html }: { message: Message; html: string }) {
  const { id: orgId } = useOrganisation();
  const [loaded, setLoaded] = useState<LoadedMail | null>(null);
  const [showsImages, setShowsImages] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const inline = mailPartsOf(message)?.inline ?? new Map<string, string>();
    loadMail(orgId, { html, inline }, leaving.signal).then(setLoaded, () => undefined);
    return () => leaving.abort();
  }, [orgId, html, message]);
  const shown = useMemo(() => {
    if (loaded === null) return null;
    const folds = mailPartsOf(message)?.folds ?? [];
    const foldLabel = t(words.showQuoted);
    return sanitiseMail(createDOMPurify(window), loaded.html, { showsImages, inline: loaded.inline, folds, foldLabel });
  }, [loaded, showsImages, message]);
  const title = message.subject === null ? t(words.mailUntitled) : t(words.mailTitle, { subject: message.subject });
  const text = <RichText text={message.body} />;
  if (shown === null) return text;
  return (
    <div className="mail-body">
      {shown.hiddenImages === 0 ? null : (
        <div className="mail-images">
          <ImageOff size={16} aria-hidden />
          <span>{t(words.imagesHidden)}</span>
          <Button look="quiet" onClick={() => setShowsImages(true)}>
            {t(words.showImages)}
          </Button>
        </div>
      )}
      <MailFrame html={shown.html} title={title} showsImages={showsImages} fallback={text} />
    </div>
  );
}
