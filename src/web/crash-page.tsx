import { Component, type ReactNode } from "react";
import { AuthLayout } from "./auth/auth-layout.tsx";
import { Button } from "./controls/button.tsx";
import { Notice } from "./controls/notice.tsx";
import { loadNewVersion } from "./offline/updates.ts";
import { app } from "./messages/en/app.ts";
import { t } from "./messages/t.ts";

/** Stands in when a bug ends the page: never a blank one. React has no hook for it. */
export class CrashPage extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <AuthLayout title={t(app.stopped)}>
        <Notice tone="error">{t(app.ours)}</Notice>
        <Button look="primary" onClick={() => void loadNewVersion()}>
          {t(app.loadAgain)}
        </Button>
      </AuthLayout>
    );
  }
}
