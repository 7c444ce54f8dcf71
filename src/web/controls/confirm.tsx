import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { controls } from "../messages/en/controls.ts";
import { t } from "../messages/t.ts";
import { Button } from "./button.tsx";
import "./popup.css";

interface ConfirmProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** The verb on the button, never "OK". */
  action: string;
  /** The other button, where "Cancel" could be taken for the opposite. */
  keep?: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before what cannot be taken back. */
export function Confirm({ open, title, children, action, keep, busy = false, onConfirm, onCancel }: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onCancel())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{children}</AlertDialog.Description>
          <div className="dialog-actions">
            <AlertDialog.Close className="button button-plain">{keep ?? t(controls.cancel)}</AlertDialog.Close>
            <Button look="danger" busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
