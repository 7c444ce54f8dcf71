import { Menu } from "@base-ui/react/menu";
import { LayoutTemplate, ListChecks, type LucideIcon, MapPin, Paperclip, Plus } from "lucide-react";
import { Suspense, useState } from "react";
import { channelRules } from "../../core/channel-rules.ts";
import type { Conversation } from "../../protocol/records.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { lazily } from "../lazily.ts";
import { AttachButton } from "../media/attach-button.tsx";
import { useFileChooser } from "../media/file-chooser.tsx";
import { composer as words } from "../messages/en/composer.ts";
import { files as fileWords } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";
import type { Composing } from "./composing.ts";

const TemplatePicker = lazily(() => import("../templates/template-picker.tsx"));
const LocationDialog = lazily(() => import("../location/location-dialog.tsx"));
const ChoicesDialog = lazily(() => import("../choices/choices-dialog.tsx"));

interface AddMenuProps {
  conversation: Conversation;
  writing: Composing;
  attach: (files: readonly File[]) => void;
}

/** What a channel takes besides words: where that is files alone, their button. */
export function AddMenu({ conversation: { channel, channelId }, writing, attach }: AddMenuProps) {
  const { templates, location, interactive } = channelRules[channel];
  const [opened, setOpened] = useState<"template" | "location" | "choices" | null>(null);
  const chooser = useFileChooser(attach);
  if (!templates && !location && !interactive) return <AttachButton add={attach} />;
  const close = () => setOpened(null);
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={t(words.add)} title={t(words.add)}>
          <Plus size={16} aria-hidden />
        </Menu.Trigger>
        <MenuPopup align="start">
          <Item icon={Paperclip} name={t(fileWords.attach)} choose={chooser.open} />
          {templates ? (
            <Item icon={LayoutTemplate} name={t(words.addTemplate)} choose={() => setOpened("template")} />
          ) : null}
          {location ? <Item icon={MapPin} name={t(words.addLocation)} choose={() => setOpened("location")} /> : null}
          {interactive ? (
            <Item icon={ListChecks} name={t(words.addChoices)} choose={() => setOpened("choices")} />
          ) : null}
        </MenuPopup>
      </Menu.Root>
      {chooser.input}
      <Suspense>
        {opened === "template" ? (
          <TemplatePicker channelId={channelId} send={(template) => writing.sendSpecial({ template })} close={close} />
        ) : null}
        {opened === "location" ? (
          <LocationDialog send={(place) => writing.sendSpecial({ location: place })} close={close} />
        ) : null}
        {opened === "choices" ? (
          <ChoicesDialog
            text={writing.text}
            send={(body, choices) => writing.sendSpecial({ body, interactive: choices })}
            close={close}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function Item({ icon: Icon, name, choose }: { icon: LucideIcon; name: string; choose: () => void }) {
  return (
    <Menu.Item className="menu-item" onClick={choose}>
      <Icon size={16} aria-hidden />
      {name}
    </Menu.Item>
  );
}
