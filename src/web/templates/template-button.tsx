import { LayoutTemplate } from "lucide-react";
import { Suspense, useState } from "react";
import type { TemplateUse } from "../../protocol/commands.ts";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { lazily } from "../lazily.ts";
import { templates as words } from "../messages/en/templates.ts";
import { t } from "../messages/t.ts";

const TemplatePicker = lazily(() => import("./template-picker.tsx"));

interface TemplateButtonProps {
  channelId: string;
  look: "icon" | "labelled";
  send: (use: TemplateUse) => void;
}

/** Opens the templates of a channel. */
export function TemplateButton({ channelId, look, send }: TemplateButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  return (
    <>
      {look === "icon" ? (
        <IconButton label={t(words.choose)} onClick={open}>
          <LayoutTemplate size={16} aria-hidden />
        </IconButton>
      ) : (
        <Button look="primary" onClick={open}>
          {t(words.choose)}
        </Button>
      )}
      {isOpen ? (
        <Suspense>
          <TemplatePicker channelId={channelId} send={send} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
