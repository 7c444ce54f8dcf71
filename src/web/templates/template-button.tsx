import { Suspense, useState } from "react";
import type { TemplateUse } from "../../protocol/commands.ts";
import { Button } from "../controls/button.tsx";
import { lazily } from "../lazily.ts";
import { templates as words } from "../messages/en/templates.ts";
import { t } from "../messages/t.ts";

const TemplatePicker = lazily(() => import("./template-picker.tsx"));

interface TemplateButtonProps {
  channelId: string;
  send: (use: TemplateUse) => void;
}

/** Opens the templates of a channel. */
export function TemplateButton({ channelId, send }: TemplateButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t(words.choose)}
      </Button>
      {isOpen ? (
        <Suspense>
          <TemplatePicker channelId={channelId} send={send} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
