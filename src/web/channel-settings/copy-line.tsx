import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../controls/button.tsx";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";

/** Something to be given to a provider as it stands here. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="secret">
      <code dir="ltr" className="channel-code" aria-label={label}>
        {value}
      </code>
      <Button
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        onBlur={() => setCopied(false)}
      >
        <Copy size={16} aria-hidden />
        {t(copied ? form.copied : form.copy)}
      </Button>
    </div>
  );
}
